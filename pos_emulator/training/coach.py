"""The coach: sits beside one real terminal, says what comes next, explains, and marks."""

from __future__ import annotations

from pos_emulator.counter.counter import CounterError
from pos_emulator.firmware.peripherals import Key, Timer
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps import AnyStep
from pos_emulator.keyscript.steps.expect import ExpectReceipt
from pos_emulator.keyscript.steps.teach import Marker, Pause, Say
from pos_emulator.runtime.virtual import Bench
from pos_emulator.training import speech
from pos_emulator.training.guide import AGAIN, Advice, advise, leads_on, turned_back
from pos_emulator.training.judge import Before, mistakes_of
from pos_emulator.training.lessons import Lesson
from pos_emulator.training.marking import Marks
from pos_emulator.training.onlooker import onlooker_lines
from pos_emulator.training.plan import WAIT, Act, Cue, Deed, Elapse, Press, Stroke
from pos_emulator.training.rehearsal import rehearse
from pos_emulator.training.report import Report, TaskMark
from pos_emulator.training.scene import bench_of
from pos_emulator.training.side_by_side import journal_of, ledger_of, slip_of
from pos_emulator.training.view import ACTS, CoachView, Mode
from pos_emulator.training.walk import Walk
from pos_emulator.training.words import word

DEFAULT_SEED = 20261121
_KEY_SECONDS, _TURN_SECONDS, _WAIT_SECONDS = 0.35, 1.2, 2.5
_READING_SECONDS = {"zh": 0.14, "en": 0.06}
"""For one character of what the coach says."""
_BREATH_SECONDS = 1.0


