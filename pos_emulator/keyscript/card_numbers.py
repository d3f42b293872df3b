"""Card numbers that somebody typed into a script or at the keypad: no report shows more than 6 and 4 digits.

A test says `Keys 1 62242423 00000069` as readily as `"6224242300000069"`: groups of digits with nothing but
blanks, hyphens, quotes or the dots of a report between them are looked at together.
"""

from __future__ import annotations

import re

from iso8583_specs.masking import SHORTEST_PAN
from iso8583_specs.stray_pans import LONGEST_PAN, is_pan, star_text

_BETWEEN = '[ \t"·-]'
_GROUPS = re.compile(rf"(?<![0-9A-Za-z])[0-9]+(?:{_BETWEEN}+[0-9]+)*(?![0-9A-Za-z])")
_GROUP = re.compile("[0-9]+")
_ENOUGH_DIGITS = re.compile(rf"(?:[0-9]{_BETWEEN}*){{{SHORTEST_PAN}}}")
_ELEMENT = re.compile(" *DE[0-9]+  ")
_HEAD, _TAIL = 6, 4


def without_card_numbers(text: str) -> str:
    """The text with card numbers starred, and with them what follows on a track; as long as before.

    Rows of a decoded message stay: they are masked as their elements are, and a MAC may look like a number.
    """
    if _ENOUGH_DIGITS.search(text) is None:
        return text
    return "\n".join(map(_masked, text.split("\n")))


def _masked(line: str) -> str:
    return line if _ELEMENT.match(line) else _GROUPS.sub(_starred, star_text(line))


def _starred(groups: re.Match[str]) -> str:
    text = groups[0]
    shown = list(text)
    places = [range(*group.span()) for group in _GROUP.finditer(text)]
    first = 0
    while first < len(places):
        pan, first = _pan_at(text, places, first)
        for place in pan[_HEAD:-_TAIL]:
            shown[place] = "*"
    return "".join(shown)


def _pan_at(text: str, groups: list[range], first: int) -> tuple[list[int], int]:
    """Where the digits of a card number are that begins in this group, and the group to go on with."""
    for last in range(min(first + LONGEST_PAN, len(groups)), first, -1):
        places = [place for group in groups[first:last] for place in group]
        if len(places) > LONGEST_PAN + 1:
            continue
        digits = "".join(text[place] for place in places)
        for skip in (0, 1):  # the key that chose from a menu may stand before it
            if is_pan(digits[skip:]):
                return places[skip:], last
    return [], first + 1
