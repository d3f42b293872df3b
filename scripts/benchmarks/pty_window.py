"""A program in a terminal window that nobody sees: keys go in, what it paints comes out."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path

COLUMNS, ROWS = 130, 40
PATIENCE_SECONDS = 20.0
QUIET_SECONDS = 0.02
END_SECONDS = 5.0
LAST_OCTETS = 400

_ESCAPE = re.compile(rb"\x1b(?:\[[0-9;?>$]*[ -/]*[@-~]|[PX^_\]].*?(?:\x07|\x1b\\)|[=>])", re.DOTALL)


class PtyWindow:
    """Starts a program with a window of its own; `painted` counts from then on, or from the last key."""

    def __init__(self, command: Sequence[str | Path]) -> None:
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._since = time.perf_counter()
        self._seen = b""
        self._process = subprocess.Popen(
            [str(part) for part in command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env=environment,
        )
        os.close(slave)

    def painted(self, text: str) -> float:
        """Seconds from the start, or from the last key, until the text was there.

        Raises:
            TimeoutError: it did not come.
        """
        wanted = text.encode()
        until = self._since + PATIENCE_SECONDS
        while time.perf_counter() < until:
            if self._read(0.5) and wanted in _ESCAPE.sub(b"", self._seen):
                return time.perf_counter() - self._since
        last = _ESCAPE.sub(b"", self._seen)[-LAST_OCTETS:].decode(errors="replace")
        raise TimeoutError(f"{text!r} was not painted in {PATIENCE_SECONDS:g} s; the last was {last}")

    def key(self, octets: bytes) -> None:
        """Press a key; what was painted before is forgotten."""
        self._seen = b""
        self._since = time.perf_counter()
        os.write(self._master, octets)

    def settle(self, seconds: float = QUIET_SECONDS) -> None:
        """Read what is painted for so long, and on until nothing is."""
        until = time.perf_counter() + seconds
        while self._read(max(until - time.perf_counter(), QUIET_SECONDS)) or time.perf_counter() < until:
            pass

    def resident_mib(self) -> float:
        """MiB of memory that are the program's now."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def close(self, key: bytes = b"\x11") -> None:
        """Press the key that ends it (^Q), and wait; one that does not end is killed."""
        self.key(key)
        until = time.perf_counter() + END_SECONDS
        while self._process.poll() is None and time.perf_counter() < until:
            self._read(0.02)
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._master)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            self._seen += os.read(self._master, 65536)
        except OSError:
            return False  # The program has ended.
        return True
