"""How many commits the terminal's memory ever saw, kept beside it: an older copy put back counts fewer."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.state_folder import write_whole

_DIGITS = 20


class FlashCount:
    """The number in a file of its own, which is never lower than that of any copy of the flash.

    It is written at every commit, but waits for no disk: after a power cut it may be behind, never ahead.

    Args:
        path: The file; made by the first `raise_to`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = -1

    def read(self) -> int | None:
        """The number; None where there is none, or none that can be read."""
        try:
            said = self.path.read_bytes().strip()
        except OSError:
            return None
        return int(said) if said.isdigit() and len(said) <= _DIGITS else None

    def raise_to(self, number: int) -> None:
        """Say `number` from now on.

        Raises:
            FlashError: the file cannot be made.
        """
        octets = b"%0*d\n" % (_DIGITS, number)
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

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
