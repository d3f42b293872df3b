"""Card numbers where none belong: free text and private data, which some hosts fill with whatever they like.

A PAN is known by its shape alone: a run of 13 to 19 digits, neither longer nor shorter, with a good Luhn digit.
"""

from __future__ import annotations

import re

from iso8583_specs.masking import SHORTEST_PAN, mask_pan, plain
from iso8583_specs.message import Value

LONGEST_PAN = 19
FREE_ELEMENTS = frozenset({43, 44, 46, 47, 48, 54, 56, 57, 58, 59, 62, 63, *range(104, 128)})
"""Elements of free text and private data, in this and in other dialects."""

_RUN = re.compile(r"(\d+)([D=d]\d+)?")
_ASCII_RUN = re.compile(rb"[0-9]+")
_DOUBLING = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def star_stray_pans(number: int, value: Value, shown: str) -> str:
    """What is shown of an element, with card numbers in free elements starred; as long as before.

    Args:
        number: Which element.
        value: Its value.
        shown: What is shown of it so far; what was starred by a rule of its own stays as it is.
    """
    if number not in FREE_ELEMENTS or shown != plain(value):
        return shown
    if isinstance(value, bytes):
        return star_text(_star_characters(value, shown))
    return star_text(shown)


def star_text(text: str) -> str:
    """The text with card numbers starred, and with them what follows on a track."""
    return _RUN.sub(_starred_run, text)


def is_pan(digits: str) -> bool:
    """Whether digits have the length and the check digit of a PAN; no card begins with 0."""
    if not SHORTEST_PAN <= len(digits) <= LONGEST_PAN or digits[0] == "0":
        return False
    doubled = sum(_DOUBLING[int(digit)] for digit in digits[-2::-2])
    return (doubled + sum(int(digit) for digit in digits[-1::-2])) % 10 == 0


def _starred_run(run: re.Match[str]) -> str:
    digits, tail = run[1], run[2] or ""
    # Before a track, tag and length are whatever they are: its mark is sign enough.
    for skip in (0, 2, 4, 6) if tail else (0, *_length_octets(digits)):
        if is_pan(digits[skip:]):
            return digits[:skip] + mask_pan(digits[skip:]) + tail[:1] + "*" * len(tail[1:])
    return run[0]


def _length_octets(digits: str) -> tuple[int, ...]:
    """How many digits before a packed number are its tag and length, if the last octet of them says so."""
    return tuple(
        skip for skip in (2, 4, 6) if int(digits[skip - 2 : skip] or "0", 16) == (len(digits) - skip + 1) // 2
    )


def _star_characters(octets: bytes, shown: str) -> str:
    """Card numbers written in characters, starred in the hex of them."""
    for run in _ASCII_RUN.finditer(octets):
        if is_pan(run[0].decode("ascii")):
            start, end = 2 * run.start(), 2 * run.end()
            shown = shown[: start + 12] + "*" * (end - start - 20) + shown[end - 8 :]
    return shown
