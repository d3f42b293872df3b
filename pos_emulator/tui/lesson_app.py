"""A lesson in the window: the terminal, and the coach beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from pos_emulator.counter.counter import Place
from pos_emulator.firmware.peripherals import Key
from pos_emulator.texts.layout import cells, wrap
from pos_emulator.training.view import Mode
from pos_emulator.tui.app import PosApp
from pos_emulator.tui.coach_panel import CoachPanel
from pos_emulator.tui.guide_help import LESSON, SHOWN, WITHOUT
from pos_emulator.tui.help_screen import HelpScreen
from pos_emulator.tui.layout import GUIDE, Shape
from pos_emulator.tui.lesson_live import LessonLive
from pos_emulator.tui.pacing import Pacing
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from pos_emulator.training.coach import Coach
    from pos_emulator.training.view import CoachView
    from pos_emulator.tui.follower import Follower

_PANELS = (
    ("coach", "app.panel('guide')"),
    ("paper", "app.panel('paper')"),
    ("wire", "app.panel('wire')"),
    ("ledger", "app.panel('ledger')"),
    ("journal", "app.panel('journal')"),
    ("why", "app.panel('why')"),
)
_HELP = ("help", "app.help")
"""Comes first, and so gives way last where it is narrow."""
_WATCHED = (
    _HELP,
    ("pause", "app.pause"),
    ("step", "app.step"),
    ("faster", "app.pace(1)"),
    ("slower", "app.pace(-1)"),
    ("quit", "app.quit"),
    ("next", "app.panel_after(1)"),
    *_PANELS,
)
_SECRETS = (("shield", "app.ask('shield')"), ("call", "app.ask('call')"))
"""Where it is about who sees what is typed."""
_TAKEN = (
    ("hint", "app.hint"),
    ("wait", "app.ask('wait')"),
    ("again", "app.ask('again')"),
    ("quit", "app.quit"),
    ("next", "app.panel_after(1)"),
    *_PANELS,
)

_SAID_WIDTH = 60
"""Columns of the status line for what is said beside the terminal anyway."""


class LessonApp(PosApp):
    """Takes one lesson to its report.

    Args:
        coach: Who leads it.
        pace: How long each look lasts, as a factor; 0 shows everything at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, show=False, priority=True)
        for key, action in (
            ("h", "hint"),
            ("z", "ask('shield')"),
            ("k", "ask('call')"),
            ("full_stop", "ask('wait')"),
            ("a", "ask('again')"),
            ("f4", "panel('guide')"),
            ("space", "pause"),
            ("right", "step"),
            ("plus", "pace(1)"),
            ("equals_sign", "pace(1)"),
            ("minus", "pace(-1)"),
        )
    ]

    def __init__(self, coach: Coach, *, pace: float = 1.0) -> None:
        self.coach = coach
        self.watches = coach.mode is Mode.WATCH
        self.panel = CoachPanel(id="guide")
        self.player = LessonLive(coach, pace=pace)
        taken = (*(_SECRETS if coach.lesson.watched else ()), *_TAKEN)
        super().__init__(self.player, guide=self.panel, buttons=_WATCHED if self.watches else (_HELP, *taken))
        self.set_reactive(PosApp.lang, coach.lesson.lang)
        self.pacing = Pacing()
        self.pacing.pace = pace
        self.over = False
        """The lesson was taken to its end."""

    def begun(self, follower: Follower) -> None:
        """See `PosApp`."""
        self.player.flashed = lambda key, openly: self.desk.keypad.flash(key, openly=openly)
        self.player.settled = self._settled
        self.player.moved = follower.begin_anew
        follower.catch_up()
        self._settled()
        if self.watches:
            self.run_worker(self._play(), exclusive=True)

    async def _play(self) -> None:
        """Let the coach do it all."""
        while not self.coach.view.ended:
            seconds = self.player.play_on()
            await self.player.seen()
            await self.pacing.rest(seconds)

    def _settled(self) -> None:
        """Everything was shown that happened: the coach speaks again."""
        view = self.coach.view
        self.panel.view = view
        self.desk.keypad.wanted = view.keys[0] if view.keys and not view.act else None
        act, _, card = view.act.partition(" ")
        self.desk.counter.wanted = act
        if self.player.counter.cards.get(card, Place.GONE) is not Place.GONE:
            self.chosen = card
        if view.ended and not self.over:
            self.over = True
            self.bell()
            self._come_forward()
        self._hint()

    def _working(self) -> None:
        """While something is being shown the coach waits too."""
        if self.player.busy:
            self.panel.view = None
            self.desk.keypad.wanted = None
            self.desk.counter.wanted = ""

    def _come_forward(self) -> None:
        if self.desk.shape is not Shape.WIDE:
            self.desk.front = GUIDE
            self.desk.covering = False

    def _hint(self) -> None:
        view = self.panel.view
        super()._hint()
        if self.desk.covering:
            return
        if self.over:
            self.status.hint = word("lesson.watched" if self.watches else "lesson.over", self.lang)
        elif view is None:
            self.status.hint = word("coach.busy", self.lang)
        else:
            self.status.hint = _first_line(view, self.lang)
        if self.watches:
            self.status.always = self.pacing.speed
            if self.pacing.paused and not self.over:
                self.status.hint = f"{word('show.paused', self.lang)} · {self.status.hint}"

    # Keys and clicks.

    def press(self, key: Key, *, held: bool = False) -> None:
        """See `PosApp`; at the end 确认 opens the report."""
        if self.over and key is Key.ENTER:
            self.action_report()
        elif self.watches and key is Key.CANCEL and self.desk.covering:
            self._uncover()
        elif self.watches:
            self.say(word("show.not-yours", self.lang), "warn")
        else:
            super().press(key, held=held)
            self._working()

    def action_act(self, act: str) -> None:
        """See `PosApp`."""
        if self.watches:
            self.say(word("show.not-yours", self.lang), "warn")
        else:
            super().action_act(act)
            self._working()

    def action_ask(self, act: str) -> None:
        """Do what only a lesson knows."""
        if self.watches:
            self.say(word("show.not-yours", self.lang), "warn")
        elif self._uncover() and not self._refused(lambda: self.player.ask(act)):
            self._working()

    def action_hint(self) -> None:
        """Ask the coach."""
        if self.watches:
            self.say(word("coach.no-hint", self.lang), "hint")
            return
        self.coach.hint()
        self._come_forward()
        if not self.player.busy:
            self._settled()

    def action_pause(self) -> None:
        """Let the coach stand still, or go on."""
        if self.watches and not self.over:
            self.pacing.pause(not self.pacing.paused)
            self.player.hold(self.pacing.paused)
            self._hint()

    def action_step(self) -> None:
        """One thing more, then stand still."""
        if self.watches and not self.over:
            self.player.hold(False)
            self.player.hurry()
            self.pacing.step()
            self._hint()

    def action_pace(self, way: int) -> None:
        """Faster or slower."""
        if way > 0:
            self.pacing.faster()
        else:
            self.pacing.slower()
        self.player.pace = self.pacing.pace
        self._hint()

    async def action_help(self) -> None:
        """See `PosApp`; the keys of the lesson first."""
        own = SHOWN if self.watches else LESSON
        await self.push_screen(HelpScreen(self.lang, own[self.lang], without=WITHOUT))

    def action_language(self) -> None:
        """The lesson has one language."""
        self.say(word("coach.no-language", self.lang), "warn")

    def action_record(self) -> None:
        """A lesson is not recorded: it is a script already."""
        self.say(word("lesson.no-record", self.lang), "warn")

    def action_report(self) -> None:
        """Marks and books; with them the lesson ends."""
        from pos_emulator.tui.report_screen import ReportScreen

        self.push_screen(ReportScreen(self.coach.report()), lambda _: self.exit())


def _first_line(view: CoachView, lang: str) -> str:
    """What the status line says: what to do, or that one may ask, or what was said."""
    if view.todo or view.mode is Mode.PRACTICE:
        return view.todo or word("coach.silent", lang)
    said = view.caption.partition("\n")[0]
    return said if cells(said) <= _SAID_WIDTH else f"{wrap(said, _SAID_WIDTH - 1)[0]}…"
