"""One row of the table of commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from pos_emulator.keyscript.arguments import Arguments
from pos_emulator.keyscript.errors import NotYet
from pos_emulator.keyscript.steps.step import Step

TERMINAL = "terminal"
"""The capability that is there: void and refund at a terminal with its acquirer."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command or one form of it.

    Attributes:
        name: The words it begins with: `Sale`, `Host reply`, `Expect Screen`.
        forms: How it is written, optional things in brackets.
        meaning: What it does, in one line.
        example: One line that parses.
        parse: Makes its step of what stands behind the name.
        since: The capability it came, or will come, with.
    """

    name: str
    forms: tuple[str, ...]
    meaning: str
    example: str
    parse: Callable[[Arguments], Step]
    since: str = TERMINAL


def later(name: str, form: str, meaning: str, *, since: str) -> Command:
    """A command of the language that belongs to a capability still to come."""

    def refuse(arguments: Arguments) -> NoReturn:
        raise NotYet(arguments.place, f"{name} comes with the capability {since}", hint="not in this version")

    return Command(name, (form,), meaning, "", refuse, since)
