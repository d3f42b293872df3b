"""What the window shows at which size."""

from __future__ import annotations

from enum import Enum

LEAST = (80, 24)
"""Columns and rows below which nothing can be shown honestly."""

_MEDIUM = (100, 32)
_WIDE = (160, 50)

PANELS = ("counter", "wire", "ledger", "journal", "why", "paper")
"""Everything beside the terminal itself, in the order of Tab."""


GUIDE = "guide"
"""A panel more where somebody guides through what happens: a coach, or a script."""


class Shape(Enum):
    """How much the window holds; the value is the name of its style."""

    TINY = "tiny"
    """A message how big it must be."""
    SMALL = "small"
    """The terminal and one panel."""
    MEDIUM = "medium"
    """The terminal, the counter and one panel."""
    WIDE = "wide"
    """Everything."""


def shape_of(width: int, height: int) -> Shape:
    """The shape of a window of so many columns and rows."""
    for shape, (columns, rows) in ((Shape.WIDE, _WIDE), (Shape.MEDIUM, _MEDIUM), (Shape.SMALL, LEAST)):
        if width >= columns and height >= rows:
            return shape
    return Shape.TINY


def shown_panels(shape: Shape, chosen: str, *, guided: bool = False) -> tuple[str, ...]:
    """Which panels stand beside the terminal, in their order on the desk, when `chosen` is in front."""
    match shape:
        case Shape.TINY:
            return ()
        case Shape.SMALL:
            return (chosen,)
        case Shape.MEDIUM:
            return ("counter", chosen if chosen != "counter" else GUIDE if guided else "paper")
        case Shape.WIDE:
            return (*((GUIDE,) if guided else ()), "paper", "wire", "counter", "ledger", "journal", "why")


def covering_panels(chosen: str) -> tuple[str, ...]:
    """Which panels take the whole window: both books always stand side by side."""
    return ("ledger", "journal") if chosen in ("ledger", "journal") else (chosen,)
