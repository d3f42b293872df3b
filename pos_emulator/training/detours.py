"""Parts of a lesson that lead back to where they began: there is nothing to them but the doing.

What a wrong password looks like is taught so: in the end the terminal stands as before. Who does at
once what comes behind such a part has left it out, however right the terminal looks.
"""

from __future__ import annotations

from collections.abc import Sequence

from pos_emulator.training.plan import Cue, Item, Stroke
from pos_emulator.training.situation import Situation


def skips_a_detour(items: Sequence[Item], at: int, to: int) -> bool:
    """Whether going on from `to` in place of `at` leaves out a whole task of a part that leads back.

    A part counts that is over before `to`; one that `to` stands in shows that it was begun.
    """
    left_out = {item.task for item in items[at:to] if isinstance(item, Stroke)}
    first, last = _ends(items)
    return any(
        began <= first[task] and last[task] < over for began, over in _loops(items, to) for task in left_out
    )


def _ends(items: Sequence[Item]) -> tuple[dict[int, int], dict[int, int]]:
    """With which items each task begins and ends."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for at, item in enumerate(items):
        if isinstance(item, Stroke):
            first.setdefault(item.task, at)
            last[item.task] = at
    return first, last


def _loops(items: Sequence[Item], to: int) -> list[tuple[int, int]]:
    """From where to where the plan leads back to the same situation, over before an item; each the widest."""
    seen: dict[Situation, int] = {}
    loops = []
    for at, item in enumerate(items[: to + 1]):
        if isinstance(item, Cue):
            continue
        began = seen.setdefault(item.before, at)
        if began < at:
            loops.append((began, at))
    return loops
