"""Which entries of a plan are free: behind stars, and wrong on purpose or taken back again.

What a script types there are digits of its own; a trainee may type any others, as many.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pos_emulator.training.plan import Item, Stroke

SAY_IT_WAS_WRONG = frozenset({"password.wrong", "password.locked", "sale.pin-wrong"})
"""Screens that a wrong secret leads to."""


def with_free_entries(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, with every stroke of a free entry marked as one."""
    marked = list(items)
    entry: list[int] = []
    for at, item in enumerate(marked):
        if not isinstance(item, Stroke):
            continue
        if not item.before.entry:
            entry = []
        entry.append(at)
        if item.after.entry and item.after.place == item.before.place:
            continue
        strokes = [each for number in entry if isinstance(each := marked[number], Stroke)]
        if _is_free(strokes):
            for number, stroke in zip(entry, strokes, strict=True):
                marked[number] = replace(stroke, free=True)
        entry = []
    return tuple(marked)


def _is_free(strokes: list[Stroke]) -> bool:
    """Whether an entry from its first digit to its end comes to nothing."""
    if not all(each.before.starred and each.typed is None for each in strokes):
        return False
    last = strokes[-1]
    taken_back = last.after.place == last.before.place and len(strokes) > 1
    return taken_back or last.after.screen in SAY_IT_WAS_WRONG
