"""Long numbers on screens: each may turn out to be a card's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pos_emulator.firmware.peripherals import Screen

_LONG = re.compile(r"\d{13,}")
"""What may be a card number."""


class LongNumbers:
    """Long numbers that were on screens; each screen is read once, for its card may be known only later."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self._read = 0

    def read(self, screens: Sequence[tuple[int, Screen]]) -> None:
        """Go on where the last reading stopped."""
        for _, screen in screens[self._read :]:
            text = "\n".join((*screen.rows, *map(str, screen.fields.values())))
            self.found.update(_LONG.findall(text))
        self._read = len(screens)
