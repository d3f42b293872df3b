"""A trainee on the way through a lesson: what is done, where that leads, and what comes next.

The terminal does what it really does. The way is found again from wherever it went: by where the
terminal stands, not by which keys led there.
"""

from __future__ import annotations

from dataclasses import dataclass

from pos_emulator.firmware.peripherals import Key, Screen
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.expectations import expect
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.runner.telephone import UNLOCK_CODE, code_by_telephone
from pos_emulator.keyscript.steps import AnyStep
from pos_emulator.keyscript.steps.expect import ExpectStep
from pos_emulator.keyscript.steps.moves import Refund, Sale
from pos_emulator.keyscript.steps.teach import TeachStep
from pos_emulator.training.detours import skips_a_detour
from pos_emulator.training.free_entries import SAY_IT_WAS_WRONG
from pos_emulator.training.hand import carry_out
from pos_emulator.training.hidden import Hidden
from pos_emulator.training.lessons import Lesson
from pos_emulator.training.plan import (
    Act,
    Cue,
    Deed,
    Elapse,
    Ended,
    Plan,
    Press,
    Stroke,
    Task,
    TurnBack,
    Typed,
)
from pos_emulator.training.rehearsal import digits_of
from pos_emulator.training.scene import LessonBrokenError, arrange, bench_of, keep_last, open_scene
from pos_emulator.training.situation import Situation, situation


@dataclass(frozen=True, slots=True)
class Unmet:
    """An expectation of the lesson that did not hold, or something that the coach could not arrange."""

    step: AnyStep
    problem: str


