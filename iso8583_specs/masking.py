"""How much of a secret may be seen: the first six and last four digits of a PAN, nothing of the rest."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iso8583_specs.message import Message, Value

SHORTEST_PAN = 13
"""Digits; a shorter number would be half known from six and four of them, so nothing of it is shown."""


class Mask(Enum):
    """What a person may see of an element."""

    NONE = "everything"
    PAN = "first six and last four digits"
    SECRET = "its length"


MaskRule = Callable[["Message", "Value"], str]
"""For elements that are secret in some messages or in some of their parts: the text to show instead."""


def mask_pan(pan: str) -> str:
    """The PAN with all but its first six and last four digits starred, its length kept."""
    if len(pan) < SHORTEST_PAN:
        return "*" * len(pan)
    return pan[:6] + "*" * (len(pan) - 10) + pan[-4:]


def plain(value: Value) -> str:
    """The value as text: octets as lower-case hex."""
    return value if isinstance(value, str) else value.hex()


def masked(mask: Mask | MaskRule, message: Message, value: Value) -> str:
    """The value as text, its secrets starred; as long as the plain text."""
    match mask:
        case Mask.NONE:
            return plain(value)
        case Mask.PAN:
            return mask_pan(plain(value))
        case Mask.SECRET:
            return "*" * len(plain(value))
        case rule:
            return rule(message, value)
