from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from pos_emulator.runtime.driver import LiveTerminal
from pos_emulator.tui.record_app import RecordApp
from tests.tui.hand_live import HandLive
from tests.tui.window import comes, has

pytestmark = pytest.mark.asyncio


def app_at(folder: Path, *, sign_on: bool) -> tuple[RecordApp, HandLive, Path]:
    live = HandLive(folder / "state", "fresh")
    path = folder / "out.keys"
    opened = cast("LiveTerminal", live)
    return RecordApp(lambda: opened, path, source="cn-classic", sign_on=sign_on, lang="zh"), live, path


async def test_operator_01_is_signed_on_before_anything_is_recorded(tmp_path: Path) -> None:
    app, live, path = app_at(tmp_path, sign_on=True)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("7")
        await comes(pilot, lambda: has(app, "● REC"))
        assert live.screen.name == "idle.signed-on"
        await pilot.press("enter", "2", "ctrl+r")
    text = path.read_text()
    assert "  Given    signed-on\n" in text
    assert '"recorded"\n  Menu     void\n' in text
    assert app.recorder is not None
    assert app.recorder.ended is not None
    assert app.recorder.ended.problem == ""


async def test_signed_off_it_begins_at_once(tmp_path: Path) -> None:
    app, _live, path = app_at(tmp_path, sign_on=False)
    async with app.run_test(size=(100, 32)) as pilot:
        await comes(pilot, lambda: has(app, "● REC"))
        await pilot.press("enter", "0", "1", "enter", "0", "0", "0", "0", "enter", "enter")
        await pilot.press("ctrl+q")
    text = path.read_text()
    assert "  Given    signed-off\n" in text
    assert '"recorded"\n  Logon    01\n' in text
    assert "0000" not in text
