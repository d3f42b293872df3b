"""Performs every command that is neither a move nor an expectation."""

from __future__ import annotations

from pos_emulator.firmware.peripherals import KeyPressed, Printer
from pos_emulator.keyscript.moves.walk import IDLE
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.clock import ClockDay, ClockForward, ClockToTimer, TimeStep
from pos_emulator.keyscript.steps.counter import (
    CounterStep,
    CustomerArrives,
    CustomerLeaves,
    Paper,
    PaperState,
    PlugLine,
    Power,
    PresentCard,
    ReaderFault,
    RemoveCard,
)
from pos_emulator.keyscript.steps.host import (
    HostDay,
    HostDeaf,
    HostFunds,
    HostLate,
    HostNormal,
    HostReply,
    HostRule,
    HostSilent,
    HostStep,
)
from pos_emulator.keyscript.steps.keys import Chord, KeyStep, PressKeys, TypeSecret
from pos_emulator.keyscript.steps.line import AddFault, CleanLine, LineStep
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.keyscript.values import Saved

_PAPER = {PaperState.OUT: Printer.NO_PAPER, PaperState.LOAD: Printer.PRINTED, PaperState.JAM: Printer.JAM}


def perform(stage: Stage, step: Step) -> None:
    """Perform a command of the counter, the line, the host or the clock; any other does nothing."""
    if isinstance(step, CounterStep):
        at_the_counter(stage, step)
    elif isinstance(step, LineStep):
        on_the_line(stage, step)
    elif isinstance(step, HostStep):
        at_the_host(stage, step)
    elif isinstance(step, TimeStep):
        let_time_pass(stage, step)


def press_keys(stage: Stage, step: KeyStep) -> None:
    """Keys and secrets."""
    match step:
        case PressKeys(keys):
            for key in keys:
                if isinstance(key, Saved):
                    stage.type_digits(_digits(stage, key))
                else:
                    stage.press(key)
        case Chord(keys):
            stage.act("+".join(key.value for key in keys), *(KeyPressed(key) for key in keys))
            stage.keys += len(keys)
        case TypeSecret(name):
            stage.type_secret(name)


def _digits(stage: Stage, saved: Saved) -> str:
    """A kept value as it is typed: an amount in fen, everything else digit by digit."""
    if saved.part == "amount":
        return str(stage.values.fen(saved, stage.bench.state))
    text = stage.values.text(saved, stage.bench.state)
    if not text.isdecimal():
        raise ScenarioFailed(f"{saved} is not of digits alone: the keypad cannot type it")
    return text


def at_the_counter(stage: Stage, step: CounterStep) -> None:
    """What happens around the terminal; what cannot raises `CounterError`."""
    bench = stage.bench
    counter = bench.counter
    match step:
        case CustomerArrives(cards):
            stage.act(f"Customer arrives {' '.join(cards)}", *counter.arrive(*cards))
        case CustomerLeaves(forgetting):
            stage.act("Customer leaves", *counter.leave(forgetting=forgetting))
        case ReaderFault():
            counter.reader_faulty = True
            stage.touched("Reader fault")
        case PresentCard(way, card):
            stage.act(f"Card {way} {card}", *counter.present(card, way))
        case RemoveCard(card):
            if counter.in_reader != card:
                raise ScenarioFailed(f"{card} is not in the reader")
            stage.act(f"Card remove {card}", *counter.remove())
        case Paper(state):
            counter.paper = _PAPER[state]
            stage.touched(f"Paper {state.value}")
        case Power(on):
            _ = bench.power_on() if on else bench.power_cut()
            stage.touched("Power on" if on else "Power cut")
        case PlugLine(plugged):
            bench.plug(plugged)
            stage.touched("Line plug" if plugged else "Line unplug")


def on_the_line(stage: Stage, step: LineStep) -> None:
    """Faults of the line."""
    faults = stage.bench.line_faults
    assert faults is not None
    match step:
        case AddFault(fault):
            faults.add(fault)
        case CleanLine():
            faults.clear()


def at_the_host(stage: Stage, step: HostStep) -> None:
    """What the operator of the host does; what is refused raises `ControlError`."""
    desk = stage.bench.desk
    assert desk is not None
    match step:
        case HostReply(code, mti):
            desk.reply(code, mti)
        case HostSilent(mti):
            desk.silent(mti)
        case HostDeaf(mti):
            desk.deaf(mti)
        case HostLate(seconds, mti):
            desk.late(seconds, mti)
        case HostNormal():
            desk.normal()
        case HostRule(rule, on):
            desk.switch(rule, on)
        case HostFunds(amount):
            desk.set_funds(stage.values.fen(amount, stage.bench.state))
        case HostDay(days):
            desk.next_days(days)


def let_time_pass(stage: Stage, step: TimeStep) -> None:
    """The clock."""
    bench, hand = stage.bench, stage.bench.hand
    assert hand is not None
    match step:
        case ClockForward(seconds):
            hand.wait(seconds)
            stage.touched(f"Clock +{seconds:g}s")
        case ClockToTimer():
            found = hand.next_timer()
            if found is None:
                raise ScenarioFailed("no prompt or host timer runs")
            hand.wait(found[1])
            stage.touched("Clock to timer")
        case ClockDay(days):
            if bench.powered and bench.screen.name not in IDLE:
                raise ScenarioFailed(f"the day changes at idle, and the terminal shows {bench.screen.name}")
            hand.next_days(days)
            stage.touched(f"Clock day +{days}")
