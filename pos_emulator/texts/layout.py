"""Text in columns: a Chinese character takes two, everything else one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

COLUMNS = 16
"""Half-width columns of a display row."""

_CLAUSE = re.compile(r"(?<=[，。；！,;!])\s*")
_UNIT = re.compile(r"[!-~]+\s*|\s+|.")
_TRAILING = " ，,；;"


def cells(text: str) -> int:
    """How many half-width columns ``text`` takes."""
    return len(text) if text.isascii() else _wide_cells(text)


@lru_cache(maxsize=4096)
def _wide_cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def cut(text: str, columns: int) -> str:
    """As much of ``text``, from its start, as fits ``columns``."""
    if cells(text) <= columns:
        return text
    used = 0
    for place, char in enumerate(text):
        used += cells(char)
        if used > columns:
            return text[:place]
    return text


def fit(text: str, columns: int = COLUMNS) -> str:
    """``text`` from the left, cut or filled with blanks to exactly ``columns``."""
    text = cut(text, columns)
    return text + " " * (columns - cells(text))


def centre(text: str, columns: int = COLUMNS) -> str:
    """``text`` in the middle of ``columns``; an odd blank goes to the right."""
    text = cut(text, columns)
    return fit(" " * ((columns - cells(text)) // 2) + text, columns)


def pad_left(text: str, columns: int = COLUMNS) -> str:
    """``text`` at the right edge of ``columns``; one too long is cut at its end."""
    text = cut(text, columns)
    return " " * (columns - cells(text)) + text


def edges(left: str, right: str, columns: int = COLUMNS) -> str:
    """``left`` and ``right`` at the two edges.

    Where both and a blank between them do not fit, blanks at the end of ``right`` give way
    first, then the end of ``left``: figures stand right and must stay whole.
    """
    while right.endswith(" ") and cells(left) + 1 + cells(right) > columns:
        right = right[:-1]
    right = cut(right, columns)
    room = columns - cells(right)
    if cells(left) > room:
        left = cut(left, room - 1)
    return fit(left, room) + right


def money(amount: int) -> str:
    """Minor units as figures, no thousands separators: 5800 is ``58.00``."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def wrap(text: str, columns: int = COLUMNS) -> list[str]:
    """``text`` in lines of at most ``columns``, broken at clauses, else at words or characters.

    Punctuation that ends up at the end of a line is dropped, the break says as much.
    """
    lines: list[str] = []
    line = ""
    for clause in _CLAUSE.split(text.strip()):
        if not clause:
            continue
        if line and cells(line) + cells(clause.rstrip(_TRAILING)) > columns:
            lines.append(line)
            line = ""
        if cells(clause.rstrip(_TRAILING)) <= columns:
            line += clause
            continue
        for unit in _UNIT.findall(clause):
            if line and cells(line) + cells(unit.rstrip(_TRAILING)) > columns:
                lines.append(line)
                line = ""
            line += unit
            while cells(line.rstrip(_TRAILING)) > columns:
                head = cut(line, columns)
                lines.append(head)
                line = line[len(head) :]
    lines.append(line)
    return [stripped for each in lines if (stripped := each.strip().rstrip(_TRAILING))] or [""]
