"""A terminal window of a given size around a command: a pty whose other end answers like a real one."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass, field
from pathlib import Path

from tests.commands.shell import SECONDS, environment

_QUESTION = b"\x1b[6n"
_AGAIN_SECONDS = 0.2
_ROUNDS = 10_000


@dataclass
class Window:
    """A window that draws Chinese characters ``wide`` columns wide; ``silent`` ones tell no cursor."""

    columns: int = 100
    rows: int = 40
    wide: int = 2
    silent: bool = False
    shown: bytes = b""
    program: tuple[str, ...] = ("-m", "pos_emulator")
    typed: dict[bytes, bytes | signal.Signals] = field(default_factory=dict)
    """What to type, or which signal to send, once some bytes were shown."""

    def run(self, *typed: str | Path, **more: str) -> int:
        """Run the command line in it to its end; the exit code."""
        near, far = pty.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))
        process = subprocess.Popen(
            [sys.executable, *self.program, *map(str, typed)],
            stdin=far,
            stdout=far,
            stderr=far,
            env=environment(TERM="xterm-256color", **more),
            start_new_session=True,
        )
        os.close(far)
        try:
            self._follow(near, process)
            return process.wait(SECONDS)
        finally:
            process.kill()
            process.wait()
            os.close(near)

    @property
    def text(self) -> str:
        """What was shown, without control sequences."""
        return re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", self.shown).decode("utf-8", "replace")

    def _follow(self, near: int, process: subprocess.Popen[bytes]) -> None:
        waiting = dict(self.typed)
        answered = 0
        insisting: signal.Signals | None = None
        for _ in range(_ROUNDS):
            if not select.select([near], [], [], SECONDS if insisting is None else _AGAIN_SECONDS)[0]:
                if insisting is None:
                    break
                # A signal that comes just before a read begins is lost; people press again.
                process.send_signal(insisting)
                continue
            try:
                data = os.read(near, 65536)
            except OSError:
                return
            if not data:
                return
            self.shown += data
            while not self.silent and self.shown.count(_QUESTION) > answered:
                asked = self.shown.split(_QUESTION)[answered]
                answered += 1
                os.write(near, b"\x1b[1;%dR" % (self._column(asked) + 1))
            for sight, keys in list(waiting.items()):
                if sight in self.shown:
                    del waiting[sight]
                    if isinstance(keys, signal.Signals):
                        insisting = keys
                        process.send_signal(keys)
                    else:
                        os.write(near, keys)
        raise AssertionError("the command did not end")

    def _column(self, shown: bytes) -> int:
        line = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", shown).rpartition(b"\r")[2].decode()
        return sum(self.wide if ord(char) > 0x2E80 else 1 for char in line)


def on_display(text: str) -> bytes:
    """As the window draws a row of the terminal's display: in wide letters."""
    return "".join(f" {char} " if ord(char) > 0x2E80 else f"{char} " for char in text).strip().encode()
