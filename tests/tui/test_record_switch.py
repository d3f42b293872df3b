"""Ctrl-R in the window."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from pos_emulator.keyscript.recorder.trial import problem_of
from pos_emulator.tui.app import PosApp
from tests.tui.hand_live import HandLive
from tests.tui.window import has, window

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def at_work(folder: Path) -> AsyncIterator[tuple[Pilot[Any], PosApp, HandLive]]:
    live = HandLive(folder)
    app = PosApp(live)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.pause()
        yield pilot, app, live


async def sell(pilot: Pilot[Any], live: HandLive) -> None:
    pin = live.hand.secrets["demo-debit"].reveal()
    await pilot.press("s", "enter", "5", "8", "0", "0", "enter", *pin, "enter", "enter", "enter")


async def test_the_first_press_begins_and_the_second_saves(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (pilot, app, live):
        await sell(pilot, live)
        assert not has(app, "REC")
        await pilot.press("ctrl+r")
        assert has(app, "● REC")
        await sell(pilot, live)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert not has(app, "REC")
        path = tmp_path / "saved" / "recording-1.keys"
        assert has(app, "recording-1.keys")
    text = path.read_text()
    background, scenario = text.split('Scenario "recorded"\n')
    assert "  Sale     58.00 card=demo-debit as $sale\n" in background
    assert scenario.startswith("  Sale     58.00 card=demo-debit as $sale2\n")
    assert problem_of(text, "x.keys") == ""


async def test_each_recording_has_a_file_of_its_own(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (pilot, _app, live):
        for _ in range(2):
            await pilot.press("ctrl+r")
            await sell(pilot, live)
            await pilot.press("ctrl+r")
    assert {path.name for path in (tmp_path / "saved").iterdir()} == {"recording-1.keys", "recording-2.keys"}


async def test_a_window_that_closes_saves_what_was_recorded(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (pilot, _app, _live):
        await pilot.press("ctrl+r", "enter", "2")
    assert "Menu     void" in (tmp_path / "saved" / "recording-1.keys").read_text()


async def test_nothing_done_is_nothing_saved(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (pilot, app, _live):
        await pilot.press("ctrl+r", "ctrl+r")
        await pilot.pause()
        assert has(app, "没有做任何事")
    assert list((tmp_path / "saved").iterdir()) == []


async def test_where_it_cannot_begin_it_says_why(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (pilot, app, _live):
        await pilot.press("enter", "ctrl+r")
        await pilot.pause()
        assert has(app, "录制从待机画面开始")
        assert not has(app, "REC")


async def test_a_terminal_that_a_script_works_at_is_not_recorded() -> None:
    async with window((100, 32)) as (pilot, app, _live):
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert has(app, "这里不能录制")


async def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "saved").write_text("in the way")
    async with at_work(tmp_path) as (pilot, app, _live):
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert has(app, "没有保存")
        assert not has(app, "REC")