class Coach:
    """One lesson, taken once.

    Args:
        lesson: What is taught.
        mode: Whether one watches, is led, or is left alone and marked.
        seed: What everything about the run follows from; another one gives other numbers and secrets.
    """

    def __init__(self, lesson: Lesson, mode: Mode, *, seed: int = DEFAULT_SEED) -> None:
        self.lesson = lesson
        self.mode = mode
        self._seed = seed
        self._plan = rehearse(lesson, seed)
        self._walk = self._new_walk()
        self._marks = Marks(lesson.lang)
        self._keys_before = 0
        self._keys_at_start = self._walk.stage.keys
        self._trouble: tuple[str, ...] = ()
        self._dead = False
        self._hints = 0
        self._spot: tuple[int, bool] = (0, False)
        self._advice: Advice | None = None
        if mode is not Mode.WATCH:
            self._walk.begin()

    @property
    def stage(self) -> Stage:
        """Where the terminal stands now; another one after `again`, so ask each time."""
        return self._walk.stage

    @property
    def bench(self) -> Bench:
        """The bench of `stage`."""
        return bench_of(self._walk.stage)

    @property
    def view(self) -> CoachView:
        """What the coach says now."""
        walk, advice = self._walk, self._now()
        asked = self._hints if self.mode is Mode.PRACTICE else 3
        task = walk.task
        return CoachView(
            title=self.lesson.title,
            mode=self.mode,
            step=walk.tasks_done,
            steps=len(self._plan.tasks),
            caption=self._said(),
            todo=speech.todo(walk, advice) if asked >= 2 else "",
            why=speech.spoken(walk, task.because) if task and asked and advice.on_the_way else "",
            hints=speech.hints(walk, advice, self._hints),
            keys=speech.keys_of(advice) if asked >= 3 else (),
            act=speech.act_of(advice.next) if asked >= 3 else "",
            trouble=self._troubles(advice, asked),
            points=None if self.mode is Mode.WATCH else self._marks.points,
            critical=self._critical,
            onlooker=self._onlooker(),
            ended=walk.ended,
        )

    # What the trainee does.

    def press(self, key: Key, *, held: bool = False) -> None:
        """The trainee presses a key; who only watches presses none."""
        if self.mode is not Mode.WATCH:
            self._do(Press(key, held))

    def counter(self, act: str, card: str = "") -> None:
        """The trainee does something at the counter.

        Raises:
            ValueError: it is none of `ACTS`.
        """
        if act not in ACTS:
            raise ValueError(f"{act!r} is none of {', '.join(ACTS)}")
        if self.mode is Mode.WATCH:
            return
        if act == AGAIN.act:
            self._again()
        else:
            self._do(Act(act, card))

    def tick(self, seconds: float) -> None:
        """Time goes by while the trainee thinks. Who watches has all the time there is; so has who
        learns, as long as the terminal waits for nobody else: no prompt runs out under one's reading.
        """
        timer = self.bench.next_timer()
        patient = timer is not None and timer[0] is Timer.PROMPT and self.mode is Mode.LEARN
        if self.mode is not Mode.WATCH and not patient:
            self._do(Elapse(seconds))

    def hint(self) -> None:
        """The trainee asks for the next hint. Who learns is shown all that it says already: it is free."""
        if self.mode is Mode.WATCH or self._walk.ended or self._hints == 3:
            return
        self._hints += 1
        if self.mode is Mode.PRACTICE:
            self._marks.hint(self._walk.tasks_done)

    # What the coach plays.

    def play_on(self) -> float:
        """Do the next thing of a lesson that one watches.

        Returns:
            Seconds until the next; 0 at the end, and where nobody watches.
        """
        walk = self._walk
        if self.mode is not Mode.WATCH:
            return 0.0
        while not walk.ended:
            item = walk.plan.items[walk.at]
            if isinstance(item, Cue):
                walk.cue()
                self._advice = None
                if seconds := self._pause(item):
                    return seconds
                continue
            walk.cue()
            deed = self._now().next
            if deed is None:
                break
            before = walk.stage.bench.screen.name
            walk.do(deed)
            self._advice = None
            if deed == WAIT:
                return _WAIT_SECONDS
            turned = isinstance(deed, Act) or walk.stage.bench.screen.name != before
            return _TURN_SECONDS if turned else _KEY_SECONDS
        return 0.0

    # How it went.

    def report(self) -> Report:
        """Marks, and what became of the money."""
        marks, stage, lang = self._marks, self._walk.stage, self.lesson.lang
        watched = self.mode is Mode.WATCH
        tasks = tuple(
            TaskMark(task.name, marks.lost_at.get(number, 0), marks.hints_at.get(number, 0))
            for number, task in enumerate(self._plan.tasks)
        )
        return Report(
            title=self.lesson.title,
            lang=lang,
            mode=self.mode,
            points=None if watched else marks.points,
            passed=self._walk.ended and (watched or marks.passed),
            tasks=tasks,
            mistakes=tuple(marks.mistakes),
            hints=marks.hints,
            keys=self._keys_before + stage.keys - self._keys_at_start,
            shortest=self._plan.keys,
            journal=journal_of(stage, lang),
            slip=slip_of(stage, lang),
            ledger=ledger_of(stage, lang),
        )

    def _new_walk(self) -> Walk:
        return Walk(self.lesson, self._plan, self._seed, slowly=self.mode is Mode.WATCH)

    def _do(self, deed: Deed) -> None:
        walk = self._walk
        if walk.ended:
            return
        before, number, task = Before.of(walk, deed), walk.tasks_done, walk.task
        waits = isinstance(deed, Elapse) and self._now().next == WAIT
        at, unmet = walk.at, len(walk.unmet)
        try:
            walk.do(deed)
        except CounterError:
            self._trouble = (word("cannot", self.lesson.lang),)
            return
        made = [self._marks.mistake(name, number, task) for name in mistakes_of(walk, before, deed)]
        made += [self._marks.mistake(_outcome(each.step), number, None) for each in walk.unmet[unmet:]]
        changed = walk.here != before.here
        if made:
            self._trouble = tuple(dict.fromkeys(each.text for each in made))
        elif said := speech.came_to_nothing(walk, deed):
            self._trouble = (said,)
        doubtful = self._dead or not before.planned
        if changed and doubtful and not waits and not walk.ended:
            self._dead = not leads_on(walk) and not turned_back(walk, at)
        self._turn()
        if changed and not made and (before.planned or self._now().on_the_way):
            self._trouble = ()

    def _turn(self) -> None:
        """Something was done: what was advised is old."""
        self._advice = None
        spot = self._walk.tasks_done, self._walk.lost
        if spot != self._spot:
            self._spot, self._hints = spot, 0

    def _again(self) -> None:
        """Put everything back to where the chapter began."""
        task = self._walk.task
        if task is None:
            return
        self._marks.mistake("again", self._walk.tasks_done, None)
        self._keys_before += self._walk.stage.keys - self._keys_at_start
        self._walk = walk = self._new_walk()
        walk.begin()
        while walk.at < task.chapter:
            deed = advise(walk).next
            assert deed is not None
            walk.do(deed)
        self._keys_at_start = walk.stage.keys
        self._trouble, self._dead = (), False
        self._turn()

    def _now(self) -> Advice:
        if self._advice is None:
            walk = self._walk
            at_a_stroke = isinstance(walk.plan.items[walk.at], Stroke)
            self._advice = advise(walk) if at_a_stroke else Advice(())
        return Advice((AGAIN,), on_the_way=False) if self._dead and not self._walk.ended else self._advice

    # What is said.

    def _said(self) -> str:
        walk = self._walk
        if walk.code:
            return word("voice", self.lesson.lang, code=walk.code)
        says = {
            Mode.WATCH: speech.last_said,
            Mode.LEARN: speech.said_before_task,
            Mode.PRACTICE: speech.situation_of,
        }
        said = says[self.mode](walk)
        note = "" if self.mode is Mode.WATCH else speech.secret_note(walk, self._now())
        return "\n".join(part for part in (said, note) if part)

    def _troubles(self, advice: Advice, asked: int) -> str:
        """What just went wrong to who asks, and the way back to who asks twice: it names the key."""
        if not asked:
            return ""
        back = speech.way_back(self._walk, advice) if asked >= 2 else ""
        wrong = " ".join(text for text in self._trouble if text != self._critical)
        return "\n".join(part for part in (wrong, back) if part)

    @property
    def _critical(self) -> str:
        """Why the lesson is capped: said for itself, and so no trouble besides."""
        critical = self._marks.critical
        return critical[0].text if critical else ""

    def _onlooker(self) -> tuple[str, ...]:
        walk = self._walk
        screen = walk.stage.bench.screen
        if not self.lesson.watched or "stars" not in screen.fields or screen.name == "password.unlock":
            return ()
        return onlooker_lines(walk.pressed, shielded=walk.shielded, lang=self.lesson.lang)

    def _pause(self, cue: Cue) -> float:
        match cue.step:
            case Pause(seconds):
                return seconds
            case Say() | Marker():
                characters = len(speech.spoken(self._walk, cue.step))
                return _BREATH_SECONDS + characters * _READING_SECONDS[self.lesson.lang]
            case _:
                return 0.0


def _outcome(step: AnyStep) -> str:
    """Which mistake an expectation that does not hold points at."""
    return "no-slip" if isinstance(step, ExpectReceipt) else "unmet"
