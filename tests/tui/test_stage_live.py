from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.runtime.virtual import Bench
from pos_emulator.tui.stage_live import StageLive
from tests.keyscript.playing import stage


@pytest.mark.asyncio
async def test_it_shows_what_is_done_on_the_stage_and_which_keys_were_pressed() -> None:
    live, lit = StageLive(Bench(), pace=0), list[tuple[str, bool]]()
    live.flashed = lambda key, openly: lit.append((key.value, openly))
    await live.start()
    assert live.screen.name == "off"
    played = stage()
    assert live.follow(played)
    assert not live.follow(played)
    assert live.screen.name == "idle.signed-on"
    played.press(Key.ENTER, Key("2"))
    played.type_secret("supervisor")
    live.look()
    assert live.screen.name == "void.password"
    assert lit == [("Enter", True), ("2", True), *[("0", False)] * 6]


@pytest.mark.asyncio
async def test_strokes_that_were_seen_already_are_not_shown_again() -> None:
    live, lit = StageLive(Bench(), pace=0), list[Key]()
    live.flashed = lambda key, openly: lit.append(key)
    assert live.strokes() == ()
    await live.start()
    played = stage()
    live.follow(played)
    played.press(Key.ENTER)
    live.skip_strokes()
    live.look()
    assert (lit, live.screen.name) == ([], "menu.main")
