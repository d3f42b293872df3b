"""How many commits the terminal's memory ever saw, kept beside it: an older copy put back counts fewer.

Beside the number stand the cells that a copy may not turn back: numbers used, passwords tried, locks.
A whole state folder put back brings its own count, and is taken for the terminal as it was: nothing in
a folder can tell that apart from a terminal that was off all the while. A real one has its secure element
for that, which no backup reaches.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Mapping
from pathlib import Path

from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.state_folder import write_whole

MOST = 10**18
"""A number that no terminal reaches, and that SQLite still holds."""

_DIGITS = 20
_SUM_DIGITS = 8

Cells = Mapping[tuple[str, str], str]
"""Cells of flash by area and key, as the file of the flash holds them."""


class FlashCount:
    """The number in a file of its own, which is never lower than that of any copy of the flash.

    It is written at every commit, but waits for no disk: after a power cut it may be behind, never ahead.
    A sum stands behind the number: a file with a wrong byte anywhere is as good as none.

    Args:
        path: The file; made by the first `raise_to`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = -1
        self._longest = 0
        self._told: Cells = {}
        self._line = b""

    def read(self) -> int | None:
        """The number; None where there is none, or none that can be read."""
        said = self._lines()[0]
        return int(said) if said.isdigit() and len(said) <= _DIGITS and int(said) <= MOST else None

    def cells(self) -> Cells | None:
        """The cells beside the number; None where there are none that can be read."""
        try:
            rows = json.loads(self._lines()[1])
            return {(str(area), str(key)): str(text) for area, key, text in rows} or None
        except (ValueError, TypeError, RecursionError):
            return None

    def _lines(self) -> tuple[bytes, bytes]:
        try:
            said = self.path.read_bytes()
        except OSError:
            return b"", b""
        first, _, cells = said.partition(b"\n")
        number, space, sum_of_it = first.partition(b" ")
        # An earlier version wrote no sum.
        good = sum_of_it == _sum(number, cells) if space else len(number) <= _DIGITS
        return (number, cells) if good else (b"", b"")

    def raise_to(self, number: int, cells: Cells | None = None) -> None:
        """Say `number` from now on, and the cells that go with it.

        Raises:
            FlashError: the file cannot be made.
        """
        digits, line = b"%0*d" % (_DIGITS, number), self._line_of(cells or {})
        octets = b"%s %s\n%s" % (digits, _sum(digits, line), line)
        if self._descriptor < 0:
            try:
                write_whole(self.path, octets)
                self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CLOEXEC)
            except OSError as error:
                raise FlashError(
                    self.path,
                    what=f"cannot be written ({error.strerror})",
                    advice="check the permissions of file and folder",
                ) from error
            return
        # The flash has it already: one behind is what a power cut leaves too.
        with contextlib.suppress(OSError):
            os.pwrite(self._descriptor, octets, 0)

    def _line_of(self, cells: Cells) -> bytes:
        if cells != self._told:
            self._told = dict(cells)
            rows = [(*address, text) for address, text in cells.items()]
            line = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode() if rows else b""
            # A shorter line leaves nothing of a longer one behind.
            self._longest = max(self._longest, len(line))
            self._line = line.ljust(self._longest) + b"\n"
        return self._line

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _sum(digits: bytes, cells: bytes) -> bytes:
    return b"%0*x" % (_SUM_DIGITS, zlib.crc32(cells, zlib.crc32(digits)))
