"""What one scenario reached, or many: plain values that travel between processes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

KeyAt = tuple[str, str]
"""The name of a screen, and a key on it."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Names of the product's own; no value that was typed or sent.

    Attributes:
        screens: Screens that were shown.
        answering: Keys that the prompt of a screen would have answered to, each time it was asked.
        pressed: Those of them that were pressed.
        codes: Kinds of requests, each with a response code that came back.
        reasons: Host rules and firmware guards that refused, silenced or delayed something.
        states: Start states.
        lines: Lines of the oracle that had something to judge.
    """

    screens: frozenset[str] = frozenset()
    answering: frozenset[KeyAt] = frozenset()
    pressed: frozenset[KeyAt] = frozenset()
    codes: frozenset[tuple[str, str]] = frozenset()
    reasons: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()


def together(many: Iterable[Reached]) -> Reached:
    """What several scenarios reached between them."""
    found = list(many)
    names = [each.name for each in fields(Reached)]
    return Reached(*(frozenset().union(*(getattr(each, name) for each in found)) for name in names))
