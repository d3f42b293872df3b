"""What a person does on a bench besides pressing keys."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos_emulator.firmware.peripherals import Event, LanguageChosen, Printer, Timer, TimerExpired

if TYPE_CHECKING:
    from pos_emulator.runtime.virtual import Bench


def act_on(bench: Bench, act: str, *words: str) -> None:
    """Do something at the counter of a bench, with its switch, its language or its calendar.

    Raises:
        CounterError: it cannot happen there.
    """
    events = _at_the_counter(bench, act, *words) if act in _COUNTER else _elsewhere(bench, act, *words)
    if events:
        bench.act(*events)


_COUNTER = frozenset({"present", "remove", "arrive", "leave", "unplug", "plug"})


def _at_the_counter(bench: Bench, act: str, *words: str) -> tuple[Event, ...]:
    counter = bench.counter
    match act, *words:
        case "present", card, way:
            return counter.present(card, way)
        case "arrive", *cards:
            return counter.arrive(*cards)
        case "leave", forgotten:
            return counter.leave(forgetting=forgotten)
        case "remove", *_:
            return counter.remove()
        case "unplug", *_:
            return counter.unplug()
        case _:
            return counter.plug()


def _elsewhere(bench: Bench, act: str, *words: str) -> tuple[Event, ...]:
    match act, *words:
        case "power", "on":
            bench.power_on()
        case "power", *_:
            bench.power_cut()
        case "day", *_:
            bench.clock.at += timedelta(days=1)
            return (TimerExpired(Timer.TICK),)
        case "paper", paper:
            bench.counter.paper = Printer(paper)
        case "language", lang:
            return (LanguageChosen(lang),)
        case _:
            raise AssertionError(act)
    return ()
