"""How a lesson went, with journal, slip and ledger side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pos_emulator.training.view import Mode


@dataclass(frozen=True, slots=True)
class TaskMark:
    """One task: its name, and points lost at it."""

    name: str
    lost: int
    hints: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that went wrong.

    Attributes:
        name: In the table of mistakes.
        text: In field words.
        lost: Points; a critical one caps the lesson whatever it costs.
    """

    name: str
    text: str
    lost: int
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The marks of a lesson, and what became of the money.

    Attributes:
        points: Out of 100; None where one only watched.
        keys, shortest: Keys pressed, and how many would have done.
        hints: Points lost for hints.
        journal, slip, ledger: Lines of the terminal's journal, of the last slip, of the acquirer's ledger.
    """

    title: str
    lang: str
    mode: Mode
    points: int | None
    passed: bool
    tasks: tuple[TaskMark, ...]
    mistakes: tuple[Mistake, ...]
    hints: int
    keys: int
    shortest: int
    journal: tuple[str, ...]
    slip: tuple[str, ...]
    ledger: tuple[str, ...]

    def lines(self, width: int = 100) -> Iterator[str]:
        """The whole report, for a width in columns."""
        from pos_emulator.training.side_by_side import report_lines

        return report_lines(self, width)
