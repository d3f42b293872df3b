"""How a whole run ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pos_emulator.keyscript.runner.result import Outcome, Result


@dataclass(frozen=True, slots=True)
class Summary:
    """All results so far, and what else went wrong.

    Attributes:
        planned: How many scenarios were asked for.
        unused_goldens: Files that no scenario took a snapshot for.
        interrupted: Somebody pressed Ctrl-C.
        goldens: What became of them in an update; empty where there was none.
        unwritable: Why an update could not write a golden, and so wrote none; empty where it could.
    """

    results: Sequence[Result]
    planned: int
    unused_goldens: tuple[str, ...] = ()
    interrupted: bool = False
    goldens: str = ""
    unwritable: str = ""

    @property
    def is_well(self) -> bool:
        """Whether everything that was asked for was played and is as it should be."""
        return not (
            self.interrupted
            or self.unused_goldens
            or self.unwritable
            or any(not result.outcome.is_well for result in self.results)
        )

    @property
    def has_crashed(self) -> bool:
        """Whether something in the product broke."""
        return any(result.outcome is Outcome.CRASHED for result in self.results)

    def count(self, outcome: Outcome) -> int:
        """How many scenarios ended so."""
        return sum(result.outcome is outcome for result in self.results)

    @property
    def line(self) -> str:
        """In one line."""
        parts = [f"{count} {_WORDS[each][count > 1]}" for each in Outcome if (count := self.count(each))]
        left = self.planned - len(self.results)
        if left:
            parts.append(f"{left} not run")
        if self.unused_goldens:
            many = len(self.unused_goldens)
            parts.append(f"{many} unused golden{'s' if many > 1 else ''}")
        return (", ".join(parts) or "nothing was played") + (" (interrupted)" if self.interrupted else "")

    @property
    def extent(self) -> str:
        """How much was played: files, keys, virtual time; empty for one file alone."""
        files = len({result.file for result in self.results})
        if files < 2:
            return ""
        keys = sum(result.keys for result in self.results)
        minutes = round(sum(result.seconds for result in self.results) / 60)
        hours = f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min"
        return f"{files} files, {keys} keys, {hours} of virtual time"

    @property
    def failed(self) -> tuple[Result, ...]:
        """What is not as it should be."""
        return tuple(result for result in self.results if not result.outcome.is_well)


_WORDS = {
    Outcome.PASSED: ("passed", "passed"),
    Outcome.FAILED: ("failed", "failed"),
    Outcome.KNOWN: ("known failure", "known failures"),
    Outcome.UNEXPECTED: ("passed though marked as a known failure", "passed though marked as known failures"),
    Outcome.CRASHED: ("ended in an internal error", "ended in an internal error"),
}
"""Of one, and of more."""
