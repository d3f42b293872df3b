from __future__ import annotations

import pytest

from pos_emulator.counter.counter import CounterError
from pos_emulator.firmware.peripherals import Key, Printer
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.training.hand import carry_out
from pos_emulator.training.plan import WAIT, Act, Elapse, Press
from pos_emulator.training.scene import bench_of
from tests.keyscript.playing import stage


def stars(at: Stage) -> object:
    return at.bench.screen.fields["stars"]


def test_keys_held_and_not() -> None:
    at = stage()
    for key in ("Enter", "2", "1", "2", "3"):
        carry_out(at, Press(Key(key)))
    typed = stars(at)
    carry_out(at, Press(Key.CLEAR, held=True))
    assert (typed, stars(at), at.keys) == (3, 0, 6)


def test_the_counter() -> None:
    at = stage("signed-on", "demo-chip")
    seen = []
    for act in ("insert", "remove", "go", "back", "line", "paper"):
        carry_out(at, Act(act))
        counter = at.bench.counter
        seen.append((counter.in_reader, counter.at_hand, counter.plugged, counter.paper is Printer.PRINTED))
    assert seen == [
        ("demo-chip", (), True, True),
        ("", ("demo-chip",), True, True),
        ("", (), True, True),
        ("", ("demo-chip",), True, True),
        ("", ("demo-chip",), False, True),
        ("", ("demo-chip",), False, False),
    ]
    with pytest.raises(CounterError):
        carry_out(at, Act("remove"))


def test_waiting_goes_to_the_next_timer_and_time_goes_by() -> None:
    at = stage()
    carry_out(at, Press(Key.ENTER))
    carry_out(at, Elapse(20))
    screens, began = [at.bench.screen.name], bench_of(at).clock.at
    for _ in range(3):
        carry_out(at, WAIT)
        screens.append(at.bench.screen.name)
    assert screens == ["menu.main", "prompt.timeout", "idle.signed-on", "idle.signed-on"]
    assert (bench_of(at).clock.at - began).total_seconds() == 40 + 2 + 60


def test_one_waits_no_longer_than_was_asked_for() -> None:
    at = stage()
    carry_out(at, Press(Key.ENTER))
    began = bench_of(at).clock.at
    carry_out(at, WAIT, most=12)
    assert (at.bench.screen.name, (bench_of(at).clock.at - began).total_seconds()) == ("menu.main", 12)
