"""The window: brings keys and clicks to a running terminal, and shows what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive
from textual.timer import Timer

from pos_emulator.firmware.peripherals import Key, Screen
from pos_emulator.tui.bindings import bindings
from pos_emulator.tui.desk import Desk
from pos_emulator.tui.hints import Around, always, hint
from pos_emulator.tui.keypad import Keypad, shows_digits
from pos_emulator.tui.lines import LinesView
from pos_emulator.tui.status_line import BUTTONS, StatusLine
from pos_emulator.tui.too_small import TooSmall
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from pos_emulator.runtime.errors import SurroundingsError
    from pos_emulator.tui.follower import Follower
    from pos_emulator.tui.live import Live
    from pos_emulator.tui.record_switch import RecordSwitch

# What only a running terminal needs is imported when one runs: the window is there before it.

_SAID_SECONDS = 6.0


class PosApp(App[None]):
    """Shows one live terminal until Ctrl-Q; starts it, and stops it at the end.

    Args:
        live: The terminal, or what opens it: then the window is there before the terminal is.
        folder: Where slips and frames are saved; None for the terminal's state folder.
        guide: A panel that guides through what happens, if any.
        buttons: Those of the status line, where they are others.
        lang: The language until the terminal says which one is its own.
    """

    CSS_PATH = Path(__file__).with_name("app.tcss")
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""
    TITLE = "POS-EMULATOR"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    lang: reactive[str] = reactive("zh", init=False)
    """The language of the window: the terminal's."""
    chosen: reactive[str] = reactive("", init=False)
    """The card that is presented next."""
    around: reactive[Around] = reactive(Around(), init=False)
    """What at the counter decides what to press next."""

    def __init__(
        self,
        live: Live | Callable[[], Live],
        folder: Path | None = None,
        *,
        lang: str = "zh",
        guide: LinesView | None = None,
        buttons: Sequence[tuple[str, str]] = BUTTONS,
    ) -> None:
        super().__init__()
        self.failure: SurroundingsError | None = None
        """Why the terminal could not be opened or started; the window is gone then."""
        self._open = live if callable(live) else lambda: live
        self._folder = folder
        self.desk = Desk(id="desk", guide=guide)
        self.status = StatusLine(id="status", buttons=buttons)
        self._too_small = TooSmall(id="too-small")
        self._live: Live | None = None
        self._follower: Follower | None = None
        self.recorder: RecordSwitch | None = None
        self._quiet: Timer | None = None
        self.set_reactive(PosApp.lang, lang if callable(live) else live.state.lang or live.profile.lang)

    def compose(self) -> ComposeResult:
        yield self.desk
        yield self.status
        yield self._too_small

    def on_mount(self) -> None:
        self.watch_lang(self.lang)
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        """Switch on, once the window can be seen."""
        from pos_emulator.runtime.errors import SurroundingsError
        from pos_emulator.tui.follower import Follower

        try:
            live = self._open()
            self._live = live
            self._follower = Follower(self, live)
            await live.start()
        except SurroundingsError as error:
            self.failure = error
            self.exit()
            return
        self.lang = live.state.lang or live.profile.lang
        self.begun(self._follower)

    def begun(self, follower: Follower) -> None:
        """The terminal runs; what is to be done first."""
        follower.welcome()
        follower.catch_up()

    async def on_unmount(self) -> None:
        if self.recorder is not None and self.recorder.recording is not None:
            self.recorder.end(self.lang)
        if self._follower is not None:
            self._follower.stop()
        if self._live is not None:
            await self._live.stop()

    def on_resize(self, event: events.Resize) -> None:
        self._too_small.has = (event.size.width, event.size.height)
        self.desk.fit_window(event.size.width, event.size.height)
        self.set_class(self.desk.has_class("tiny"), "tiny")

    # What is shown.

    def show(self, screen: Screen) -> None:
        """Put a screen on the display, and what may be pressed at it in the status line."""
        display = self.desk.terminal_screen
        display.lit = self._live is not None and self._live.powered
        display.shown = screen
        self._hint()

    def say(self, text: str, ink: str) -> None:
        """Say something beside the hint for a few seconds; nothing takes back what was said."""
        if self._quiet is not None:
            self._quiet.stop()
        self.status.said = (text, ink)
        self._quiet = self.set_timer(_SAID_SECONDS, lambda: self.say("", "hint")) if text else None

    def watch_lang(self, lang: str) -> None:
        """Every label, and what to press, in that language."""
        for widget in (self.status, self.desk, self._too_small):
            widget.lang = lang
        self._hint()

    def watch_chosen(self) -> None:
        if self._follower is not None:
            self._follower.show_counter()

    def watch_around(self) -> None:
        self._hint()

    def _hint(self) -> None:
        covered = self.desk.covering
        screen = self.desk.terminal_screen.shown
        self.status.always = always(self.lang, self.around)
        if self._live is None:
            self.status.hint = word("starting", self.lang)
        elif covered:
            self.status.hint = word("covered", self.lang)
        else:
            self.status.hint = hint(screen, self.lang, around=self.around)

    # Keys and clicks.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the help lies over the window, its keys are its own."""
        return len(self.screen_stack) < 2 or action == "quit"

    def on_keypad_pressed(self, message: Keypad.Pressed) -> None:
        """A key was pressed with the mouse."""
        self.press(message.key, held=message.held)

    def action_key(self, name: str) -> None:
        """A key of the terminal."""
        self.press(Key(name))

    def press(self, key: Key, *, held: bool = False) -> None:
        """Press a key of the terminal; the one that leaves a panel over the display does only that."""
        leaves = key is Key.CANCEL and self.desk.covering
        if self._uncover() and not leaves and self._live is not None:
            self.say("", "hint")
            self.desk.keypad.flash(key, openly=shows_digits(self._live.screen))
            self._live.press(key, held=held)

    def _uncover(self) -> bool:
        """Bring the display in sight, so that nothing is done unseen; whether there is room for it."""
        if self.desk.covering:
            self.desk.covering = False
            self._hint()
        return not self.desk.hides_display

    def action_act(self, act: str) -> None:
        """An act at the counter."""
        if self._live is None or not self._uncover():
            return
        from pos_emulator.tui.acts import done_words, next_card, perform

        live, card = self._live, self.chosen
        if act == "choose":
            self.action_choose(next_card(live.counter, card))
        elif act in ("swipe", "insert", "tap", "forget") and not card:
            self.say(word("none.card", self.lang), "warn")
        elif not self._refused(lambda: perform(live, act, card=card)):
            self.say(done_words(live, act, card=card, lang=self.lang), "good")

    def action_choose(self, card: str) -> None:
        """Choose a card by name."""
        if card:
            self.chosen = card
            self.say(word("done.choose", self.lang, card=card), "hint")
        else:
            self.say(word("none.card", self.lang), "warn")

    def action_language(self) -> None:
        """The other language, on the terminal and in the window."""
        lang = "en" if self.lang == "zh" else "zh"
        live = self._live
        if live is not None and not self._refused(lambda: live.choose_language(lang)):
            self.lang = lang

    def _refused(self, act: Callable[[], None]) -> bool:
        """Do it; whether the counter refused, which is then said."""
        from pos_emulator.counter.counter import CounterError
        from pos_emulator.tui.refusals import in_words

        try:
            act()
        except CounterError as error:
            self.say(in_words(str(error), self.lang), "warn")
            return True
        return False

    def action_panel(self, name: str) -> None:
        """Bring a panel to the front, or give it the whole window."""
        self.desk.bring(name)
        self._hint()

    def action_panel_after(self, step: int) -> None:
        """The next panel."""
        self.desk.bring_next(step)

    async def action_help(self) -> None:
        """The first steps and all keys."""
        from pos_emulator.tui.help_screen import HelpScreen

        await self.push_screen(HelpScreen(self.lang))

    def action_save(self) -> None:
        """Write the slip, frame or book in front to a file."""
        found = self.desk.text_in_focus()
        if found is None or self._live is None:
            self.say(word("none.focus", self.lang), "warn")
            return
        from pos_emulator.tui.saving import folder_of, in_short, save_text

        try:
            path = save_text(self._folder or folder_of(self._live), *found)
        except OSError as error:
            self.say(word("done.not-saved", self.lang, path=str(error)), "bad")
        else:
            self.say(word("done.saved", self.lang, path=in_short(path)), "good")

    def action_record(self) -> None:
        """Begin to write down what is done as a keypad script; once more ends it."""
        if not self.end_recording():
            self.begin_recording()

    def begin_recording(self, path: Path | None = None, *, source: str = "") -> None:
        """Begin to record, to a file of that name or the next free one; why it cannot is said."""
        if self._live is None:
            return
        from pos_emulator.tui.record_switch import RecordSwitch

        self.recorder = self.recorder or RecordSwitch()
        self.say(*self.recorder.begin(self._live, self.lang, path=path, source=source))
        if self.recorder.recording is not None:
            self._live = self.recorder.recording.live
            self.status.recording = True

    def end_recording(self) -> bool:
        """End a recording and save it; whether there was one."""
        if self.recorder is None or self.recorder.recording is None:
            return False
        self._live = self.recorder.recording.live.recorded
        self.status.recording = False
        self.say(*self.recorder.end(self.lang))
        return True

    def action_copy(self) -> None:
        """Send the slip, frame or book in front to the clipboard of the terminal that shows the window."""
        found = self.desk.text_in_focus()
        if found is None:
            self.say(word("none.focus", self.lang), "warn")
            return
        self.copy_to_clipboard(found[1])
        self.say(word("done.copied", self.lang), "good")
