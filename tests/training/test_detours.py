from __future__ import annotations

from pos_emulator.training.detours import skips_a_detour
from pos_emulator.training.lessons import load_lesson
from pos_emulator.training.plan import Ended, Item, Plan, Stroke
from pos_emulator.training.rehearsal import rehearse


def plan(name: str) -> Plan:
    return rehearse(load_lesson(name, "en"), 7)


def begins(items: tuple[Item, ...], task: int) -> int:
    return next(at for at, item in enumerate(items) if isinstance(item, Stroke) and item.task == task)


def test_the_lock_leads_back_to_the_password_and_cannot_be_left_out() -> None:
    items = plan("refund-password").items
    after_the_password = next(
        at
        for at, item in enumerate(items)
        if isinstance(item, Stroke) and item.before.screen == "refund.card"
    )
    assert skips_a_detour(items, begins(items, 2), after_the_password)
    assert skips_a_detour(items, begins(items, 4), after_the_password)
    assert skips_a_detour(items, begins(items, 2), begins(items, 4))


def test_who_stands_within_such_a_part_has_begun_it() -> None:
    items = plan("refund-password").items
    locked = next(
        at
        for at, item in enumerate(items)
        if isinstance(item, Stroke) and item.before.screen == "password.locked"
    )
    assert not skips_a_detour(items, begins(items, 4), locked)


def test_another_way_to_the_same_end_leaves_out_nothing() -> None:
    items = plan("void-before-card-leaves").items
    assert isinstance(items[-1], Ended)
    assert not skips_a_detour(items, 0, len(items) - 1)
