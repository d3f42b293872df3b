"""Plays one scenario on a bench of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pos_emulator.acquirer.errors import ControlError
from pos_emulator.counter.counter import CounterError
from pos_emulator.keyscript.coverage.watch import Watch as CoverageWatch
from pos_emulator.keyscript.moves.transactions import move
from pos_emulator.keyscript.observe.filed import filed
from pos_emulator.keyscript.runner import acts
from pos_emulator.keyscript.runner.errors import BackendLostError, ScenarioFailed
from pos_emulator.keyscript.runner.expectations import expect
from pos_emulator.keyscript.runner.failing import failed_at, failed_on, internal
from pos_emulator.keyscript.runner.kept import KeptValues
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Failure, Outcome, Result
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.clock import Given, Rewind, SavePoint, When
from pos_emulator.keyscript.steps.expect import ExpectStep
from pos_emulator.keyscript.steps.keys import KeyStep
from pos_emulator.keyscript.steps.moves import Move
from pos_emulator.keyscript.steps.step import Act, Step, Teaching

_FRESH = "fresh"

Watch = Callable[[Step, Stage], None]
"""Told of every command once it has been performed."""


@dataclass(frozen=True, slots=True)
class Keep:
    """What is kept of a scenario beside how it ended.

    Attributes:
        coverage: What of the product it reached.
        evidence: Every screen, slip and message of one that failed, for a bundle.
        digests: What two runs may be compared by.
    """

    coverage: bool = False
    evidence: bool = False
    digests: bool = True


NOTHING_MORE = Keep()


def play(playing: Playing, *, watch: Watch | None = None, keep: Keep = NOTHING_MORE) -> Result:
    """Play a scenario to its end, or to where it fails; then the money check."""
    performance = Performance(playing, watch, keep)
    for _ in performance.steps():
        pass
    return performance.result()


class Performance:
    """A scenario played command by command, as slowly as whoever asks for the next one likes."""

    def __init__(self, playing: Playing, watch: Watch | None = None, keep: Keep = NOTHING_MORE) -> None:
        self._playing = playing
        self._keep = keep
        self._player = _Player(playing, watch, CoverageWatch() if keep.coverage else None)
        self._failure: Failure | None = None
        self._crashed = False

    def steps(self) -> Iterator[Step]:
        """Each command before it is performed, to the end or to where it fails; then the money check."""
        try:
            self._failure = yield from self._player.play()
        except BackendLostError:
            raise
        except Exception as error:
            self._failure, self._crashed = internal(self._playing.scenario.place, error), True
        finally:
            self._player.close()

    @property
    def stage(self) -> Stage | None:
        """The bench it plays on now; None before the first command."""
        return self._player.stages[-1] if self._player.stages else None

    def result(self) -> Result:
        """How it ended; to be asked once the steps are over."""
        player, scenario, failure = self._player, self._playing.scenario, self._failure
        known = scenario.known_failure
        if self._crashed:
            outcome = Outcome.CRASHED
        elif known:
            outcome = Outcome.KNOWN if failure is not None else Outcome.UNEXPECTED
        else:
            outcome = Outcome.PASSED if failure is None else Outcome.FAILED
        if outcome is Outcome.UNEXPECTED:
            failure = failed_at(scenario.place, f"it is marked as a known failure ({known}), and passes now")
        return Result(
            file=self._playing.script.file,
            name=scenario.name,
            line=scenario.place.line,
            row=scenario.row,
            repeat=self._playing.repeat,
            seed=self._playing.seed,
            outcome=outcome,
            failure=failure,
            seconds=player.seconds,
            keys=sum(stage.keys for stage in player.stages),
            digests=_digests(player.stages) if self._keep.digests else {},
            snapshots=tuple(each for stage in player.stages for each in stage.snapshots),
            log=tuple(line for stage in player.stages for line in stage.log),
            known_failure=known,
            backend=self._playing.backend.name,
            asked=self._playing.asked,
            reached=None if player.coverage is None else player.coverage.reached(player.stages),
            filed=filed(player.stages) if self._keep.evidence and not outcome.is_well else (),
        )


_Way = list[Step | KeptValues]
"""What leads to a point: the commands, and where somebody went back on the way, what they knew by then."""


@dataclass(slots=True)
class _Player:
    playing: Playing
    watch: Watch | None
    coverage: CoverageWatch | None = None
    stages: list[Stage] = field(default_factory=list)
    """Benches given up on the way, and the present one."""
    _present: Stage | None = None
    _began: datetime | None = None
    _stopped: tuple[Step, str] | None = None
    """A move that met a screen not its own, while nothing was expected since."""
    _done: _Way = field(default_factory=list)
    _points: dict[str, _Way] = field(default_factory=dict)
    """The way to each; it stays one when the way that was gone last leads elsewhere."""

    def play(self) -> Generator[Step, None, Failure | None]:
        """The background, then the scenario; each command is told before it is performed."""
        steps = (*self.playing.script.background, *self.playing.scenario.steps)
        for step in steps:
            yield step
            failure = self.tried(step)
            if failure is not None:
                return failure
        return self.ended()

    def ended(self) -> Failure | None:
        """Nothing more comes: has a move stopped unseen, is the money as it should be?"""
        return self._money() if self._stopped is None else self._stop_failure()

    def close(self) -> None:
        """Give back what the present bench holds."""
        if self._present is not None:
            self._present.bench.close()

    def looked(self) -> None:
        """Somebody has seen where the last move stopped."""
        self._stopped = None

    @property
    def seconds(self) -> float:
        """Virtual time on the present bench."""
        if self._began is None:
            return 0.0
        return (self.stage.bench.now - self._began).total_seconds()

    @property
    def stage(self) -> Stage:
        """The present bench; a terminal as delivered before the first command."""
        return self._open(_FRESH) if self._present is None else self._present

    def _open(self, state: str) -> Stage:
        """A new bench in place of the present one."""
        begins, open_bench = self.playing.backend.begin(self.playing.shop, state)
        stage = Stage(begins, self.playing.stream, self._by_rule, open_bench)
        if self._present is not None:
            stage.follow(self._present)
            self._present.bench.close()
        self.stages.append(stage)
        if self.coverage is not None:
            self.coverage.begins(stage, state)
        self._present = stage
        self._began = stage.bench.now
        return stage

    def tried(self, step: Step) -> Failure | None:
        """One command; why it did not go as it should."""
        try:
            self._perform(step)
        except ScenarioFailed as failed:
            return failed_on(self.stage, step.place, failed.problem, failed.evidence, also=self._found())
        except (CounterError, ControlError) as refused:
            return failed_on(self.stage, step.place, str(refused))
        if self.watch is not None:
            self.watch(step, self.stage)
        return None

    def _perform(self, step: Step) -> None:
        if isinstance(step, Act):  # First, as most steps are; the unions below take their time to say no.
            self.stage.begin_command()
            self._act(step)
        elif isinstance(step, Teaching):
            return
        elif isinstance(step, ExpectStep):
            self._stopped = None
            expect(self.stage, step, began=self._began or self.stage.bench.now)
        elif isinstance(step, Rewind):
            self._rewind(step)
            return
        elif isinstance(step, Given):
            self._look_back()
            self._open(step.state)
        elif isinstance(step, SavePoint):
            self._points[step.name] = list(self._done)
            return
        elif isinstance(step, When):
            self.stage.add_rule(step)
        else:
            self._act(step)
        self._done.append(step)

    def _act(self, step: Step) -> None:
        stage = self.stage
        if isinstance(step, KeyStep):
            acts.press_keys(stage, step)
        elif isinstance(step, Move):
            if self._stopped is not None:
                raise ScenarioFailed(self._why_stopped())
            stopped = move(stage, step)
            self._stopped = (step, stopped) if stopped else None
        else:
            acts.perform(stage, step)

    def _by_rule(self, stage: Stage, when: When) -> None:
        if stage is self._present:
            self._act(when.command)

    def _rewind(self, step: Rewind) -> None:
        """Back to a point: the same steps again on a new bench, which is the same bench again."""
        self._look_back()
        kept, before = self.stage.values, len(self.stages)
        self._present, self._done = None, []
        for each in self._points[step.name]:
            self._stopped = None  # Where a move stopped on this way was seen when it was gone first.
            if isinstance(each, KeptValues):
                self._know(each)
            else:
                self._perform(each)
        self._know(kept)
        self._stopped = None
        for replayed in self.stages[before:]:
            replayed.snapshots.clear()

    def _know(self, kept: KeptValues) -> None:
        """What was kept on a bench that was given up is known on the present one."""
        self.stage.values.keep_all_but_known(kept)
        self._done.append(kept)

    def _look_back(self) -> None:
        """A bench is given up: has a move stopped on it unseen, is the money as it should be?"""
        if self._stopped is not None:
            raise ScenarioFailed(self._why_stopped())
        if self._present is not None:
            found = self._found()
            if found:
                raise ScenarioFailed(found[0], found)

    def _found(self) -> tuple[str, ...]:
        return tuple(f"the money check finds {finding}" for finding in self.stage.findings())

    def _money(self) -> Failure | None:
        found = self._found()
        return failed_on(self.stage, self.playing.scenario.place, found[0], found) if found else None

    def _why_stopped(self) -> str:
        assert self._stopped is not None
        step, screen = self._stopped
        return f"the move in line {step.place.line} stopped at {screen}, and nothing expected that"

    def _stop_failure(self) -> Failure:
        assert self._stopped is not None
        step, screen = self._stopped
        problem = f"the move stopped at {screen}, and nothing expects that"
        return failed_on(self.stage, step.place, problem)


def _digests(stages: Iterable[Stage]) -> Mapping[str, str]:
    """What can be compared between two runs, without a secret in it."""
    parts: dict[str, list[str]] = {"wire": [], "screens": [], "receipts": [], "ledger": []}
    for stage in stages:
        bench = stage.bench
        parts["wire"] += [f"{direction.value} {data.hex()}" for direction, data in bench.wire]
        parts["screens"] += [
            f"{at} {screen.name} {'|'.join(screen.rows)}" for at, screen in bench.all_screens
        ]
        parts["receipts"] += [f"{at} {slip.copy} {'|'.join(slip.lines)}" for at, slip in bench.slips]
        parts["ledger"].append(bench.ledger_text())
    return {name: hashlib.sha256("\n".join(lines).encode()).hexdigest() for name, lines in parts.items()}
