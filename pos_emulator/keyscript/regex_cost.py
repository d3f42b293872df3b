"""Keeps regexes in scripts from taking forever on a text that does not match.

Python's matcher tries every way to share a text between the repeats of a regex, and cannot be
stopped: ``(-+)+x`` needs 12 s for 26 dashes, and twice that for each dash more. A slip has lines of 32.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

LONGEST_TEXT = 800
"""About as long as the longest slip, in characters."""
MOST_WAYS = 10_000_000
"""Two repeats without end over such a text take some 0.1 s; a third would take minutes."""
_ENDLESS = 20
"""A repeat that may go on longer counts as one without end."""

_PART = re.compile(
    r"""
    \\. | \[\^?\]?(?:\\.|[^\]\\])*\]           # an escape, a set of characters
    | (?P<open>\()(?:\?(?:P?<[^>]*>|[a-zA-Z-]*:|[=!]|<[=!]|P=[^)]*|\#[^)]*))?
    | (?P<close>\))
    | (?P<either>\|)
    | (?P<repeat>[*+?]|\{[0-9]*,?[0-9]*\})[?+]?
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_VERBOSE = re.compile(r"(?<!\\)\(\?[a-zA-Z]*x")
"""Blanks that mean nothing would hide what a repeat repeats."""
_NOT_PLAIN = re.compile(r"[\\\[\](){}.^$*+?]")


@dataclass(slots=True)
class _Group:
    """One that is open.

    Attributes:
        begin: Where its inside does, in the pattern.
        ways: In how many its alternatives may match one text, as far as their number says.
        manifold: Whether it may match one text in several ways.
    """

    begin: int
    ways: int = 1
    manifold: bool = False


def trouble_with(pattern: str) -> str:
    """Why a regex could take forever; empty where it cannot."""
    if _VERBOSE.search(pattern):
        return "it has the flag x; write it without"
    ways = choices = 1
    groups: list[_Group] = []
    last_is_manifold = False
    for part in _PART.finditer(pattern):
        manifold = False
        if part["open"]:
            groups.append(_Group(part.end()))
        elif part["close"] and groups:
            group = groups.pop()
            manifold = group.manifold
            if not _are_exclusive(pattern[group.begin : part.start()]):
                choices *= group.ways
            if manifold and groups:
                groups[-1].manifold = True
        elif part["either"] and groups:
            groups[-1].ways += 1
            groups[-1].manifold = True
        elif part["repeat"]:
            least, most = _bounds(part["repeat"])
            if last_is_manifold and most > 1:
                return "it repeats a group that has a repeat or a choice in it"
            if most > least:
                ways *= LONGEST_TEXT if most > _ENDLESS else most - least + 1
                if groups:
                    groups[-1].manifold = True
        last_is_manifold = manifold
    if ways > MOST_WAYS:
        return "it has too many repeats; two without an end are the most"
    # A choice is tried anew from each place of the text, with a repeat before it or without.
    return "it has too many choices" if max(ways, LONGEST_TEXT) * choices > MOST_WAYS else ""


def _are_exclusive(alternatives: str) -> bool:
    """Whether they are plain words of which at most one can begin at a place."""
    if _NOT_PLAIN.search(alternatives):
        return False
    words = sorted(alternatives.casefold().split("|"))
    return not any(after.startswith(word) for word, after in pairwise(words))


def _bounds(repeat: str) -> tuple[int, int]:
    """The least and the most of a repeat; one without end goes beyond any text."""
    if repeat in "*+?":
        return int(repeat == "+"), 1 if repeat == "?" else LONGEST_TEXT
    least, comma, most = repeat[1:-1].partition(",")
    if not comma:
        return int(least or 1), int(least or 1)
    return int(least or 0), int(most or LONGEST_TEXT)
