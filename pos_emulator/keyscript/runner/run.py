"""A whole run: what is planned, the results as they come, and what is written at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pos_emulator.keyscript.runner import goldens
from pos_emulator.keyscript.runner.pool import Players, Task
from pos_emulator.keyscript.runner.result import Outcome, Result
from pos_emulator.keyscript.runner.sources import Source
from pos_emulator.keyscript.runner.summary import Summary
from pos_emulator.keyscript.script import Script


@dataclass(frozen=True, slots=True)
class Plan:
    """Scripts that were read and checked, and which of their scenarios are played.

    Attributes:
        whole: Files of which every scenario is played: their goldens must all be used.
    """

    sources: tuple[Source, ...]
    scripts: tuple[Script, ...]
    tasks: tuple[Task, ...]
    whole: frozenset[str]


class Run:
    """Plays a plan.

    Args:
        plan: What to play.
        players: Who plays it.
        stop_at_failure: Whether the first failure, in the order of the plan, is the last result.
    """

    def __init__(self, plan: Plan, players: Players, *, stop_at_failure: bool = False) -> None:
        self._plan = plan
        self._players = players
        self._stop_at_failure = stop_at_failure
        self._results: list[Result] = []
        self._interrupted = False

    def results(self) -> Iterator[Result]:
        """Each result as it comes, in the order of the plan."""
        plan = self._plan
        for played in self._players.play(plan.sources, plan.scripts, plan.tasks):
            result = goldens.compared(played)
            self._results.append(result)
            yield result
            if self._stop_at_failure and not result.outcome.is_well:
                break

    def interrupt(self) -> None:
        """Somebody pressed Ctrl-C: what has not been played will not be."""
        self._interrupted = True

    def finish(self, *, update_goldens: bool = False) -> Summary:
        """What is to be said at the end; goldens are written only where nothing else fails."""
        summary = Summary(tuple(self._results), len(self._plan.tasks), self._unused(), self._interrupted)
        others = [each for each in self._results if not each.outcome.is_well and not each.golden_only]
        if not update_goldens or self._interrupted or others:
            return summary
        goldens.write(each for each in self._results if each.outcome in (Outcome.PASSED, Outcome.FAILED))
        for path in goldens.unused(self._plan.whole, self._results):
            path.unlink()
        renewed = [
            replace(each, outcome=Outcome.PASSED, failure=None) if each.golden_only else each
            for each in self._results
        ]
        return Summary(renewed, len(self._plan.tasks))

    def _unused(self) -> tuple[str, ...]:
        complete = len(self._results) == len(self._plan.tasks)
        files = sorted(self._plan.whole) if complete else []
        return tuple(path.as_posix() for path in goldens.unused(files, self._results))