class Walk:
    """One way through a lesson.

    Args:
        lesson, plan: What is to be done.
        seed: As for the plan.
        slowly: Whether the coach's own things wait until `cue` is called for each.
    """

    def __init__(self, lesson: Lesson, plan: Plan, seed: int, *, slowly: bool = False) -> None:
        self.lesson = lesson
        self.plan = plan
        self._seed = seed
        self._slowly = slowly
        self.stage: Stage = open_scene(lesson, seed)
        self.at = 0
        self.lost = False
        """Whether the terminal stands where the plan knows no way on."""
        self.left_out = False
        """Whether that is so because something was left out that is taught by doing it."""
        self.shielded = False
        self.code = ""
        """What the acquirer said on the telephone for the number on the screen."""
        self.unmet: list[Unmet] = []
        self.deeds: list[Deed] = []
        self.shown: tuple[Screen, ...] = ()
        """Every screen since the last deed, before the coach did anything."""
        self._hidden = Hidden()
        self._began = self.stage.bench.now
        self._run: set[int] = set()
        self._task = -1
        self._sent = 0

    def copy(self) -> Walk:
        """The same walk again on a stage of its own."""
        other = Walk(self.lesson, self.plan, self._seed)
        other.begin()
        for deed in self.deeds:
            other.do(deed)
        return other

    def begin(self) -> None:
        """Everything of the coach's that comes before the next stroke."""
        while self.cue():
            pass

    def cue(self) -> bool:
        """Do the coach's next thing, where that is what comes now."""
        item = self.plan.items[self.at]
        if not isinstance(item, Cue):
            self._begin_task()
            return False
        if self.at not in self._run:
            self._run.add(self.at)
            self._perform(item.step)
        self.at += 1
        return True

    @property
    def ended(self) -> bool:
        """Whether nothing is left to do."""
        return isinstance(self.plan.items[self.at], Ended)

    @property
    def here(self) -> Situation:
        """Where the terminal stands now."""
        return situation(self.stage, self.plan.names, hidden=self._hidden.digits)

    @property
    def hidden(self) -> str:
        """The digits behind the stars; never shown."""
        return self._hidden.digits

    @property
    def pressed(self) -> str:
        """Every digit pressed at a prompt with stars, those taken back too; never shown."""
        return self._hidden.pressed

    @property
    def task(self) -> Task | None:
        """The task that is being done; None at the end."""
        number = self.tasks_done
        return self.plan.tasks[number] if number < len(self.plan.tasks) else None

    @property
    def tasks_done(self) -> int:
        """How many tasks lie behind."""
        return next(
            (item.task for item in self.plan.items[self.at :] if isinstance(item, Stroke)),
            len(self.plan.tasks),
        )

    # What the trainee does.

    def do(self, deed: Deed) -> None:
        """Do something, see where it leads, and do what the coach does next.

        Raises:
            CounterError: it cannot be done at this counter.
        """
        before, own, item = self.here, self.meant(deed) and not self.lost, self.plan.items[self.at]
        match deed:
            case Act("shield"):
                self.shielded = not self.shielded
            case Act("call"):
                code = code_by_telephone(self.stage.bench)
                self.code = "" if code is None else code.reveal()
            case Act("wait") if own and isinstance(item, Stroke) and item.seconds:
                carry_out(self.stage, deed, most=item.seconds)
            case _:
                carry_out(self.stage, deed)
        self.shown = tuple(bench_of(self.stage).screens)
        self._remember(deed)
        self._hidden.after(deed, self.stage.bench.screen)
        if self.stage.bench.screen.name != "password.unlock":
            self.code = ""
        now = self.here
        asked_for = own and isinstance(item, Stroke) and item.after == item.before
        if self.ended or (now == before and isinstance(deed, Press | Elapse) and not asked_for):
            return
        if isinstance(deed, TurnBack):
            self.at, self.lost = deed.to, True
        else:
            self._find(now, own=own)

    def digits(self, typed: Typed) -> str:
        """What stands behind a source now; empty where it is not known yet, or no more."""
        if not isinstance(typed.source, str):
            try:
                return digits_of(self.stage, typed.source)
            except ScenarioFailed:
                return ""
        on_the_telephone = typed.source == UNLOCK_CODE
        secret = (
            code_by_telephone(self.stage.bench) if on_the_telephone else self.stage.secrets.get(typed.source)
        )
        return "" if secret is None else secret.reveal()

    def wanted(self, at: int) -> Deed | None:
        """The deed of a stroke, with the digit of its source as it is now; None where that is not known."""
        item = self.plan.items[at]
        if not isinstance(item, Stroke):
            return None
        if item.typed is None or item.digit < 0:
            return item.deed
        digits = self.digits(item.typed)
        return Press(Key(digits[item.digit])) if item.digit < len(digits) else None

    def entry(self, at: int) -> str:
        """What has been typed before a stroke, with the digits of its source as they are now."""
        item = self.plan.items[at]
        if not isinstance(item, Stroke) or item.typed is None:
            return item.before.entry if isinstance(item, Stroke | Ended) else ""
        length = len(item.before.entry)
        something_else = item.digit >= 0 and item.digit != length
        return item.before.entry if something_else else self.digits(item.typed)[:length]

    def entered(self, at: int, entry: str) -> bool:
        """Whether what stands in the entry will do before a stroke; a free entry is only counted, and to
        take one back it is enough that there is something.
        """
        item = self.plan.items[at]
        if isinstance(item, Stroke) and item.free:
            return bool(entry) if _takes_back(item) else len(entry) == len(item.before.entry)
        return self.entry(at) == entry

    def meant(self, deed: Deed) -> bool:
        """Whether a deed is what comes next; in a free entry any digit is."""
        item, wanted = self.plan.items[self.at], self.wanted(self.at)
        if isinstance(item, Stroke) and item.free and _is_digit(deed) and _is_digit(wanted):
            return True
        return deed == wanted

    # Where it leads.

    def _find(self, now: Situation, *, own: bool) -> None:
        item = self.plan.items[self.at]
        assert isinstance(item, Stroke)
        self.lost = self.left_out = False
        if own and now.place == item.after.place and self._goes_on(now):
            self._go_to(self.at + 1)
        elif item.free and _takes_back(item) and not now.entry and now.place == item.before.place:
            self._go_to(self._taken_back())
        elif not self._is_at(self.at, now):
            found = self._found(now)
            if found is None:
                self.lost, self.left_out = True, self._leaves_out(now)
            elif found != self.at:
                self._go_to(found)

    def _goes_on(self, now: Situation) -> bool:
        """Whether what was typed so far is what is to be typed so far."""
        at = self.at + 1
        while isinstance(self.plan.items[at], Cue):
            at += 1
        item = self.plan.items[at]
        if isinstance(item, Stroke) and item.before.place == now.place:
            return self.entered(at, now.entry)
        return True

    def _taken_back(self) -> int:
        """The item behind a free entry, of which nothing is left: [CLEAR] twice in a row takes back all."""
        at = self.at
        while isinstance(item := self.plan.items[at], Stroke) and item.free:
            at += 1
        return at

    def _is_at(self, at: int, now: Situation) -> bool:
        item = self.plan.items[at]
        if isinstance(item, Cue):
            return False
        return item.before.place == now.place and self.entered(at, now.entry)

    def _found(self, now: Situation) -> int | None:
        """The item to go on from: in the same task, where the entry fits; else back rather than ahead, near
        rather than far. A mistake made once more is not the one that lies behind.
        """
        chosen: tuple[tuple[int, ...], int] | None = None
        task = self.tasks_done
        for at, item in enumerate(self.plan.items):
            if isinstance(item, Cue) or item.before.place != now.place:
                continue
            ahead, access = at > self.at, item.before.access == now.access
            exact = self.entered(at, now.entry)
            if item.before.money != now.money or (ahead and not (access and exact)):
                continue
            if at < self.at and now.screen in SAY_IT_WAS_WRONG:
                continue
            if ahead and skips_a_detour(self.plan.items, self.at, at):
                continue
            elsewhere = not isinstance(item, Stroke) or item.task != task
            rank = (elsewhere, not access, ahead and elsewhere, not exact, abs(at - self.at))
            if chosen is None or rank < chosen[0]:
                chosen = rank, at
        return None if chosen is None else chosen[1]

    def _leaves_out(self, now: Situation) -> bool:
        """Whether the way would go on from here, had not a detour been left out."""
        items = self.plan.items
        return any(
            isinstance(item, Stroke)
            and item.before.place == now.place
            and item.before.money == now.money
            and skips_a_detour(items, self.at, at)
            for at, item in enumerate(items)
            if at > self.at
        )

    def _go_to(self, at: int) -> None:
        """Go on from an item; what is skipped is arranged now, and expected only if one comes by again."""
        for between in range(self.at, at):
            item = self.plan.items[between]
            if between == self.at or not isinstance(item, Cue) or between in self._run:
                continue
            if not isinstance(item.step, ExpectStep):
                self._run.add(between)
                self._perform(item.step)
        self._keep_behind(at)
        self.at = at
        if not self._slowly:
            self.begin()

    def _begin_task(self) -> None:
        item = self.plan.items[self.at]
        if isinstance(item, Stroke) and item.task > self._task:
            self._task = item.task
            self._sent = self.stage.tap.count
            self.stage.begin_command()

    def _keep_behind(self, at: int) -> None:
        """Keep what the task that ends now was to keep."""
        task, item = self.task, self.plan.items[at]
        if task is None or (isinstance(item, Stroke) and self.plan.tasks[item.task] is task):
            return
        for step in task.steps:
            if isinstance(step, Sale | Refund) and step.save_as:
                card = step.card if isinstance(step, Sale) else ""
                keep_last(self.stage, step.save_as, since=self._sent, card=card)

    def _perform(self, step: AnyStep) -> None:
        if isinstance(step, ExpectStep):
            try:
                expect(self.stage, step, began=self._began)
            except ScenarioFailed as failed:
                self.unmet.append(Unmet(step, failed.problem))
        elif not isinstance(step, TeachStep):
            try:
                arrange(self.stage, step)
            except LessonBrokenError as failed:
                self.unmet.append(Unmet(step, str(failed)))

    def _remember(self, deed: Deed) -> None:
        last = self.deeds[-1] if self.deeds else None
        if isinstance(deed, Elapse) and isinstance(last, Elapse):
            self.deeds[-1] = Elapse(last.seconds + deed.seconds)
        else:
            self.deeds.append(deed)


def _takes_back(stroke: Stroke) -> bool:
    return stroke.deed == Press(Key.CLEAR)


def _is_digit(deed: Deed | None) -> bool:
    return isinstance(deed, Press) and deed.key.is_digit and not deed.held
