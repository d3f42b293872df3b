"""The whole thing in real time: a terminal, a pseudo-terminal, and an acquirer in a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pos_emulator.counter.counter import Counter, CounterError
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.peripherals import Lamp, Printer, Timer, TimerExpired
from pos_emulator.link.transports.line_address import SerialAddress, TcpAddress
from pos_emulator.link.transports.tcp import listen
from pos_emulator.profile import load_profile
from pos_emulator.runtime.acquirer_process import AcquirerProcess
from pos_emulator.runtime.driver import LiveTerminal
from pos_emulator.runtime.errors import AcquirerError
from pos_emulator.runtime.notices import AcquirerChanged, CounterChanged
from pos_emulator.security.vault import Vault
from tests.runtime.live_bench import PATIENCE_SECONDS, LiveBench, bench_in


async def ledger_of(bench: LiveBench) -> list[tuple[str, str, int, str]]:
    """What the acquirer has booked: kind, STAN, amount, state."""
    ledger = await bench.live.ask_acquirer({"do": "ledger"})
    assert ledger["out_of_balance"] == 0
    return [
        (entry["kind"], entry["id"]["stan"], entry["amount"], entry["state"]) for entry in ledger["entries"]
    ]


async def acquirer_pid(bench: LiveBench) -> int:
    acquirer = bench.live._far_end._acquirer
    assert acquirer is not None
    return (await acquirer.reached()).pid


@pytest.mark.asyncio
async def test_signs_on_and_sells_by_keys(tmp_path: Path) -> None:
    async with bench_in(tmp_path) as bench:
        await bench.sign_on()
        await bench.ask_for("1234")
        await bench.screen("slip.tear")
        bench.press("Enter")
        await bench.screen("slip.hand-over")
        bench.press("Enter")
        await bench.screen("idle.signed-on")
        assert await ledger_of(bench) == [("sale", "000003", 1234, "booked")]
        (record,) = bench.live.state.batch.values()
        assert (record.voucher, record.amount) == ("000003", 1234)
    assert bench.copies == ["merchant", "customer"]
    messages = [step for step in bench.wire if step[2:].isdigit()]
    assert messages == ["> 0800", "< 0810", "> 0600", "< 0610", "> 0200", "< 0210"]
    assert bench.wire.count("> ACK") == bench.wire.count("< ACK") == 3
    assert bench.shown[-1] == "off"
    assert "sale.approved" in bench.shown
    assert bench.rules == ["new-device"]


@pytest.mark.asyncio
async def test_an_acquirer_killed_while_it_is_asked_comes_back_and_the_sale_is_reversed(
    tmp_path: Path,
) -> None:
    async with bench_in(tmp_path) as bench:
        await bench.sign_on()
        await bench.live.ask_acquirer({"do": "host", "silent": True, "for": "0200"})
        await bench.ask_for("5800")
        await bench.screen("host.receiving")
        os.kill(await acquirer_pid(bench), signal.SIGKILL)
        await bench.until(lambda: not bench.live.line_there)
        await bench.line()
        assert bench.live.screen.name == "host.receiving", "the wait goes on until the host timeout"
        bench.live.feed(TimerExpired(Timer.HOST))
        await bench.screen("reversal.sale-done")
        assert bench.live.state.owed is None
        assert bench.live.state.batch.count() == 0
        assert await ledger_of(bench) == [("sale", "000003", 5800, "reversed")]
        changes = bench.all_of(AcquirerChanged)
        assert [change.running for change in changes] == [True, False, True]
        assert changes[1].words == "the acquirer ended (signal 9); it is started again"
        assert bench.copies == []


@pytest.mark.asyncio
async def test_a_terminal_killed_while_it_asks_owes_the_reversal_afterwards(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.runtime.sell_until_killed", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"asked\n"
        process.kill()
    async with bench_in(tmp_path) as bench:
        assert bench.shown == ["power.owed"]
        owed = bench.live.state.owed
        assert owed is not None
        assert (owed.kind, owed.amount, owed.voucher) == ("sale", 5800, "000003")
        await bench.until(lambda: bench.live.state.owed is None)
        assert [step for step in bench.wire if step[2:].isdigit()] == ["> 0400", "< 0410"]
        assert await ledger_of(bench) == [("sale", "000003", 5800, "reversed")]
        assert bench.live.state.batch.count() == 0


@pytest.mark.asyncio
async def test_without_plug_nothing_is_sent_and_it_is_said_so(tmp_path: Path) -> None:
    async with bench_in(tmp_path) as bench:
        await bench.line()
        bench.live.unplug()
        assert not bench.live.line_there
        bench.press("Enter 01 Enter 0000 Enter")
        await bench.screen("host.no-line")
        assert Lamp.LINE not in bench.live.screen.lamps
        assert bench.wire == []
        bench.press("Enter")
        bench.live.plug()
        await bench.sign_on()


@pytest.mark.asyncio
async def test_forgets_a_flow_and_nothing_else_when_the_power_goes(tmp_path: Path) -> None:
    async with bench_in(tmp_path) as bench:
        await bench.sign_on()
        bench.live.arrive("demo-debit")
        bench.live.present("demo-debit")
        await bench.screen("sale.confirm-card")
        bench.live.power(False)
        assert (bench.live.screen.name, bench.live.powered) == ("off", False)
        bench.press("Enter")
        with pytest.raises(CounterError, match="the terminal is off; switch it on first"):
            bench.live.choose_language("en")
        bench.live.power(True)
        assert bench.live.screen.name == "idle.signed-on"
        await bench.ask_for("100")
        await bench.screen("slip.tear")
        bench.live.choose_language("en")
        assert bench.live.state.lang == "en"


@pytest.mark.asyncio
async def test_no_lock_lasts_a_night(tmp_path: Path) -> None:
    async with bench_in(tmp_path) as bench:
        await bench.sign_on()
        bench.press("Enter 2")
        for _ in range(2):
            bench.press("111111 Enter")
            await bench.screen("password.wrong")
            bench.press("Enter")
        bench.press("111111 Enter")
        await bench.screen("password.locked")
        assert Lamp.LOCK in bench.live.screen.lamps
        bench.live.next_day()
        bench.press("Cancel")
        assert Lamp.LOCK not in bench.live.screen.lamps


@pytest.mark.asyncio
async def test_the_next_day_dawns_on_both_sides_and_stays(tmp_path: Path) -> None:
    async with bench_in(tmp_path) as bench:
        await bench.line()
        before = (await bench.live.ask_acquirer({"do": "day"}))["business_day"]
        today = bench.live.clock.now().date()
        told = len(bench.told)
        now_shown = bench.live.screen.fields["now"]
        bench.live.next_day()
        assert CounterChanged() in bench.told[told:]
        assert bench.live.screen.fields["now"] != now_shown
        assert (bench.live.clock.now().date() - today).days == 1
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (after := (await bench.live.ask_acquirer({"do": "day"}))["business_day"]) <= before:
                pass
    async with bench_in(tmp_path) as bench:
        assert (bench.live.clock.now().date() - today).days == 1
        await bench.line()
        assert (await bench.live.ask_acquirer({"do": "day"}))["business_day"] == after
        assert "host-day" not in bench.rules


@pytest.mark.asyncio
async def test_speaks_to_a_host_over_tcp(tmp_path: Path) -> None:
    listener = listen("127.0.0.1", 0)
    address = listener.address
    listener.close()
    module = "pos_emulator.acquirer.server"
    command = (
        sys.executable,
        "-m",
        module,
        "--line",
        str(address),
        "--state",
        str(tmp_path),
        "--with-parent",
    )
    host = AcquirerProcess(command, log=tmp_path / "log")
    host.start()
    await host.reached()
    async with LiveBench(foreign(address)) as bench:
        await bench.sign_on()
        assert [step for step in bench.wire if not step[2:].isdigit()] == [], "nothing is acknowledged on TCP"
        bench.live.unplug()
        bench.live.plug()
        await bench.line()
        await bench.ask_for("100")
        await bench.screen("slip.tear")
        bench.live.next_day()
        with pytest.raises(AcquirerError, match="none of our own is running; ask the operator of the host"):
            await bench.live.ask_acquirer({"do": "day"})
    await host.stop()


def foreign(address: TcpAddress | SerialAddress) -> LiveTerminal:
    """A terminal on a line that somebody else answers."""
    return LiveTerminal(
        profile=load_profile("cn-classic"),
        flash=MemoryFlash(),
        vault=Vault(bytes(32)),
        counter=Counter(),
        line=address,
    )


@pytest.mark.asyncio
async def test_a_line_that_is_not_there_is_explained_once_and_stops_nobody(tmp_path: Path) -> None:
    async with LiveBench(foreign(SerialAddress(str(tmp_path / "ttyNONE")))) as bench:
        await bench.until(lambda: "line" in bench.rules)
        bench.press("Enter")
        assert bench.live.screen.name == "logon.operator"
        await bench.live.acquirer_reached()
        assert not bench.live.line_there


@pytest.mark.asyncio
async def test_the_counter_says_what_cannot_happen(tmp_path: Path) -> None:
    async with LiveBench(foreign(SerialAddress(str(tmp_path / "ttyNONE")))) as bench:
        live = bench.live
        with pytest.raises(CounterError, match="demo-debit is not at the counter"):
            live.present("demo-debit")
        with pytest.raises(CounterError, match="no card is in the reader"):
            live.remove_card()
        with pytest.raises(CounterError, match="nobody is at the counter"):
            live.leave()
        assert CounterChanged() not in bench.told
        live.arrive("demo-chip")
        live.present("demo-chip")
        assert live.counter.in_reader == "demo-chip"
        live.remove_card()
        live.leave(forgetting="demo-chip")
        live.set_paper(Printer.NO_PAPER)
        assert bench.told.count(CounterChanged()) == 5
        assert live.counter.paper is Printer.NO_PAPER


@pytest.mark.asyncio
async def test_stopping_twice_and_switching_a_stopped_one_on_do_nothing(tmp_path: Path) -> None:
    bench = LiveBench(foreign(SerialAddress(str(tmp_path / "ttyNONE"))))
    stopped: list[str] = []
    bench.live.on_stop = lambda: stopped.append("stopped")
    async with bench:
        assert bench.live.running
    await bench.live.stop()
    bench.live.power(True)
    assert (bench.live.running, bench.live.powered, stopped) == (False, False, ["stopped"])
