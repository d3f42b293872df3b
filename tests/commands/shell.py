"""The command line in these tests: in process where it can be, as a real process where it must."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from pos_emulator.cli import cli

_OURS = frozenset({"FORCE_COLOR", "NO_COLOR", "PYTHONIOENCODING", "PYTHONUNBUFFERED", "PYTHONUTF8"})
"""What would change how a command prints; each test says what it wants."""

SECONDS = 20.0
"""Far more than anything here takes."""


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The last line on stderr: the message, without the usage above it."""
        return self.err.strip().splitlines()[-1] if self.err.strip() else ""


def run(*typed: str | Path, stdin: str | bytes = "") -> Ran:
    """The command line in this process."""
    result = CliRunner().invoke(cli, [str(word) for word in typed], input=stdin, prog_name="pos-emulator")
    return Ran(result.exit_code, result.stdout, result.stderr)


def environment(**more: str) -> dict[str, str]:
    """This one, with our program first on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {key: value for key, value in os.environ.items() if key not in _OURS}
    return {**kept, "PATH": path, **more}


def start(*typed: str | Path, **more: str) -> subprocess.Popen[str]:
    """The command line as a process of its own, with pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "pos_emulator", *map(str, typed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**more),
    )


def ended(process: subprocess.Popen[str], stdin: str | None = None) -> Ran:
    """Wait for its end."""
    out, err = process.communicate(stdin, timeout=SECONDS)
    return Ran(process.returncode, out, err)


def in_shell(line: str, *, folder: Path, **more: str) -> Ran:
    """A line as typed into a shell, in a folder."""
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def free_port() -> int:
    """A TCP port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
