"""Keeps regexes in scripts from taking forever on a text that does not match.

Python's matcher tries every way to share a text between the repeats of a regex, and cannot be
stopped: ``(-+)+x`` needs 12 s for 26 dashes, and twice that for each dash more. A slip has lines of 32.
"""

from __future__ import annotations

import re

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


def trouble_with(pattern: str) -> str:
    """Why a regex could take forever; empty where it cannot."""
    ways = 1
    open_groups: list[bool] = []
    """Whether each may match one text in several ways."""
    last_is_manifold = False
    for part in _PART.finditer(pattern):
        manifold = False
        if part["open"]:
            open_groups.append(False)
        elif part["close"] and open_groups:
            manifold = open_groups.pop()
            if manifold and open_groups:
                open_groups[-1] = True
        elif part["either"] and open_groups:
            open_groups[-1] = True
        elif part["repeat"]:
            least, most = _bounds(part["repeat"])
            if last_is_manifold and most > 1:
                return "it repeats a group that has a repeat or a choice in it"
            if most > least:
                ways *= LONGEST_TEXT if most > _ENDLESS else most - least + 1
                if open_groups:
                    open_groups[-1] = True
        last_is_manifold = manifold
    return "it has too many repeats; two without an end are the most" if ways > MOST_WAYS else ""


def _bounds(repeat: str) -> tuple[int, int]:
    """The least and the most of a repeat; one without end goes beyond any text."""
    if repeat in "*+?":
        return int(repeat == "+"), 1 if repeat == "?" else LONGEST_TEXT
    least, comma, most = repeat[1:-1].partition(",")
    if not comma:
        return int(least or 1), int(least or 1)
    return int(least or 0), int(most or LONGEST_TEXT)
