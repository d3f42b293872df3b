"""The trainee's hand: what is done to the keypad and at the counter."""

from __future__ import annotations

from math import inf

from pos_emulator.firmware.peripherals import KeyPressed, Printer
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.training.plan import Act, Deed, Elapse, Press
from pos_emulator.training.scene import bench_of

_MOST_SECONDS = 60.0
"""How long one waits where nothing is going to happen."""


def carry_out(stage: Stage, deed: Deed, *, most: float = inf) -> None:
    """Do it on a stage; what touches neither terminal nor counter does nothing there.

    Args:
        stage: Where it is done.
        deed: What is done.
        most: How many seconds to wait at most, where the deed is to wait until something happens.

    Raises:
        CounterError: it cannot be done at this counter.
    """
    match deed:
        case Press(key, held=True):
            stage.keys += 1
            stage.act(key.value, KeyPressed(key, held=True))
        case Press(key):
            stage.press(key)
        case Elapse(seconds):
            bench_of(stage).wait(seconds)
        case Act("wait"):
            timer = bench_of(stage).next_timer()
            bench_of(stage).wait(min(most, _MOST_SECONDS if timer is None else timer[1]))
        case Act(act, card):
            _at_the_counter(stage, act, card)


def _at_the_counter(stage: Stage, act: str, card: str) -> None:
    counter = stage.bench.counter
    match act:
        case "swipe" | "insert" | "tap":
            name = card or next(iter(counter.at_hand), "")
            stage.act(f"Card {act} {name}", *counter.present(name, act))
        case "remove":
            name = counter.in_reader
            stage.act(f"Card remove {name}", *counter.remove())
        case "go":
            stage.act("Customer leaves", *counter.leave())
        case "back":
            stage.act("Customer arrives", *counter.arrive())
        case "line":
            stage.bench.plug(not counter.plugged)
            stage.touched("Line plug" if counter.plugged else "Line unplug")
        case "paper":
            out = counter.paper is Printer.PRINTED
            counter.paper = Printer.NO_PAPER if out else Printer.PRINTED
            stage.touched("Paper out" if out else "Paper load")
