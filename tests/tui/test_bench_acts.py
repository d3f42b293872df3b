from __future__ import annotations

import pytest

from pos_emulator.counter.counter import CounterError, Place
from pos_emulator.firmware.peripherals import Printer
from pos_emulator.runtime.virtual import Bench
from pos_emulator.runtime.virtual_time import FIRST_MORNING
from pos_emulator.tui.bench_acts import act_on


def is_plugged(bench: Bench) -> bool:
    return bench.counter.plugged


def test_each_act_is_done_on_the_bench() -> None:
    bench = Bench()
    act_on(bench, "power", "on")
    assert bench.screen.name == "idle.signed-off"
    bench.press("Enter", "01", "Enter", "0000", "Enter", "Enter")
    act_on(bench, "arrive", "demo-chip")
    act_on(bench, "present", "demo-chip", "insert")
    assert bench.counter.in_reader == "demo-chip"
    assert bench.screen.name == "sale.confirm-card"
    act_on(bench, "remove")
    assert bench.counter.at_hand == ("demo-chip",)
    act_on(bench, "unplug")
    assert not is_plugged(bench)
    act_on(bench, "plug")
    assert is_plugged(bench)
    act_on(bench, "paper", Printer.NO_PAPER.value)
    assert bench.counter.paper is Printer.NO_PAPER
    act_on(bench, "leave", "demo-chip")
    assert bench.counter.cards["demo-chip"] is Place.FORGOTTEN
    act_on(bench, "language", "en")
    assert bench.state.lang == "en"
    act_on(bench, "power", "off")
    assert bench.terminal is None


def test_the_next_day_is_noticed_at_once() -> None:
    bench = Bench().power_on()
    bench.press("Enter", "01", "Enter", "0000", "Enter", "Enter")
    act_on(bench, "day")
    assert (bench.clock.at.date() - FIRST_MORNING.date()).days == 1
    assert bench.screen.name == "idle.new-day"


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(CounterError, match="no card is in the reader"):
        act_on(Bench().power_on(), "remove")
    with pytest.raises(AssertionError, match="dance"):
        act_on(Bench(), "dance")
