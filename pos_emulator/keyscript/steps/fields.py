"""What is expected of the elements of a message; a value is as `decode` prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pos_emulator.keyscript.values import Text


@dataclass(frozen=True, slots=True)
class FieldEquals:
    """`F39=00`."""

    number: int
    value: Text


@dataclass(frozen=True, slots=True)
class FieldMatches:
    """`F4~/58/`: the regex is found in the value."""

    number: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class FieldAbsent:
    """`F52:absent`."""

    number: int


@dataclass(frozen=True, slots=True)
class FieldPresent:
    """`F64:present`."""

    number: int


@dataclass(frozen=True, slots=True)
class FieldEcho:
    """`F11:echo`: as in the request it answers."""

    number: int


@dataclass(frozen=True, slots=True)
class FieldKept:
    """`F38:as=$approval`: present, and kept under a name."""

    number: int
    save_as: str


Condition = FieldEquals | FieldMatches | FieldAbsent | FieldPresent | FieldEcho | FieldKept
