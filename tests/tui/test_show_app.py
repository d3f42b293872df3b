from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from pos_emulator.keyscript.runner.play import Performance, play
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.tui.show_app import Number, ShowApp
from tests.keyscript.playing import SHOP, script
from tests.tui.window import comes, has

GOOD = 'Scenario "good"\n  Sale 58.00 as $sale\n  Expect Ledger $sale booked\n'
BAD = 'Scenario "bad"\n  Menu void\n  Expect Shows idle.signed-on\n'
SLOW, FAST = 1000.0, 1e-6


def programme(text: str) -> tuple[list[Playing], list[Number]]:
    read = script(SHOP + text)
    playings = [Playing.of(read, each) for each in read.scenarios]
    lines = {"x.keys": tuple((SHOP + text).splitlines())}
    numbers = [
        Number(each.scenario.name, lambda each=each: Performance(each), lines, lambda result: result)  # type: ignore[misc]
        for each in playings
    ]
    return playings, numbers


@asynccontextmanager
async def show(
    text: str, pace: float, *, size: tuple[int, int] = (100, 32), stop: bool = False
) -> AsyncIterator[tuple[Pilot[Any], ShowApp]]:
    app = ShowApp(programme(text)[1], stop_at_failure=stop)
    app.pacing.pace = pace
    async with app.run_test(size=size) as pilot:
        yield pilot, app


@pytest.mark.asyncio
async def test_it_plays_what_an_unseen_run_plays() -> None:
    async with show(GOOD, FAST, size=(160, 50)) as (pilot, app):
        await comes(pilot, lambda: app.over)
        assert app.results == [play(each) for each in programme(GOOD)[0]]
        assert app.results[0].digests["wire"]
        await comes(pilot, lambda: has(app, "0210 sale"))
        assert has(app, "通过")
        await pilot.press("enter")
        assert not app.is_running


@pytest.mark.asyncio
async def test_step_by_step_with_the_line_on_show() -> None:
    async with show(GOOD, SLOW) as (pilot, app):
        await comes(pilot, lambda: has(app, "2: Given    signed-on"))
        await pilot.press("right")
        await comes(pilot, lambda: has(app, "3: Customer arrives holding demo-debit"))
        assert app.player.screen.name == "idle.signed-on"
        assert has(app, "已暂停")
        await pilot.click("#status", offset=(10, 1))  # → 一步
        await comes(pilot, lambda: has(app, "5: Sale 58.00 as $sale"))
        await pilot.press("right")
        await comes(pilot, lambda: has(app, "6: Expect Ledger $sale booked") or app.player.busy)
        await pilot.press("right")
        await comes(pilot, lambda: app.over)


@pytest.mark.asyncio
async def test_the_keys_of_a_move_light_up_and_the_digits_of_a_secret_do_not() -> None:
    async with show(GOOD, SLOW) as (pilot, app):
        lit: list[tuple[str, bool]] = []
        await comes(pilot, lambda: app.player.ticking is False and app.script.view.current == 2)
        app.player.flashed = lambda key, openly: lit.append((key.value if openly else "*", openly))
        app.pacing.pace = FAST
        app.pacing.pause(False)
        await comes(pilot, lambda: app.over)
        assert "".join(key for key, _ in lit) == "Enter5800Enter******EnterEnterEnter"


@pytest.mark.asyncio
async def test_a_failure_stops_it_and_is_shown_whole() -> None:
    async with show(BAD + GOOD, FAST, size=(80, 24)) as (pilot, app):
        await comes(pilot, lambda: app.pacing.paused)
        await comes(pilot, lambda: has(app, "the terminal shows void.password"))
        assert has(app, "失败 · 空格继续 · q 结束")
        assert has(app, "shown since the last command")
        assert len(app.results) == 1
        await pilot.press("escape")
        assert not app.desk.covering
        await pilot.press("space")
        await comes(pilot, lambda: app.over)
        assert [each.outcome.value for each in app.results] == ["failed", "passed"]


@pytest.mark.asyncio
async def test_the_first_failure_can_be_the_end() -> None:
    async with show(BAD + GOOD, FAST, stop=True) as (pilot, app):
        await comes(pilot, lambda: app.over)
        assert len(app.results) == 1


@pytest.mark.asyncio
async def test_it_is_held_in_the_middle_of_a_move() -> None:
    async with show(GOOD, 1.0) as (pilot, app):
        await comes(pilot, lambda: app.script.view.current == 5 and app.player.busy)
        await pilot.press("space")
        shown = app.player.screen
        await pilot.pause(2.0)
        assert app.player.screen is shown
        assert app.player.busy
        await pilot.press("right")
        assert not app.player.busy


@pytest.mark.asyncio
async def test_nobody_else_touches_the_terminal() -> None:
    async with show(GOOD, SLOW) as (pilot, app):
        await comes(pilot, lambda: has(app, "2: Given"))
        for key in ("1", "c", "g", "ctrl+l"):
            await pilot.press(key)
            await comes(pilot, lambda: has(app, "脚本在操作"))
        await pilot.click("#counter", offset=(3, 4))
        await pilot.press("plus", "plus", "minus")
        assert has(app, app.pacing.speed)
        await pilot.press("q")
        assert (app.is_running, app.over, app.results) == (False, False, [])
