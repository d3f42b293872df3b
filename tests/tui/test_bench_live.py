from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from pos_emulator.counter.counter import CounterError
from pos_emulator.firmware.peripherals import Beep, Key, Printer
from pos_emulator.link.faults import Fault, FaultKind, Scope, Target
from pos_emulator.runtime.errors import ControlError
from pos_emulator.runtime.notices import (
    Beeped,
    BooksChanged,
    Explained,
    Notice,
    ScreenShown,
    SlipPrinted,
    WireSeen,
)
from pos_emulator.runtime.virtual import Bench
from pos_emulator.tui.app import PosApp
from pos_emulator.tui.bench_live import BUSY, BenchLive
from tests.tui.window import comes, has

LOG_ON = ("Enter", "0", "1", "Enter", "0", "0", "0", "0", "Enter", "Enter")


@asynccontextmanager
async def opened(pace: float = 0.0) -> AsyncIterator[tuple[BenchLive, list[Notice]]]:
    heard: list[Notice] = []
    live = BenchLive(Bench(), pace=pace, ticking=False)
    live.subscribe(heard.append)
    await live.start()
    try:
        yield live, heard
    finally:
        await live.stop()


def press(live: BenchLive, *keys: str) -> None:
    for key in keys:
        live.press(Key(key))


def in_a_word(notice: Notice) -> tuple[str, ...]:
    """A screen by its name, a message by its MTI, and nothing else."""
    if isinstance(notice, ScreenShown):
        return (notice.screen.name,)
    return (notice.message.mti,) if isinstance(notice, WireSeen) and notice.message else ()


def sell(live: BenchLive) -> None:
    press(live, *LOG_ON)
    live.arrive("demo-debit")
    live.present("demo-debit")
    press(live, "Enter", *"5800", "Enter", *"123456", "Enter")


@pytest.mark.asyncio
async def test_a_sale_tells_all_that_a_real_one_tells() -> None:
    async with opened() as (live, heard):
        sell(live)
        assert live.screen.name == "slip.tear"
        screens = [each.screen.name for each in heard if isinstance(each, ScreenShown)]
        assert screens[-5:] == [
            "host.connecting",
            "host.sending",
            "host.receiving",
            "sale.approved",
            "slip.tear",
        ]
        frames = [each.message.mti for each in heard if isinstance(each, WireSeen) and each.message]
        assert frames[-2:] == ["0200", "0210"]
        assert [each.slip.copy for each in heard if isinstance(each, SlipPrinted)] == ["merchant"]
        assert sum(isinstance(each, BooksChanged) for each in heard) >= 1


@pytest.mark.asyncio
async def test_the_answer_is_on_the_wire_before_the_screen_says_so() -> None:
    async with opened() as (live, heard):
        sell(live)
        told = [word for each in heard for word in in_a_word(each)]
        assert told[told.index("0200") :] == ["0200", "host.receiving", "0210", "sale.approved", "slip.tear"]


@pytest.mark.asyncio
async def test_an_answer_that_is_lost_is_not_on_the_wire() -> None:
    async with opened() as (live, heard):
        press(live, *LOG_ON)
        heard.clear()
        live.bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE, mti="0200"))
        live.arrive("demo-debit")
        live.present("demo-debit")
        press(live, "Enter", *"5800", "Enter", *"123456", "Enter")
        mtis = [each.message.mti for each in heard if isinstance(each, WireSeen) and each.message]
        assert mtis == ["0200"]
        assert live.screen.name == "host.receiving"


@pytest.mark.asyncio
async def test_what_the_terminal_refuses_is_told_with_its_rule() -> None:
    async with opened() as (live, heard):
        live.arrive("demo-debit")
        live.present("demo-debit")
        assert [each.rule for each in heard if isinstance(each, Explained)] == ["card-not-expected"]
        assert [each.beep for each in heard if isinstance(each, Beeped)] == [Beep.ERROR]


