"""A lesson in a window, and a person who takes it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from pos_emulator.training.coach import Coach
from pos_emulator.training.lessons import load_lesson
from pos_emulator.training.view import Mode
from pos_emulator.tui.bindings import COUNTER_KEYS, TERMINAL_KEYS
from pos_emulator.tui.lesson_app import LessonApp

_KEYS = {name: key for key, name in TERMINAL_KEYS}
_ACTS = {act: key for key, act in COUNTER_KEYS} | {
    "shield": "z",
    "call": "k",
    "wait": "full_stop",
    "again": "a",
}
_MOST = 300


@asynccontextmanager
async def lesson(
    name: str = "void-before-card-leaves",
    *,
    mode: Mode = Mode.LEARN,
    lang: str = "zh",
    size: tuple[int, int] = (100, 32),
    pace: float = 0.0,
) -> AsyncIterator[tuple[Pilot[Any], LessonApp]]:
    app = LessonApp(Coach(load_lesson(name, lang), mode, seed=7), pace=pace)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app


async def obey(pilot: Pilot[Any], app: LessonApp) -> None:
    """Press the key that is marked on the keypad, or do the act that is named; ask where nothing is."""
    view = app.panel.view
    assert view is not None
    if not view.act and app.desk.keypad.wanted is None:
        await pilot.press("h")
    elif view.act:
        await pilot.press(_ACTS[view.act.partition(" ")[0]])
    else:
        assert app.desk.keypad.wanted is not None
        await pilot.press(_KEYS[app.desk.keypad.wanted.value])


async def obey_until(pilot: Pilot[Any], app: LessonApp, there: Callable[[], bool]) -> None:
    """Do what is marked until something is so."""
    for _ in range(_MOST):
        if there():
            return
        await obey(pilot, app)
    raise AssertionError(app.player.screen.name)
