"""What the ideal trainee does, stroke by stroke, and what the coach does in between."""

from __future__ import annotations

from dataclasses import dataclass, field

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.steps import AnyStep
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.keyscript.values import Saved
from pos_emulator.training.situation import Situation


@dataclass(frozen=True, slots=True)
class Press:
    """A key; `held` for two seconds."""

    key: Key
    held: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """Something at the counter: one of `view.ACTS`, and its card."""

    act: str
    card: str = ""

    def __str__(self) -> str:
        return f"{self.act} {self.card}".rstrip()


@dataclass(frozen=True, slots=True)
class Elapse:
    """Time goes by while nobody does anything."""

    seconds: float


@dataclass(frozen=True, slots=True)
class TurnBack:
    """The screen is one of the plan, but leads nowhere now: out of it, and on from an earlier one.

    Attributes:
        to: The item that one had come to before.
    """

    to: int


Deed = Press | Act | Elapse | TurnBack
"""What a person can do."""

WAIT = Act("wait")


@dataclass(frozen=True, slots=True)
class Typed:
    """Where the digits of an entry come from: a secret by its name, or a kept value."""

    source: str | Saved


@dataclass(frozen=True, slots=True)
class Stroke:
    """One deed of the ideal trainee.

    Attributes:
        deed: As rehearsed; the digit of a source is looked up again when it is needed.
        before, after: Where the terminal stood.
        task: Of which task it is a part.
        typed: Whose digit it is, or whose digits stand in the entry before it.
        digit: Which of them, from 0; -1 where it only comes behind them.
        seconds: How long one waits at most, where the deed is to wait; 0 for as long as it takes.
        free: Whether any digits would do, as many as these; see `free_entries`.
    """

    deed: Deed = field(repr=False)
    before: Situation
    after: Situation
    task: int
    typed: Typed | None = None
    digit: int = -1
    seconds: float = 0.0
    free: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """Something of the script that the coach does himself: speaks, looks, arranges."""

    step: AnyStep


@dataclass(frozen=True, slots=True)
class Ended:
    """The lesson is over."""

    before: Situation


Item = Stroke | Cue | Ended


@dataclass(frozen=True, slots=True)
class Task:
    """One command of the script that the trainee carries out.

    Attributes:
        steps: The command, and an 确认 that ends it.
        name: The screen where it begins, as people read it.
        hints, because, weight, critical: Its teaching lines; `weight` None where it has none.
        chapter: The item with which its chapter begins.
    """

    steps: tuple[Step, ...]
    name: str
    hints: tuple[tuple[int, AnyStep], ...] = ()
    because: AnyStep | None = None
    weight: int | None = None
    critical: bool = False
    chapter: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A lesson as it was rehearsed.

    Attributes:
        items: In order; the last is `Ended`.
        names: Transactions that it knows by name.
        sends: Requests about money that the ideal trainee causes, each as `signature` has it.
    """

    items: tuple[Item, ...]
    tasks: tuple[Task, ...]
    names: tuple[str, ...]
    sends: tuple[tuple[object, ...], ...] = ()
    keys: int = 0
