"""Texts of screens and slips as a script matches them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.texts import Texts

_PADDING = " ↓"
"""Blanks, and the arrow that says that more follows."""


def found(match: str | re.Pattern[str], rows: Iterable[str]) -> bool:
    """Whether a text is contained in rows joined without their padding, or a regex found there.

    A text may be wrapped in the middle of a word (Chinese) or at a blank (English): both are tried.
    """
    bare = [row.strip(_PADDING) for row in rows]
    return any(_holds(match, glue.join(bare)) for glue in ("", " "))


def all_rows(screen: Screen, lang: str) -> tuple[str, ...]:
    """The rows of a screen; where it has further pages, their text goes on in row 3, and row 4 comes last."""
    if not screen.rows:
        return ()
    first, *further = Texts(lang).pages(screen.name, screen.fields)
    if not further:
        return screen.rows
    on = [row for page in further for number, row in enumerate(page) if row != first[number]]
    return (*first[:3], *on, first[3])


def _holds(match: str | re.Pattern[str], text: str) -> bool:
    return match in text if isinstance(match, str) else match.search(text) is not None
