"""A whole run: what is planned, the results as they come, and what is written at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pos_emulator.keyscript.runner import goldens
from pos_emulator.keyscript.runner.errors import GoldensUnwritableError
from pos_emulator.keyscript.runner.pool import Players, Task
from pos_emulator.keyscript.runner.result import Result
from pos_emulator.keyscript.runner.sources import Source
from pos_emulator.keyscript.runner.summary import Summary
from pos_emulator.keyscript.script import Script


@dataclass(frozen=True, slots=True)
class Plan:
    """Scripts that were read and checked, and which of their scenarios are played.

    Attributes:
        whole: Files of which every scenario is played: their goldens must all be used.
        folders: Folders of which everything is played: no golden in them may be without its script.
    """

    sources: tuple[Source, ...]
    scripts: tuple[Script, ...]
    tasks: tuple[Task, ...]
    whole: frozenset[str]
    folders: tuple[Path, ...] = ()


class Run:
    """Plays a plan.

    Args:
        plan: What to play.
        players: Who plays it.
        stop_at_failure: Whether the first failure, in the order of the plan, is the last result.
        update_goldens: Whether the snapshots of this run are taken; then none of them fails.
    """

    def __init__(
        self, plan: Plan, players: Players, *, stop_at_failure: bool = False, update_goldens: bool = False
    ) -> None:
        self._plan = plan
        self._players = players
        self._stop_at_failure = stop_at_failure
        self._update_goldens = update_goldens
        self._results: list[Result] = []
        self._interrupted = False

    def results(self) -> Iterator[Result]:
        """Each result as it comes, in the order of the plan."""
        plan = self._plan
        for played in self._players.play(plan.sources, plan.scripts, plan.tasks):
            result = goldens.to_take(played) if self._update_goldens else goldens.compared(played)
            self._results.append(result)
            yield result
            if self._stop_at_failure and not result.outcome.is_well:
                break

    def interrupt(self) -> None:
        """Somebody pressed Ctrl-C: what has not been played will not be."""
        self._interrupted = True

    def finish(self) -> Summary:
        """What is to be said at the end; goldens are written only where nothing fails."""
        results, unused = tuple(self._results), self._unused()
        summary = Summary(
            results, len(self._plan.tasks), tuple(path.as_posix() for path in unused), self._interrupted
        )
        if not self._update_goldens:
            return summary
        if self._interrupted or summary.failed:
            why = "the run was interrupted" if self._interrupted else f"{len(summary.failed)} failed"
            return replace(summary, goldens=f"goldens: none written, for {why}")
        try:
            written = goldens.write(results, unused)
        except GoldensUnwritableError as error:
            return replace(summary, unwritable=str(error), goldens="goldens: none written")
        said = f"goldens: {written} written, {len(unused)} removed"
        return replace(summary, unused_goldens=(), goldens=said)

    def _unused(self) -> list[Path]:
        """Goldens that nobody takes: none while a scenario that may take them has not been played."""
        if len(self._results) < len(self._plan.tasks):
            return []
        lost = {path for folder in self._plan.folders for path in goldens.lost(folder)}
        return [*goldens.unused(sorted(self._plan.whole), self._results), *sorted(lost)]
