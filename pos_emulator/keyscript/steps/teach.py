"""What only teaching readers act on. Hint, Because, Weight and Critical belong to the next command."""

from __future__ import annotations

from dataclasses import dataclass

from pos_emulator.keyscript.steps.step import Teaching
from pos_emulator.keyscript.values import Text


@dataclass(frozen=True, slots=True)
class Say(Teaching):
    """`Say "…"`: the coach speaks."""

    text: Text


@dataclass(frozen=True, slots=True)
class Hint(Teaching):
    """`Hint 1 "…"`: 1 asks, 2 names the keys, 3 shows the key."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class Because(Teaching):
    """`Because "…"`: why this is the right thing."""

    text: Text


@dataclass(frozen=True, slots=True)
class Weight(Teaching):
    """`Weight 5`: points lost where the next command goes wrong."""

    points: int


@dataclass(frozen=True, slots=True)
class Critical(Teaching):
    """`Critical`: a mistake here caps the lesson."""


@dataclass(frozen=True, slots=True)
class Marker(Teaching):
    """`Marker "…"`: a chapter of a demonstration."""

    text: Text


@dataclass(frozen=True, slots=True)
class Pause(Teaching):
    """`Pause 2s`: only where a person watches."""

    seconds: float


ForNext = Hint | Because | Weight | Critical
TeachStep = Say | Hint | Because | Weight | Critical | Marker | Pause
