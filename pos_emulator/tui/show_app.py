"""Scripts in the window: each command of a run with its line, at a pace for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.report.text import failure_lines
from pos_emulator.keyscript.runner.play import Performance
from pos_emulator.keyscript.steps.step import Act, Step
from pos_emulator.keyscript.steps.teach import Because, Hint, Pause, Say
from pos_emulator.runtime.virtual import Bench
from pos_emulator.texts.layout import cells
from pos_emulator.tui.app import PosApp
from pos_emulator.tui.guide_help import SHOWN
from pos_emulator.tui.help_screen import HelpScreen
from pos_emulator.tui.layout import GUIDE, Shape
from pos_emulator.tui.pacing import Pacing
from pos_emulator.tui.script_panel import ScriptPanel, ScriptView
from pos_emulator.tui.stage_live import StageLive
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from pos_emulator.keyscript.runner.result import Result
    from pos_emulator.tui.follower import Follower

_BEFORE_SECONDS, _AFTER_SECONDS, _CHARACTER_SECONDS = 0.6, 0.5, 0.08
BUTTONS = (
    ("pause", "app.pause"),
    ("step", "app.step"),
    ("faster", "app.faster"),
    ("slower", "app.slower"),
    ("stop", "app.stop"),
    ("next", "app.panel_after(1)"),
    ("script", "app.panel('guide')"),
    ("wire", "app.panel('wire')"),
    ("ledger", "app.panel('ledger')"),
    ("journal", "app.panel('journal')"),
    ("why", "app.panel('why')"),
    ("paper", "app.panel('paper')"),
    ("help", "app.help"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """One scenario of the show.

    Attributes:
        title: As the report calls it.
        begin: Makes its performance.
        texts: The lines of every file that it comes from, by the name of the file.
        judged: The result as the report will have it.
    """

    title: str
    begin: Callable[[], Performance]
    texts: Mapping[str, tuple[str, ...]] = field(repr=False)
    judged: Callable[[Result], Result] = field(repr=False)


class ShowApp(PosApp):
    """Plays scenarios one after the other; keys of the terminal and acts at the counter are the script's.

    Args:
        programme: What is played.
        stop_at_failure: Whether the first failure is the end.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, show=False, priority=True)
        for key, action in (
            ("space", "pause"),
            ("right", "step"),
            ("plus", "faster"),
            ("equals_sign", "faster"),
            ("minus", "slower"),
            ("q", "stop"),
            ("f4", "panel('guide')"),
        )
    ]

    def __init__(self, programme: Sequence[Number], *, stop_at_failure: bool = False) -> None:
        self.script = ScriptPanel(id="guide")
        self.player = StageLive(Bench(), ticking=False)
        super().__init__(self.player, guide=self.script, buttons=BUTTONS)
        self.results: list[Result] = []
        """How the scenarios ended that were played to their end."""
        self.over = False
        """Everything was played that was to be."""
        self.pacing = Pacing()
        self._programme = programme
        self._stop_at_failure = stop_at_failure

    def begun(self, follower: Follower) -> None:
        """See `PosApp`."""
        self.player.flashed = lambda key, openly: self.desk.keypad.flash(key, openly=openly)
        follower.catch_up()
        self.run_worker(self._play_all(), exclusive=True)

    async def _play_all(self) -> None:
        for place, number in enumerate(self._programme, start=1):
            self.desk.covering = False
            self.script.view = ScriptView(f"{place}/{len(self._programme)} {number.title}")
            result = await self._play(number)
            self.results.append(result)
            self.over = place == len(self._programme) or (
                self._stop_at_failure and not result.outcome.is_well
            )
            self._hint()
            if self.over:
                return
            if not result.outcome.is_well:
                self.action_pause(True)
            await self.pacing.rest(2 * _AFTER_SECONDS)

    async def _play(self, number: Number) -> Result:
        performance = number.begin()
        steps = performance.steps()
        for step in steps:
            await self._performed(performance)
            self._point_at(step, number)
            await self.pacing.rest(_seconds_before(step))
        await self._performed(performance)
        result = performance.result()
        self._end(number.judged(result))
        return result

    async def _performed(self, performance: Performance) -> None:
        """Show what came of the last command."""
        stage = performance.stage
        if stage is None:
            return
        if self.player.follow(stage):
            self.lang = self.player.state.lang or self.player.profile.lang
            if self._follower is not None:
                self._follower.begin_anew()
            return
        self.player.pace = self.pacing.pace
        self.player.look()
        await self.player.seen()

    def _point_at(self, step: Step, number: Number) -> None:
        place = step.place
        self.script.view = replace(
            self.script.view,
            source=number.texts.get(place.file, ()),
            current=place.line,
            text=place.text,
        )
        self._hint()

    def _end(self, result: Result) -> None:
        view = self.script.view
        failure = tuple(failure_lines(result))
        well = result.outcome.is_well
        line = result.failure.line if result.failure is not None else view.current
        self.script.view = replace(
            view,
            outcome=word(f"show.{result.outcome.value}", self.lang),
            well=well,
            failure=() if well else failure,
            current=line if view.source else 0,
            text=view.text if line == view.current else "",
        )
        if not well:
            # All of it, where it would stand in a narrow column.
            self.desk.front = GUIDE
            self.desk.covering = self.desk.shape is Shape.SMALL
            self.bell()

    def _hint(self) -> None:
        view = self.script.view
        if view.outcome:
            more = "show.closes" if self.over else "show.goes-on" if self.pacing.paused else ""
            hint = f"{view.outcome} · {word(more, self.lang)}" if more else view.outcome
        elif self.desk.covering:
            hint = word("covered", self.lang)
        else:
            hint = f"{view.current}: {view.text.strip()}" if view.current else word("starting", self.lang)
        self.status.hint = hint
        state = word("show.paused", self.lang) if self.pacing.paused else ""
        self.status.always = f"{state} {self.pacing.speed}".strip()

    # Keys and clicks.

    def action_pause(self, paused: bool | None = None) -> None:
        """Stand still, or go on."""
        if self.over:
            self.exit()
            return
        held = not self.pacing.paused if paused is None else paused
        self.pacing.pause(held)
        self.player.hold(held)
        self._hint()

    def action_step(self) -> None:
        """One command more, then stand still."""
        if self.over:
            self.exit()
            return
        self.player.hold(False)
        self.player.hurry()
        self.pacing.step()
        self._hint()

    def action_faster(self) -> None:
        """Rest less."""
        self.pacing.faster()
        self.player.pace = self.pacing.pace
        self._hint()

    def action_slower(self) -> None:
        """Rest longer."""
        self.pacing.slower()
        self.player.pace = self.pacing.pace
        self._hint()

    def action_stop(self) -> None:
        """End the show."""
        self.exit()

    def press(self, key: Key, *, held: bool = False) -> None:
        """The script presses the keys; 取消 leaves a panel, 确认 the show at its end."""
        if key is Key.CANCEL and self.desk.covering:
            self._uncover()
            self._hint()
        elif self.over and key is Key.ENTER:
            self.exit()
        else:
            self.say(word("show.not-yours", self.lang), "warn")

    def action_act(self, act: str) -> None:
        """The script acts at the counter."""
        self.say(word("show.not-yours", self.lang), "warn")

    def action_choose(self, card: str) -> None:
        """The script chooses the cards."""

    async def action_help(self) -> None:
        """See `PosApp`; the keys of the show first."""
        await self.push_screen(HelpScreen(self.lang, SHOWN[self.lang]))

    def action_language(self) -> None:
        """The language is the script's."""
        self.say(word("show.not-yours", self.lang), "warn")


def _seconds_before(step: Step) -> float:
    """How long a person looks at a line before it is performed."""
    match step:
        case Pause(seconds):
            return seconds
        case Say(text) | Because(text) | Hint(_, text):
            return _BEFORE_SECONDS + _CHARACTER_SECONDS * cells(str(text))
        case Act():
            return _BEFORE_SECONDS
        case _:
            return _AFTER_SECONDS
