"""The clock, start states and saved points."""

from __future__ import annotations

import re

from pos_emulator.keyscript.arguments import Arguments, seconds_in
from pos_emulator.keyscript.commands.command import Command
from pos_emulator.keyscript.errors import BadArgument
from pos_emulator.keyscript.steps.clock import (
    MOST_FORWARD,
    ClockDay,
    ClockForward,
    ClockToTimer,
    Given,
    Rewind,
    SavePoint,
)


def _forward(arguments: Arguments) -> ClockForward:
    word = arguments.word("a time such as +70s")
    seconds = seconds_in(word[1:])
    if seconds is None:
        raise arguments.wrong("a time such as +70s")
    if seconds > MOST_FORWARD:
        days = MOST_FORWARD // (24 * 3600)
        problem = f"Clock goes {MOST_FORWARD // 60}m, {days} days, ahead at the most"
        raise BadArgument(arguments.here, problem, hint="Clock day +N goes further")
    return ClockForward(seconds, place=arguments.place)


def _to_timer(arguments: Arguments) -> ClockToTimer:
    arguments.keyword("timer")
    return ClockToTimer(place=arguments.place)


def _day(arguments: Arguments) -> ClockDay:
    return ClockDay(arguments.days(), place=arguments.place)


def _given(arguments: Arguments) -> Given:
    return Given(arguments.word("a start state such as signed-on"), place=arguments.place)


def _save(arguments: Arguments) -> SavePoint:
    return SavePoint(plain_name(arguments, "a name for this point"), place=arguments.place)


def _rewind(arguments: Arguments) -> Rewind:
    return Rewind(plain_name(arguments, "the name of a saved point"), place=arguments.place)


def plain_name(arguments: Arguments, expected: str) -> str:
    """A name that can also be a file's: letters, digits, hyphens, underscores, dots inside."""
    word = arguments.word(expected)
    if not re.fullmatch(r"\w[\w-]*(?:\.[\w-]+)*", word):
        raise arguments.wrong(f"{expected}, of letters, digits, dots and hyphens")
    return word


COMMANDS = (
    Command(
        "Clock +",
        ("Clock +TIME",),
        "Time passes, all timers with it; 10080m at the most.",
        "Clock +70s",
        _forward,
    ),
    Command(
        "Clock to",
        ("Clock to timer",),
        "Time passes up to the next prompt or host timer.",
        "Clock to timer",
        _to_timer,
    ),
    Command(
        "Clock day", ("Clock day +N",), "Both clocks go ahead; the terminal is at idle.", "Clock day +1", _day
    ),
    Command("Given", ("Given NAME",), "Starts from a known state.", "Given signed-on", _given),
    Command("Save", ("Save NAME",), "Marks this point, to come back to.", "Save before-void", _save),
    Command("Rewind", ("Rewind NAME",), "Goes back to a saved point.", "Rewind before-void", _rewind),
)
