from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.tui.app import PosApp
from pos_emulator.tui.script_panel import ScriptPanel, ScriptView
from tests.tui.fake_live import FakeLive
from tests.tui.window import comes, has, window

pytestmark = pytest.mark.asyncio


async def test_a_panel_covers_a_small_window_and_no_key_is_pressed_blindly() -> None:
    async with window((80, 24), "en") as (pilot, app, live):
        await pilot.press("f6")
        await pilot.pause()
        assert has(app, "Acquirer's ledger")
        assert has(app, "Terminal's journal")
        assert not has(app, "CANCEL")
        await pilot.press("escape")
        await pilot.pause()
        assert live.pressed == []
        assert has(app, "CANCEL")
        await pilot.press("f6", "enter", "tab")
        await pilot.pause()
        assert live.pressed == [(Key.ENTER, False)]
        assert has(app, "Terminal's journal")
        assert has(app, "CANCEL")


async def test_an_act_at_the_counter_brings_the_terminal_in_sight() -> None:
    async with window((80, 24), "en") as (pilot, app, live):
        await pilot.press("f5")
        await pilot.pause()
        assert not has(app, "CANCEL")
        await pilot.press("s")
        await pilot.pause()
        assert live.acts[-1] == "swipe demo-debit"
        assert has(app, "CANCEL")


async def test_where_there_is_no_room_for_the_display_nothing_is_done() -> None:
    async with window((79, 24), "en") as (pilot, _app, live):
        acts = list(live.acts)
        await pilot.press("enter", "s", "l")
        assert live.pressed == []
        assert live.acts == acts


async def test_a_window_that_changes_its_size_is_arranged_anew() -> None:
    async with window((160, 50), "en") as (pilot, app, _live):
        places = {name: panel.region for name, panel in app.desk.panels.items()}
        assert places["counter"].x == app.desk.device.region.x
        assert places["counter"].y == app.desk.device.region.bottom
        assert places["ledger"].y == places["journal"].y
        await pilot.resize_terminal(100, 32)
        await pilot.pause()
        shown = {name for name, panel in app.desk.panels.items() if panel.display}
        assert shown == {"counter", "paper"}
        assert app.desk.counter.region.x == app.desk.device.region.right
        await pilot.press("tab")
        assert app.desk.front == "wire"
        await pilot.press("shift+tab", "shift+tab")
        assert app.desk.front == "why"
        await pilot.resize_terminal(70, 20)
        await pilot.pause()
        assert has(app, "It has 70 columns × 20 rows")


@pytest.mark.parametrize("size", [(80, 24), (100, 32), (160, 50)])
@pytest.mark.asyncio
async def test_a_guide_is_in_front_and_the_panels_follow_in_turn(size: tuple[int, int]) -> None:
    guide = ScriptPanel(id="guide")
    app = PosApp(FakeLive(), guide=guide)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert (app.desk.front, guide.display, guide.size.width > 30) == ("guide", True, True)
        await pilot.press("tab")
        assert (app.desk.front, guide.display) == ("wire", size == (160, 50))
        await pilot.press("shift+tab")
        assert app.desk.front == "guide"
        guide.view = ScriptView("void", ("Enter",), 1)
        await comes(pilot, lambda: has(app, "void") and has(app, "1 ▶Enter"))
