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
    """

    results: Sequence[Result]
    planned: int
    unused_goldens: tuple[str, ...] = ()
    interrupted: bool = False

    @property
    def is_well(self) -> bool:
        """Whether everything that was asked for was played and is as it should be."""
        return not (
            self.interrupted
            or self.unused_goldens
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
        parts = [f"{count} {_WORDS[each]}" for each in Outcome if (count := self.count(each))]
        left = self.planned - len(self.results)
        if left:
            parts.append(f"{left} not run")
        if self.unused_goldens:
            parts.append(f"{len(self.unused_goldens)} unused goldens")
        return (", ".join(parts) or "nothing was played") + (" (interrupted)" if self.interrupted else "")


_WORDS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.KNOWN: "known failures",
    Outcome.UNEXPECTED: "passed though marked as known failures",
    Outcome.CRASHED: "ended in an internal error",
}
