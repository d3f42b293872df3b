"""Marks: start at 100, lose for hints and mistakes; a critical mistake caps the lesson."""

from __future__ import annotations

from collections.abc import Sequence

from pos_emulator.training.mistakes import KINDS
from pos_emulator.training.plan import Task
from pos_emulator.training.report import Mistake

FULL, PASS, CAP = 100, 80, 40
HINT_COSTS = (1, 2, 5)


class Marks:
    """What was lost so far, task by task."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self.mistakes: list[Mistake] = []
        self.lost_at: dict[int, int] = {}
        self.hints_at: dict[int, int] = {}

    def mistake(self, name: str, number: int, task: Task | None, *, text: str = "") -> Mistake:
        """Note a mistake at a task; its `Weight` and `Critical` lines go before the table."""
        kind = KINDS[name]
        own = task is not None and task.weight is not None
        lost = task.weight if task is not None and task.weight is not None and own else kind.lost
        critical = kind.critical or (task is not None and task.critical and kind.lost > 0)
        made = Mistake(name, text or kind.text(self._lang), max(lost, kind.lost if critical else 0), critical)
        self.mistakes.append(made)
        self.lost_at[number] = self.lost_at.get(number, 0) + made.lost
        return made

    def hint(self, number: int) -> None:
        """One more hint was given at a task."""
        self.hints_at[number] = self.hints_at.get(number, 0) + 1

    @property
    def hints(self) -> int:
        """Points lost for hints."""
        return sum(sum(HINT_COSTS[:given]) for given in self.hints_at.values())

    @property
    def points(self) -> int:
        """Out of 100."""
        points = max(0, FULL - self.hints - sum(each.lost for each in self.mistakes))
        return min(points, CAP) if self.critical else points

    @property
    def critical(self) -> Sequence[Mistake]:
        """The mistakes that cap the lesson."""
        return [each for each in self.mistakes if each.critical]

    @property
    def passed(self) -> bool:
        """Whether it is enough."""
        return self.points >= PASS and not self.critical
