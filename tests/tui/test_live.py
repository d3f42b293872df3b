"""The window over the real terminal and a real acquirer process, once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pos_emulator.profile import load_profile
from pos_emulator.runtime.driver import LiveTerminal
from pos_emulator.runtime.open_live import LiveOptions, open_live
from pos_emulator.tui.app import PosApp
from pos_emulator.tui.live import Live
from tests.runtime.live_bench import LiveBench
from tests.tui.window import comes, rows_of

PIN = "123456"
TID, MID = "12345676", "123456789012345"
"""They begin as that PIN does."""


def a_live_terminal_is_what_the_window_needs(live: LiveTerminal) -> Live:
    """For the type checker."""
    return live


@pytest.mark.asyncio
async def test_a_sale_and_a_refusal_as_a_person_sees_them(tmp_path: Path) -> None:
    opened: list[LiveBench] = []

    def opening() -> LiveTerminal:
        profile = replace(load_profile("cn-classic"), lang="en")
        live = open_live(LiveOptions(profile=profile, state=tmp_path / "state"))
        opened.append(LiveBench(live))
        return live

    app = PosApp(opening, lang="zh")
    seen: set[str] = set()

    def has(words: str) -> bool:
        rows = rows_of(app)
        seen.update(rows)
        return any(words in row for row in rows)

    async with app.run_test(size=(160, 50)) as pilot:
        await comes(pilot, lambda: has("N O T   L O G G E D   O N"))
        (bench,) = opened
        await bench.line()
        for keys in ("Enter", "01", "Enter", "0000", "Enter"):
            press(app, keys)
        await bench.screen("logon.done")
        press(app, "Enter")
        app.action_act("swipe")
        for keys in ("Enter", "5800", "Enter"):
            press(app, keys)
        await comes(pilot, lambda: has("C A R D H O L D E R   P I N :"))
        press(app, PIN)
        await comes(pilot, lambda: has("* * * * * *"))
        press(app, "Enter")
        await bench.screen("slip.tear")
        for words in ("0210 sale 000003 [00]APPROVED", "BOOKED", "RMB 58.00", "merchant +58.00"):
            await comes(pilot, lambda words=words: has(words))  # type: ignore[misc]
        press(app, "Enter")
        await bench.screen("slip.hand-over")
        press(app, "Enter")
        app.action_choose("demo-no-funds")
        app.action_act("swipe")
        for keys in ("Enter", "1234", "Enter", "271828", "Enter"):
            press(app, keys)
        await comes(pilot, lambda: has("card-no-funds  host 000004 51"))
        await comes(pilot, lambda: has("[ 5 1 ] D E C L I N E D"))
        await pilot.press("ctrl+s")
        saved = tmp_path / "state" / "saved" / "slip-000003.txt"
        assert "RMB 58.00" in saved.read_text("utf-8")
    shown = "\n".join(seen)
    for number in (TID, MID):
        shown = shown.replace(number, "")
    for secret in ("6224242300000069", "30121200000012300000", PIN, "271828", "1 2 3 4 5 6"):
        assert secret not in shown


def press(app: PosApp, keys: str) -> None:
    for name in keys if keys.isdigit() else (keys,):
        app.action_key(name)
