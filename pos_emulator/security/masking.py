"""Values that must not show themselves: card numbers and typed secrets."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

_HEAD = 6
_TAIL = 4
_DISPLAY_COLUMNS = 16


def mask_pan(digits: str) -> str:
    """The first 6 and last 4 digits, the rest stars; a number too short for that keeps the last 4."""
    hidden = len(digits) - _HEAD - _TAIL
    if hidden < 1:
        return "*" * max(len(digits) - _TAIL, 0) + digits[-_TAIL:]
    return digits[:_HEAD] + "*" * hidden + digits[-_TAIL:]


def mask_pan_16(digits: str) -> str:
    """`mask_pan` with stars cut so that a longer number fits the 16 columns of the display."""
    masked = mask_pan(digits)
    if len(masked) <= _DISPLAY_COLUMNS:
        return masked
    return masked[:_HEAD] + "*" * (_DISPLAY_COLUMNS - _HEAD - _TAIL) + masked[-_TAIL:]


@dataclass(frozen=True, slots=True, repr=False)
class Pan:
    """A card number of 8 to 19 digits (ISO/IEC 7812-1); its repr shows 6 + 4 of them."""

    digits: str

    def __post_init__(self) -> None:
        if not (self.digits.isascii() and self.digits.isdigit() and 8 <= len(self.digits) <= 19):
            # Without the value: what is raised may be printed.
            raise ValueError(f"a card number has 8 to 19 digits, found {len(self.digits)} characters")

    @property
    def masked(self) -> str:
        """First 6, stars, last 4."""
        return mask_pan(self.digits)

    @property
    def masked_16(self) -> str:
        """`masked`, at most 16 columns wide."""
        return mask_pan_16(self.digits)

    @property
    def last4(self) -> str:
        """The last 4 digits."""
        return self.digits[-_TAIL:]

    def __repr__(self) -> str:
        return f"Pan({self.masked})"

    __str__ = __repr__


class Secret:
    """A PIN or password as typed, digits; shows neither itself nor its length."""

    __slots__ = ("_digits",)

    def __init__(self, digits: str) -> None:
        self._digits = digits

    def reveal(self) -> str:
        """The digits; only for what enciphers, hashes or compares them."""
        return self._digits

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._digits.encode(), other._digits.encode())

    def __hash__(self) -> int:
        return hash((Secret, self._digits))

    def __repr__(self) -> str:
        return "Secret(*)"
