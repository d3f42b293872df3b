"""What every step has: its place, and whether it acts, expects, prepares or teaches."""

from __future__ import annotations

from dataclasses import dataclass, field

from pos_emulator.keyscript.places import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a script. Two steps are equal that mean the same, wherever they stand."""

    place: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Act(Step):
    """A command that acts: keys, moves, the counter, the line, the clock."""


@dataclass(frozen=True, slots=True)
class Setting(Step):
    """A command that prepares: the host, a start state, a saved point, a rule of the script."""


@dataclass(frozen=True, slots=True)
class Expectation(Step):
    """A command that expects; `negated` with `Not` behind `Expect`."""

    negated: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Teaching(Step):
    """A command for teaching readers; a test reader ignores it."""
