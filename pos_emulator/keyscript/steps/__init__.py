"""Commands as typed values, by group: amounts in fen, times in seconds, names as they are written."""

from pos_emulator.keyscript.steps.clock import StateStep, TimeStep
from pos_emulator.keyscript.steps.counter import CounterStep
from pos_emulator.keyscript.steps.expect import ExpectStep
from pos_emulator.keyscript.steps.host import HostStep
from pos_emulator.keyscript.steps.keys import KeyStep
from pos_emulator.keyscript.steps.line import LineStep
from pos_emulator.keyscript.steps.moves import Move
from pos_emulator.keyscript.steps.step import Act, Expectation, Setting, Step, Teaching
from pos_emulator.keyscript.steps.teach import TeachStep

AnyStep = KeyStep | Move | CounterStep | LineStep | HostStep | TimeStep | StateStep | ExpectStep | TeachStep
"""Every step there is, for `match` to be complete over."""

__all__ = [
    "Act",
    "AnyStep",
    "CounterStep",
    "ExpectStep",
    "Expectation",
    "HostStep",
    "KeyStep",
    "LineStep",
    "Move",
    "Setting",
    "StateStep",
    "Step",
    "TeachStep",
    "Teaching",
    "TimeStep",
]
