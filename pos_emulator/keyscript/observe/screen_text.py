"""Texts of screens and slips as a script matches them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.texts import Texts

_DROPPED = "，；,;"
"""Punctuation that a line does not end with where a text is wrapped: the break says as much."""

_PADDING = " ↓"
"""Blanks, and the arrow that says that more follows."""


def found(match: str | re.Pattern[str], rows: Iterable[str]) -> bool:
    """Whether a text is contained in rows joined without their padding, or a regex found there.

    A text may be wrapped in the middle of a word (Chinese) or at a blank (English): both are tried, and
    a comma that fell into the break is not missed.
    """
    bare = [row.strip(_PADDING) for row in rows]
    if any(_holds(match, glue.join(bare)) for glue in ("", " ")):
        return True
    if not isinstance(match, str) or not any(mark in match for mark in _DROPPED):
        return False
    return _wrapped(match).search("\n".join(bare)) is not None


def all_rows(screen: Screen, lang: str) -> tuple[str, ...]:
    """The rows of a screen; where it has further pages, their text goes on in row 3, and row 4 comes last."""
    if not screen.rows:
        return ()
    first, *further = Texts(lang).pages(screen.name, screen.fields)
    if not further:
        return screen.rows
    on = [row for page in further for number, row in enumerate(page) if row != first[number]]
    return (*first[:3], *on, first[3])


@lru_cache(maxsize=256)
def _wrapped(text: str) -> re.Pattern[str]:
    """A text that may be broken anywhere, at a blank or in place of a comma, and lack the blank behind one."""
    parts = []
    before = " "
    for each in text:
        blank = "[ \n]?" if before in _DROPPED else "[ \n]"
        mark = f"(?:{re.escape(each)}|(?=\n))" if each in _DROPPED else re.escape(each)
        parts.append(blank if each == " " else mark)
        before = each
    return re.compile("\n?".join(parts))


def _holds(match: str | re.Pattern[str], text: str) -> bool:
    return match in text if isinstance(match, str) else match.search(text) is not None
