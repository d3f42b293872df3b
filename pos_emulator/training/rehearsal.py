"""Plays a lesson once on a bench of its own, and notes each stroke of the ideal trainee."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pos_emulator.cards import card_named
from pos_emulator.counter.counter import CounterError
from pos_emulator.firmware.peripherals import Event, Key
from pos_emulator.keyscript.moves.transactions import move
from pos_emulator.keyscript.runner import acts
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.expectations import expect
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.runner.telephone import UNLOCK_CODE, code_by_telephone
from pos_emulator.keyscript.steps.clock import Rewind, SavePoint, TimeStep, When
from pos_emulator.keyscript.steps.counter import PresentCard, RemoveCard
from pos_emulator.keyscript.steps.expect import ExpectStep
from pos_emulator.keyscript.steps.keys import Chord, KeyStep, PressKeys
from pos_emulator.keyscript.steps.moves import Move
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.keyscript.steps.teach import Because, Critical, ForNext, Hint, Marker, Weight
from pos_emulator.keyscript.values import Saved
from pos_emulator.training.free_entries import with_free_entries
from pos_emulator.training.hidden import Hidden
from pos_emulator.training.lessons import Lesson
from pos_emulator.training.plan import WAIT, Act, Cue, Deed, Ended, Item, Plan, Press, Stroke, Task, Typed
from pos_emulator.training.scene import TRAINEES, arrange, broken, money_sent, names_of, open_scene
from pos_emulator.training.signature import signature
from pos_emulator.training.situation import Situation, situation
from pos_emulator.training.words import word


@lru_cache(maxsize=32)
def rehearse(lesson: Lesson, seed: int) -> Plan:
    """The plan of a lesson.

    Raises:
        LessonBrokenError: it does not go as it is written.
    """
    return _Rehearsal(lesson, seed).play()


class _Recorded(Stage):
    """A stage that notes each deed before and after."""

    rehearsal: _Rehearsal | None = None
    typing: Typed | None = None
    digit = -1

    def press(self, *keys: Key) -> None:
        for key in keys:
            with self._noted(Press(key)):
                Stage.press(self, key)

    def type_secret(self, name: str) -> None:
        secret = code_by_telephone(self.bench) if name == UNLOCK_CODE else self.secrets.get(name)
        for number, digit in enumerate(secret.reveal() if secret is not None else ""):
            self.typing, self.digit = Typed(name), number
            self.press(Key(digit))
        self.typing, self.digit = None, -1

    def type_saved(self, saved: Saved, digits: str) -> None:
        """The digits of a kept value."""
        for number, digit in enumerate(digits):
            self.typing, self.digit = Typed(saved), number
            self.press(Key(digit))
        self.typing, self.digit = None, -1

    def act(self, what: str, *events: Event) -> None:
        with self._noted(None if self.rehearsal is None else _act_of(what)):
            Stage.act(self, what, *events)

    @contextmanager
    def _noted(self, deed: Deed | None) -> Iterator[None]:
        if self.rehearsal is None or deed is None:
            yield
            return
        before = self.rehearsal.stands()
        yield
        self.rehearsal.note(deed, before, self.typing, self.digit)


@dataclass(slots=True)
class _Waiting:
    """Teaching lines that wait for their command."""

    hints: list[tuple[int, Hint]] = field(default_factory=list)
    because: Because | None = None
    weight: int | None = None
    critical: bool = False

    def take(self, step: Step) -> None:
        match step:
            case Hint(level):
                self.hints.append((level, step))
            case Because():
                self.because = step
            case Weight(points):
                self.weight = points
            case Critical():
                self.critical = True


class _Rehearsal:
    def __init__(self, lesson: Lesson, seed: int) -> None:
        self._lesson = lesson
        stage = open_scene(lesson, seed, _Recorded)
        assert isinstance(stage, _Recorded)
        self._stage = stage
        self._names = names_of(lesson, stage)
        self._hidden = Hidden()
        self._items: list[Item] = []
        self._tasks: list[Task] = []
        self._waiting = _Waiting()
        self._chapter = 0
        self._last: Stroke | None = None
        self._stopped: tuple[Step, str] | None = None
        """A move that met a screen not its own, while nothing was expected since."""

    def play(self) -> Plan:
        """The scenario, command by command."""
        stage = self._stage
        before, keys, began = stage.tap.count, stage.keys, stage.bench.now
        for step in self._lesson.scenario.steps:
            try:
                if isinstance(step, SavePoint | Rewind | When):
                    raise ScenarioFailed("a lesson has no rules and no saved points")
                if isinstance(step, ExpectStep):
                    self._stopped = None
                    expect(stage, step, began=began)
                    self._items.append(Cue(step))
                elif isinstance(step, ForNext):
                    self._waiting.take(step)
                elif isinstance(step, TRAINEES):
                    self._task(step)
                else:
                    if isinstance(step, Marker):
                        self._chapter = len(self._items)
                    self._items.append(Cue(step))
                    arrange(stage, step)
            except (ScenarioFailed, CounterError) as failed:
                raise broken(step, str(failed)) from None
        self._look_back()
        self._items.append(Ended(self.stands()))
        sends = tuple(signature(stage, seen, self._names) for seen in money_sent(stage, before))
        return Plan(with_free_entries(self._items), tuple(self._tasks), self._names, sends, stage.keys - keys)

    def stands(self) -> Situation:
        """Where the terminal stands now."""
        return situation(self._stage, self._names, hidden=self._hidden.digits)

    def note(
        self, deed: Deed, before: Situation, typed: Typed | None, digit: int, *, seconds: float = 0.0
    ) -> None:
        """One stroke was done."""
        self._hidden.after(deed, self._stage.bench.screen)
        after = self.stands()
        last = self._last
        if typed is None and before.entry and last is not None and last.after == before:
            typed = last.typed
        stroke = Stroke(deed, before, after, len(self._tasks) - 1, typed, digit, seconds)
        self._items.append(stroke)
        self._last = stroke

    def _task(self, step: Step) -> None:
        stage = self._stage
        waiting, self._waiting = self._waiting, _Waiting()
        joins = self._joins(step) and not waiting.hints and waiting.because is None and waiting.weight is None
        if joins:
            last = self._tasks[-1]
            self._tasks[-1] = _joined(last, step)
        else:
            self._tasks.append(
                Task(
                    (step,),
                    self._name(),
                    tuple(waiting.hints),
                    waiting.because,
                    waiting.weight,
                    waiting.critical,
                    self._chapter,
                )
            )
        stage.begin_command()
        stage.rehearsal = self
        try:
            self._perform(step)
        finally:
            stage.rehearsal = None

    def _name(self) -> str:
        screen = self._stage.bench.screen
        if screen.name.startswith("idle."):
            return word("task.idle", self._lesson.lang)
        return " · ".join(row.strip() for row in screen.rows[:2] if row.strip())

    def _joins(self, step: Step) -> bool:
        """Whether a command ends what the one before it began: Enter behind digits."""
        last = self._last
        here = self._items and self._items[-1] is last
        same = last is not None and last.before.place == self.stands().place
        return bool(here and same and isinstance(step, PressKeys) and len(step.keys) == 1)

    def _look_back(self) -> None:
        """A move may stop where the lesson expects something next, and nowhere else."""
        if self._stopped is not None:
            step, screen = self._stopped
            raise broken(step, f"stopped at {screen}, and nothing is expected there")

    def _perform(self, step: Step) -> None:
        stage = self._stage
        if isinstance(step, Move):
            self._look_back()
            if stopped := move(stage, step):
                self._stopped = step, stopped
        elif isinstance(step, Chord):
            raise ScenarioFailed("a lesson has no chords: its keys are shown one by one")
        elif isinstance(step, PressKeys):
            for key in step.keys:
                if isinstance(key, Saved):
                    stage.type_saved(key, digits_of(stage, key))
                else:
                    stage.press(key)
        elif isinstance(step, KeyStep):
            acts.press_keys(stage, step)
        elif isinstance(step, PresentCard | RemoveCard):
            acts.at_the_counter(stage, step)
        elif isinstance(step, TimeStep):
            before, began = self.stands(), stage.bench.now
            acts.let_time_pass(stage, step)
            self.note(WAIT, before, None, -1, seconds=(stage.bench.now - began).total_seconds())


def digits_of(stage: Stage, saved: Saved) -> str:
    """A kept value as it is typed: an amount in fen, all else as it stands.

    Raises:
        ScenarioFailed: it is not known, or not of digits alone.
    """
    if saved.part == "amount":
        return str(stage.values.fen(saved, stage.bench.state))
    text = stage.values.text(saved, stage.bench.state)
    if not text.isdecimal():
        raise ScenarioFailed(f"{saved} is not of digits alone: the keypad cannot type it")
    return text


def _joined(task: Task, step: Step) -> Task:
    return replace(task, steps=(*task.steps, step))


def _act_of(what: str) -> Act:
    """What `acts` and the moves call a deed at the reader: Card swipe demo-debit."""
    _, way, card = what.split(" ")
    return Act(card_named(card).default_way if way == "present" else way, card)
