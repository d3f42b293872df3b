"""The clock, start states, saved points, and rules of the script itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pos_emulator.keyscript.steps.step import Act, Setting

MOST_FORWARD = 7 * 24 * 3600
"""Seconds that one command may let pass: a terminal at rest looks at its clock every minute."""


@dataclass(frozen=True, slots=True)
class ClockForward(Act):
    """`Clock +70s`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class ClockToTimer(Act):
    """`Clock to timer`: to the next one that does not run by itself."""


@dataclass(frozen=True, slots=True)
class ClockDay(Act):
    """`Clock day +1`: both clocks; the terminal is at idle."""

    days: int


@dataclass(frozen=True, slots=True)
class Given(Setting):
    """`Given signed-on`: a start state."""

    state: str


@dataclass(frozen=True, slots=True)
class SavePoint(Setting):
    """`Save before-void`."""

    name: str


@dataclass(frozen=True, slots=True)
class Rewind(Setting):
    """`Rewind before-void`."""

    name: str


@dataclass(frozen=True, slots=True)
class When(Setting):
    """`When Screen /缺纸/ Do Paper load once`: from here on, whenever such a screen is shown."""

    screen: re.Pattern[str]
    command: Act | Setting
    once: bool = False


TimeStep = ClockForward | ClockToTimer | ClockDay
StateStep = Given | SavePoint | Rewind | When
