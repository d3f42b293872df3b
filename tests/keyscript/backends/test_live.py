from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_emulator.firmware.peripherals import Beep
from pos_emulator.keyscript.backends.bench import Far
from pos_emulator.keyscript.backends.live import LiveBench
from pos_emulator.keyscript.runner.errors import BackendLostError
from pos_emulator.keyscript.start_states import Shop, prepared
from pos_emulator.link.faults import Fault, FaultKind, Scope, Target
from pos_emulator.link.transports.line_address import TcpAddress
from tests.commands.shell import free_port

BEGINS = prepared(Shop("cn-classic"), "signed-on")
PIN = BEGINS.secrets["demo-debit"].reveal()


def opened(far: Far) -> LiveBench:
    return LiveBench(BEGINS.start, 7, profile="cn-classic", far=far)


@pytest.fixture(params=["pty", "tcp://127.0.0.1:1"])
def bench(request: pytest.FixtureRequest) -> Iterator[LiveBench]:
    made = opened(Far(own_line=request.param))
    made.power_on()
    yield made
    made.close()


@pytest.fixture
def on_pty() -> Iterator[LiveBench]:
    made = opened(Far())
    made.power_on()
    yield made
    made.close()


def sell(bench: LiveBench) -> None:
    bench.counter.arrive("demo-debit")
    bench.act(*bench.counter.present("demo-debit"))
    bench.press("Enter", "5800", "Enter", PIN, "Enter")


def crossed(bench: LiveBench) -> list[str]:
    return [("> " if seen.sent else "< ") + seen.message.mti for seen in bench.tap.messages()]


def test_an_act_returns_when_everything_has_happened(bench: LiveBench) -> None:
    assert bench.screen.name == "idle.signed-on"
    sell(bench)
    assert bench.screen.name == "slip.tear"
    assert crossed(bench) == ["> 0200", "< 0210"]
    assert Beep.OK in bench.beeps
    assert [slip.copy for _, slip in bench.slips[len(BEGINS.start.slips) :]] == ["merchant"]
    assert bench.ledger is not None
    assert [booking.amount for booking in bench.ledger.bookings()] == [58_00]
    assert bench.money_check().look() == []


def test_an_answer_that_is_held_back_is_not_waited_for(bench: LiveBench) -> None:
    assert bench.desk is not None
    bench.desk.silent("0200")
    sell(bench)
    assert bench.screen.name == "host.receiving"
    assert crossed(bench) == ["> 0200"]
    assert bench.state.owed is not None
    assert bench.money_check().look() == []


def test_what_is_owed_goes_out_when_the_power_comes_back(bench: LiveBench) -> None:
    assert bench.desk is not None
    bench.desk.silent("0200")
    sell(bench)
    bench.power_cut()
    assert (bench.powered, bench.screen.name) == (False, "off")
    bench.power_on()
    assert crossed(bench) == ["> 0200", "> 0400", "< 0410"]
    assert bench.state.owed is None


def test_the_plug(bench: LiveBench) -> None:
    bench.plug(False)
    sell(bench)
    assert bench.screen.name == "host.no-line"
    assert [refused.rule for refused in bench.explained] == ["no-line"]
    bench.press("Enter")
    bench.plug(True)
    sell(bench)
    assert bench.screen.name == "slip.tear"


def test_a_damaged_frame_is_repeated_before_the_act_returns(on_pty: LiveBench) -> None:
    faults = on_pty.line_faults
    assert faults is not None
    faults.add(Fault(FaultKind.FLIP, Scope.NEXT, Target.REQUEST_FRAME, 77))
    sell(on_pty)
    assert on_pty.screen.name == "slip.tear"
    assert crossed(on_pty) == ["> 0200", "< 0210"]


def test_what_was_seen_can_be_looked_at_afterwards(on_pty: LiveBench) -> None:
    sell(on_pty)
    before, folder = on_pty.ledger_text(), Path(on_pty._folder.name)
    assert folder.is_dir()
    on_pty.close()
    ended = on_pty.now
    assert not folder.exists()
    assert on_pty.ledger_text() == before
    assert on_pty.screen.name == "slip.tear"
    assert on_pty.state.last_voucher == "000003"
    assert on_pty.now == ended


def test_an_acquirer_that_dies_ends_the_scenario_in_words(on_pty: LiveBench) -> None:
    lock = Path(on_pty._folder.name) / "acquirer" / "acquirer.lock"
    os.kill(int(lock.read_text()), signal.SIGKILL)
    with pytest.raises(BackendLostError, match=r"acquirer: .*; run it again"):
        sell(on_pty)


def test_nobody_at_the_other_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pos_emulator.keyscript.backends.live.PATIENCE_SECONDS", 0.2)
    made = opened(Far(TcpAddress("127.0.0.1", free_port())))
    try:
        with pytest.raises(BackendLostError, match=r"line: .*nobody listens there"):
            made.power_on()
    finally:
        made.close()