@pytest.mark.asyncio
async def test_acts_at_the_counter_are_done_and_refused_as_there() -> None:
    async with opened() as (live, _):
        live.arrive("demo-chip")
        live.present("demo-chip", "insert")
        live.remove_card()
        live.leave("demo-chip")
        live.unplug()
        assert not live.counter.plugged
        live.plug()
        live.set_paper(Printer.JAM)
        assert (live.counter.paper, live.counter.customer_here, live.counter.plugged) == (
            Printer.JAM,
            False,
            True,
        )
        live.choose_language("en")
        assert live.state.lang == "en"
        live.next_day()
        with pytest.raises(CounterError, match="nobody is at the counter"):
            live.leave()
        live.power(False)
        assert (live.powered, live.screen.name) == (False, "off")
        with pytest.raises(CounterError, match="the terminal is off"):
            live.choose_language("zh")
        live.power(True)
        assert live.powered


@pytest.mark.asyncio
async def test_the_operator_side_answers_for_the_bench() -> None:
    async with opened() as (live, _):
        sell(live)
        ledger = await live.ask_acquirer({"do": "ledger", "last": 5})
        assert [(each["kind"], each["amount"]) for each in ledger["entries"]] == [("sale", 5800)]
        with pytest.raises(ControlError, match="nothing to do"):
            await live.ask_acquirer({"do": "dance"})


@pytest.mark.asyncio
async def test_while_it_is_shown_nothing_else_can_be_done() -> None:
    async with opened(pace=1000.0) as (live, _):
        press(live, "Enter")
        await asyncio.sleep(0)
        press(live, *"01", "Enter", *"0000", "Enter")
        assert live.busy
        assert live.bench.screen.name == "logon.done"
        assert live.screen.name == "host.connecting"
        press(live, "Enter")
        assert live.bench.screen.name == "logon.done"
        with pytest.raises(CounterError, match=BUSY):
            live.arrive("demo-debit")
        live.hurry()
        await live.seen()
        assert (live.screen.name, live.busy) == ("logon.done", False)
        press(live, "Enter")
        assert live.bench.screen.name == "idle.signed-on"


@pytest.mark.asyncio
async def test_it_can_be_held_at_one_look() -> None:
    async with opened() as (live, _):
        press(live, *LOG_ON[:-2])
        live.hold(True)
        press(live, "Enter")
        assert live.screen.name == "logon.password"
        live.hold(False)
        assert live.screen.name == "logon.done"


@pytest.mark.asyncio
async def test_another_bench_is_shown_from_its_present_screen_on() -> None:
    async with opened() as (live, heard):
        press(live, *LOG_ON)
        other = Bench(seed=2).power_on()
        heard.clear()
        live.watch(other)
        assert [each.screen.name for each in heard if isinstance(each, ScreenShown)] == ["idle.signed-off"]
        press(live, "Enter")
        assert other.screen.name == "logon.operator"


@asynccontextmanager
async def in_the_window(live: BenchLive) -> AsyncIterator[tuple[Pilot[Any], PosApp]]:
    app = PosApp(live)
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause()
        yield pilot, app


@pytest.mark.asyncio
async def test_the_window_shows_it_as_any_terminal() -> None:
    async with in_the_window(BenchLive(Bench(), pace=0)) as (pilot, app):
        keys = "enter 0 1 enter 0 0 0 0 enter enter s enter 5 8 0 0 enter 1 2 3 4 5 6 enter enter enter"
        await pilot.press(*keys.split())
        for words in (
            "000003 消费            58.00 已入账",
            "000003 消费              58.00 成功",
            "0210 sale 000003 [00]",
            "POS签购单",
            "622424******0069 11-21 08:55",
        ):
            await comes(pilot, lambda words=words: has(app, words))  # type: ignore[misc]


@pytest.mark.asyncio
async def test_its_clock_goes_on_with_the_clock_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pos_emulator.tui.bench_live.TICK_SECONDS", 0.01)
    live = BenchLive(Bench(), pace=0)
    async with in_the_window(live) as (pilot, _):
        before = live.bench.clock.at
        await comes(pilot, lambda: live.bench.clock.at > before)
        live.ticking = False
        stopped = live.bench.clock.at
        await pilot.pause(0.1)
        assert live.bench.clock.at == stopped
