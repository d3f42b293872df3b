"""One terminal with all that is around it, for one test; every fixture acts here."""

from __future__ import annotations

from os.path import relpath
from pathlib import Path

from pos_emulator.keyscript.backends.limits import limits
from pos_emulator.keyscript.card_numbers import without_card_numbers
from pos_emulator.keyscript.check_names import name_problems
from pos_emulator.keyscript.errors import raise_all
from pos_emulator.keyscript.product import product_world
from pos_emulator.keyscript.report.text import failure_lines
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.freehand import Freehand
from pos_emulator.keyscript.runner.goldens import compared
from pos_emulator.keyscript.runner.kept import Kept
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Failure, Outcome, Result
from pos_emulator.keyscript.runner.sources import source_at
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.keyscript.steps import AnyStep
from pos_emulator.pytest_plugin.command_text import check_behind, commands_in


class KeysFailed(AssertionError):  # noqa: N818 - an outcome
    """A command could not be carried out, or an expectation does not hold."""


class Desk:
    """Where a test acts.

    Args:
        playing: The test as a scenario: its name, its terminal, its seed.
        again: The command that plays the test again.
    """

    def __init__(self, playing: Playing, *, again: str) -> None:
        self._playing = playing
        self._again = again
        self._play = Freehand(playing)
        self._world = product_world(playing.shop.profile)
        self._done: list[AnyStep] = []

    @property
    def stage(self) -> Stage:
        """The bench as it is now; `Given` puts another one in its place."""
        return self._play.stage

    @property
    def seen(self) -> Stage:
        """The same, by somebody who looks at it: where a move has stopped, they know."""
        self._play.look()
        return self._play.stage

    def run(self, text: str) -> None:
        """Carry out commands, all of them checked before the first.

        Raises:
            ScriptError: something is wrong with the text; nothing was done.
            KeysFailed: something did not go as it says.
        """
        __tracebackhide__ = True
        steps = commands_in(text, before=self._done, world=self._world)
        self._possible(*steps)
        self.perform(*steps, written=True)

    def run_file(self, path: Path, scenario: str = "") -> None:
        """Carry out the background of a file, and its scenario.

        Raises:
            ScriptError, KeysFailed: as `run`.
            ValueError: the file is about another terminal, or has several scenarios and none is named.
        """
        __tracebackhide__ = True
        _, script = source_at(Path(relpath(path)))
        mine = self._playing.shop.profile
        if script.profile is not None and script.profile.name != mine:
            raise ValueError(f"{path}: it is about {script.profile.name}, and this terminal is {mine}")
        chosen = _chosen(script, scenario, path)
        checked = Script(script.file, background=script.background, scenarios=chosen)
        check_behind(self._done, checked, self._world)
        steps = (*script.background, *(step for each in chosen for step in each.steps))
        self._possible(*steps)
        self.perform(*steps, written=True)

    def perform(self, *steps: AnyStep, written: bool = False) -> None:
        """Carry out steps; `written` are those with a place in a text, which were checked there.

        Raises:
            KeysFailed: something did not go as it should.
            ValueError: a name is not known.
        """
        __tracebackhide__ = True
        if not written:
            self._check(Script("", scenarios=(Scenario("", steps),)))
        for step in steps:
            failure = self._play.perform(step)
            if failure is not None:
                self._play.look()
                shown = failure.shown if written else (failure.problem,)
                seed = f"seed {self._playing.seed}; again: {self._again}"
                raise KeysFailed("\n".join((*shown, *failure.evidence, seed)))
            self._done.append(step)

    def _check(self, unwritten: Script) -> None:
        backend = self._playing.backend
        for wrong in (
            *name_problems(unwritten, self._world),
            *limits(unwritten, unwritten.scenarios, backend),
        ):
            raise ValueError(f"{wrong.problem}; {wrong.hint}" if wrong.hint else wrong.problem)

    def _possible(self, *steps: AnyStep) -> None:
        """Raises ScriptError where the backend cannot do something of a text."""
        raise_all(limits(Script(""), [Scenario("", steps)], self._playing.backend))

    def kept(self, name: str) -> Kept:
        """A transaction by the name it was saved as, with or without its dollar sign.

        Raises:
            KeysFailed: there is none.
        """
        __tracebackhide__ = True
        stage = self.stage
        try:
            return stage.values.transaction(name.removeprefix("$"), stage.bench.state)
        except ScenarioFailed as none:
            raise KeysFailed(none.problem) from None

    def end(self, *, compare: bool) -> tuple[Result, str]:
        """The test is over: the money check, and its snapshots against the golden.

        Returns:
            What was played, and what is wrong in the words of the runner; empty where nothing is.
        """
        failure: Failure | None = self._play.end()
        result = self._play.result()
        if failure is None and compare:
            result = compared(result)
        if result.outcome is Outcome.PASSED:
            return result, ""
        return result, "\n".join(failure_lines(result, again=self._again))


def _chosen(script: Script, name: str, path: Path) -> tuple[Scenario, ...]:
    """The one scenario that is meant; none of a file that has only a background."""
    found = tuple(each for each in script.scenarios if name in ("", each.name))
    if len(found) > 1 or (name and not found):
        names = ", ".join(repr(without_card_numbers(each.name)) for each in script.scenarios)
        raise ValueError(f"{path}: name one of its scenarios: {names}")
    return found
