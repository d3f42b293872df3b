"""The window as a whole. Each key through Pilot takes some 50 ms: many looks in few tests."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from iso8583_specs.message import Message
from pos_emulator.firmware.peripherals import Key, Slip
from pos_emulator.link.faults import Direction
from pos_emulator.runtime.notices import SlipPrinted, WireSeen
from pos_emulator.tui.app import PosApp
from pos_emulator.tui.bindings import COUNTER_KEYS, TERMINAL_KEYS
from pos_emulator.tui.counter_panel import CounterPanel
from pos_emulator.tui.keypad import PLACES, Keypad
from pos_emulator.tui.status_line import StatusLine
from tests.tui.fake_live import FakeLive
from tests.tui.window import comes, has, rows_of, window

PAN = "6224242300000069"
SLIP = Slip("merchant", ("           POS签购单", "  RMB 58.00"), "000003")
SALE = Message("0200", {2: PAN, 3: "000000", 4: "000000005800", 11: "000003", 25: "00", 60: "2200000100000"})

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(
    ("size", "lang", "shown", "missing"),
    [
        pytest.param(
            (80, 24),
            "zh",
            (" 未  签  到 ", "●默认密码", "确认", "柜台", "F5 线路"),
            ("凭条 ──", "Enter the"),
            id="small",
        ),
        pytest.param(
            (100, 32),
            "en",
            ("N O T   L O G G E D   O N", "●DFLT PWD", "Counter", "Paper ──"),
            ("Why ──",),
            id="medium",
        ),
        pytest.param(
            (160, 50),
            "zh",
            (" 未  签  到 ", "柜台", "凭条", "线路 ──", "收单行账本", "终端流水", "为什么 ──"),
            ("太小",),
            id="wide",
        ),
        pytest.param(
            (79, 24), "en", ("80 columns × 24 rows", "79 columns × 24 rows"), ("Counter",), id="tiny"
        ),
    ],
)
async def test_a_window_shows_what_it_has_room_for(
    size: tuple[int, int], lang: str, shown: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    async with window(size, lang) as (_, app, _live):
        rows = rows_of(app)
        assert len(rows) == size[1]
        for words in shown:
            assert has(app, words), words
        for words in missing:
            assert not has(app, words), words


async def test_keys_reach_the_terminal_in_order_whatever_has_the_focus() -> None:
    async with window((80, 24)) as (pilot, _app, live):
        await pilot.press(*(key for key, _ in TERMINAL_KEYS))
        assert live.pressed == [(Key(name), False) for _, name in TERMINAL_KEYS]


async def test_the_mouse_presses_the_same_keys_and_holds_the_yellow_one() -> None:
    async with window((100, 32), "en") as (pilot, app, live):
        keypad = app.query_one(Keypad)
        height, left = keypad.size.height // 4, 2
        for place in PLACES:
            if place.key is not Key.CLEAR:
                await pilot.click(Keypad, offset=(left + place.column + 1, place.row * height + 1))
        assert live.pressed == [(place.key, False) for place in PLACES if place.key is not Key.CLEAR]
        live.pressed.clear()
        await pilot.mouse_down(Keypad, offset=(left + 30, height + 1))
        await comes(pilot, lambda: len(live.pressed) == 2)
        await pilot.mouse_up(Keypad)
        assert live.pressed == [(Key.CLEAR, False), (Key.CLEAR, True)]


async def test_a_key_and_its_button_do_the_same_at_the_counter() -> None:
    script = [
        "choose",
        "choose",
        "insert",
        "remove",
        "swipe",
        "line",
        "line",
        "jam",
        "paper",
        "day",
        "forget",
        "back",
    ]
    keys = {act: key for key, act in COUNTER_KEYS}
    async with window((160, 50), "en") as (pilot, _app, live):
        live.acts.clear()
        await pilot.press(*(keys[act] for act in script))
        by_key = list(live.acts)
    async with window((160, 50), "en") as (pilot, app, live):
        live.acts.clear()
        panel = app.query_one(CounterPanel)
        for act in script:
            lines = panel.lines(panel.size.width)
            y, x = next(
                (y, sum(len(bit.text) for bit in row.bits[:number]))
                for y, row in enumerate(lines)
                for number, bit in enumerate(row.bits)
                if bit.action == f"app.act('{act}')"
            )
            await pilot.click(CounterPanel, offset=(x + 1, y + 1))
        assert live.acts == by_key
    assert by_key[:3] == ["insert demo-chip", "remove", "swipe demo-chip"]
    assert by_key[-2:] == ["leave demo-chip", "arrive"]


async def test_a_secret_digit_does_not_show_on_the_keypad() -> None:
    async with window((80, 24)) as (pilot, app, live):
        keypad = app.query_one(Keypad)
        live.show("logon.password", stars=0)
        app.press(Key.DIGIT_3)
        assert keypad.lit == frozenset(key for key in Key if key.is_digit)
        live.show("void.voucher", typed="")
        app.press(Key.DIGIT_3)
        assert keypad.lit == {Key.DIGIT_3}
        await comes(pilot, lambda: not keypad.lit)


async def test_what_crosses_the_line_is_shown_masked_and_can_be_saved(tmp_path: Path) -> None:
    async with window((80, 24), "en", tmp_path) as (pilot, app, live):
        live.tell(WireSeen(datetime(2026, 11, 21, 14, 32, 5), Direction.TO_HOST, "frame", SALE, b"\x00" * 9))
        live.counter.roll.append(SLIP)
        live.tell(SlipPrinted(SLIP))
        await pilot.press("f5")
        await pilot.pause()
        assert has(app, "0200 sale 000003")
        assert has(app, "622424******0069")
        assert not has(app, PAN)
        await pilot.press("ctrl+s", "f9", "ctrl+s", "ctrl+y")
        assert "622424******0069" in (tmp_path / "frame.txt").read_text("utf-8")
        assert "RMB 58.00" in (tmp_path / "slip-000003.txt").read_text("utf-8")
        assert app.clipboard.endswith("RMB 58.00\n")
        assert app.query_one(StatusLine).said[0] == "sent to your terminal window's clipboard"


async def test_a_book_in_front_is_saved_as_a_whole(tmp_path: Path) -> None:
    async with window((160, 50), "en", tmp_path) as (pilot, app, live):
        live.counter.roll.append(SLIP)
        live.tell(SlipPrinted(SLIP))
        for key, name, words in (
            ("f6", "ledger", "no ledger to be seen here"),
            ("f7", "journal", "Batch 000001  Next voucher 000001"),
            ("f8", "why", "Nothing has been refused yet."),
        ):
            await comes(pilot, lambda: app.desk.ledger.books.problem != "")
            await pilot.press(key, "ctrl+s")
            assert (tmp_path / f"{name}.txt").read_text("utf-8").startswith(words)
        await pilot.press("ctrl+y")
        assert app.clipboard == "Nothing has been refused yet.\n"


async def test_help_and_language() -> None:
    async with window((80, 24), "zh") as (pilot, app, live):
        await pilot.press("f1")
        await pilot.pause()
        assert has(app, "第一次用")
        live.tell(SlipPrinted(SLIP))
        live.show("host.receiving", title="消    费", seconds=60)
        live.show("idle.signed-off", merchant="训练便利店", now="11-21 08:55")
        await pilot.press("5")
        assert len(app.screen_stack) == 1
        assert live.pressed == []
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert live.state.lang == "en"
        for words in ("CANCEL", "Counter", "Enter to log on", "F1 Help"):
            assert has(app, words), words


async def test_while_it_starts_the_window_says_so_in_the_language_that_was_asked_for() -> None:
    live, opened = FakeLive("en"), asyncio.Event()

    async def start() -> None:
        await opened.wait()

    live.start = start  # type: ignore[method-assign]
    app = PosApp(lambda: live, lang="en")
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause()
        assert app.query_one(StatusLine).hint == "Starting…"
        assert has(app, "asking the acquirer…")
        opened.set()
        await comes(pilot, lambda: app.query_one(StatusLine).hint != "Starting…")


async def test_what_to_press_next_is_not_hidden_by_what_was_done() -> None:
    async with window((80, 24), "zh") as (pilot, app, live):
        live.show("sale.card", amount=5800)
        await pilot.press("s")
        await pilot.pause()
        assert has(app, "▶ c 换卡 · s 刷 i 插 t 挥 · Esc 取消")
        assert has(app, "刷了 demo-debit")


async def test_what_to_press_next_goes_by_the_counter() -> None:
    async with window((160, 50), "zh") as (pilot, app, live):
        live.show("idle.signed-on", merchant="训练便利店", operator="01", now="11-21 08:55")
        assert app.query_one(StatusLine).hint == "s 刷卡=消费 · Enter 菜单"
        await pilot.press("g", "l")
        assert app.query_one(StatusLine).hint == "b 顾客来 · Enter 菜单"
        assert app.query_one(StatusLine).always == "b 顾客来 · l 接线 · F1 帮助"
        await pilot.press("b", "l")
        assert app.query_one(StatusLine).hint == "s 刷卡=消费 · Enter 菜单"


async def test_what_the_counter_refuses_is_said() -> None:
    async with window((80, 24), "zh") as (pilot, app, live):
        await pilot.press("t", "s")
        assert live.acts[-1] == "swipe demo-debit"
        await pilot.press("r")
        assert app.query_one(StatusLine).said == ("读卡器中没有卡", "warn")
        await pilot.press("g", "s")
        assert app.query_one(StatusLine).said[0].startswith("柜台前没有卡")
