"""The digits behind the stars: the coach sees the keys, and tells nobody which."""

from __future__ import annotations

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.training.plan import Deed, Press

TOO_SHORT = "password.short"
"""Too few digits: what was typed stays, and the next key adds to it."""


class Hidden:
    """What was typed at a prompt that shows stars."""

    def __init__(self) -> None:
        self._digits = self._pressed = self._prompt = ""

    @property
    def digits(self) -> str:
        """The digits; never shown."""
        return self._digits

    @property
    def pressed(self) -> str:
        """The digits that were pressed since the prompt came, those taken back too; never shown."""
        return self._pressed

    def after(self, deed: Deed, screen: Screen) -> None:
        """Something was done, and this is the screen now."""
        if screen.name == TOO_SHORT:
            return
        stars = screen.fields.get("stars", 0)
        count = stars if isinstance(stars, int) else 0
        if screen.name != self._prompt:
            self._prompt, self._pressed = screen.name, ""
        if isinstance(deed, Press) and deed.key.is_digit and count == len(self._digits) + 1:
            self._digits += deed.key.value
            self._pressed += deed.key.value
        else:
            self._digits = self._digits[:count]
