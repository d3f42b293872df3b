"""The window: brings keys and clicks to a running terminal, and what it tells to the widgets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive
from textual.timer import Timer

from pos_emulator.counter.counter import CounterError, Place
from pos_emulator.firmware.peripherals import Beep, Key, Screen
from pos_emulator.runtime.errors import AcquirerError, SurroundingsError
from pos_emulator.runtime.notices import (
    AcquirerChanged,
    Beeped,
    BooksChanged,
    CounterChanged,
    Explained,
    Notice,
    ScreenShown,
    SlipPrinted,
    WireSeen,
)
from pos_emulator.tui.acts import next_card, perform
from pos_emulator.tui.bindings import bindings
from pos_emulator.tui.counter_panel import CounterPanel, CounterView
from pos_emulator.tui.desk import Desk
from pos_emulator.tui.hints import always, hint
from pos_emulator.tui.keypad import Keypad, shows_digits
from pos_emulator.tui.ledger_lines import records
from pos_emulator.tui.ledger_panel import HostBooks, JournalPanel, LedgerPanel
from pos_emulator.tui.live import Live
from pos_emulator.tui.reasons import Curiosity, Question, Reason
from pos_emulator.tui.receipt_roll import ReceiptRoll, slip_text
from pos_emulator.tui.refusals import in_words
from pos_emulator.tui.saving import save_text
from pos_emulator.tui.status_line import StatusLine
from pos_emulator.tui.terminal_screen import TerminalScreen
from pos_emulator.tui.too_small import TooSmall
from pos_emulator.tui.why_panel import WhyPanel
from pos_emulator.tui.wire_entries import entry_text
from pos_emulator.tui.wire_log import WireLog
from pos_emulator.tui.words import word

_SAID_SECONDS = 6.0
_ASK_SECONDS = 0.2
_LOUD = frozenset({Beep.ERROR, Beep.FAIL, Beep.DECLINE, Beep.PAPER})
_REASONS_KEPT = 100
_BOOKINGS_SHOWN = 100


class PosApp(App[None]):
    """Shows one live terminal until Ctrl-Q; starts it, and stops it at the end.

    Args:
        live: The terminal.
        folder: Where slips and frames are saved; None for the current folder.
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

    def __init__(self, live: Live, folder: Path | None = None) -> None:
        super().__init__()
        self.live = live
        self.folder = folder or Path()
        self.set_reactive(PosApp.lang, live.profile.lang)
        self._curiosity = Curiosity()
        self._acquirer_lost = False
        self._unsubscribe: Callable[[], None] = lambda: None
        self._quiet: Timer | None = None
        self._asking: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Desk(self.live.state, id="desk")
        yield StatusLine(id="status")
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        self.watch_lang(self.lang)
        self.query_one(StatusLine).said = (word("starting", self.lang), "hint")
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        """Switch on, once the window can be seen."""
        self._unsubscribe = self.live.subscribe(self.notice)
        try:
            await self.live.start()
        except SurroundingsError as error:
            self.exit(return_code=5, message=str(error))
            return
        self._say("", "hint")
        self.lang = self.live.state.lang or self.lang
        if not self.live.counter.cards:
            perform(self.live, "back", card="")
        self.notice(ScreenShown(self.live.screen))
        self.notice(CounterChanged())
        self.notice(BooksChanged())

    async def on_unmount(self) -> None:
        self._unsubscribe()
        await self.live.stop()

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(TooSmall).has = (event.size.width, event.size.height)
        self.query_one(Desk).fit_window(event.size.width, event.size.height)
        self.set_class(self.query_one(Desk).has_class("tiny"), "tiny")

    def watch_lang(self, lang: str) -> None:
        """Every label, and what to press, in that language."""
        status = self.query_one(StatusLine)
        for widget in (status, self.query_one(Desk), self.query_one(TooSmall)):
            widget.lang = lang
        status.always = always(lang)
        self._show(self.live.screen)

    # What the terminal tells.

    def notice(self, notice: Notice) -> None:
        """Hand a notice to the widgets it concerns."""
        question = self._curiosity.heard(notice)
        if question is not None:
            self.run_worker(self._ask_why(question))
        match notice:
            case ScreenShown(screen):
                self._show(screen)
            case WireSeen():
                self.query_one(WireLog).add(notice)
            case Explained(rule, why):
                self._give_reason(Reason(rule, why))
            case SlipPrinted():
                self.query_one(ReceiptRoll).slips = tuple(self.live.counter.roll)
            case CounterChanged():
                self._show_counter()
            case BooksChanged():
                self._ask_soon()
            case AcquirerChanged(running, words):
                if running and self._acquirer_lost:
                    self._say(word("acquirer.back", self.lang), "good")
                elif not running:
                    self._say(word("acquirer.lost", self.lang, why=words), "warn")
                self._acquirer_lost = not running
                self._ask_soon()
            case Beeped(beep) if beep in _LOUD:
                self.bell()
            case _:
                pass

    def _show(self, screen: Screen) -> None:
        display = self.query_one(TerminalScreen)
        display.lit = self.live.powered
        display.shown = screen
        self._hint()

    def _hint(self) -> None:
        covered = self.query_one(Desk).covering
        shown = word("covered", self.lang) if covered else hint(self.live.screen, self.lang)
        self.query_one(StatusLine).hint = shown

    def _show_counter(self) -> None:
        counter = self.live.counter
        if counter.cards.get(self.chosen, Place.GONE) is Place.GONE:
            self.set_reactive(PosApp.chosen, next_card(counter, self.chosen))
        panel = self.query_one(CounterPanel)
        panel.view = CounterView.of(counter, powered=self.live.powered, chosen=self.chosen)
        self.query_one(ReceiptRoll).slips = tuple(counter.roll)
        self.query_one(TerminalScreen).lit = self.live.powered

    def watch_chosen(self) -> None:
        self._show_counter()

    def _ask_soon(self) -> None:
        """Read both books a moment later, once for many changes; the next key does not wait for it."""
        if self._asking is None:
            self._asking = self.set_timer(_ASK_SECONDS, self._ask)

    async def _ask(self) -> None:
        self._asking = None
        self.query_one(JournalPanel).rebuild()
        try:
            status = await self.live.ask_acquirer({"do": "status"})
            ledger = await self.live.ask_acquirer({"do": "ledger", "last": _BOOKINGS_SHOWN})
            rules = await self.live.ask_acquirer({"do": "rules"})
        except AcquirerError as error:
            self.query_one(LedgerPanel).books = HostBooks(problem=str(error))
            return
        self.query_one(LedgerPanel).books = HostBooks(status, ledger)
        self.query_one(WhyPanel).rules = tuple(records(rules.get("rules")))

    async def _ask_why(self, question: Question) -> None:
        try:
            why = await self.live.ask_acquirer({"do": "why", "tid": question.tid, "stan": question.stan})
        except AcquirerError:
            return  # A foreign host, or one that is gone, does not say; the answer itself is on the wire.
        of = " ".join(part for part in (question.stan, str(why.get("code", ""))) if part)
        self._give_reason(Reason(str(why.get("rule", "")), str(why.get("text", "")), host=True, of=of))

    def _give_reason(self, reason: Reason) -> None:
        panel = self.query_one(WhyPanel)
        panel.reasons = (*panel.reasons, reason)[-_REASONS_KEPT:]
        self.query_one(WireLog).add(reason)

    # Keys and clicks.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the help lies over the window, its keys are its own."""
        return len(self.screen_stack) < 2 or action == "quit"

    def on_keypad_pressed(self, message: Keypad.Pressed) -> None:
        """A key was pressed with the mouse."""
        self._press(message.key, held=message.held)

    def action_key(self, name: str) -> None:
        """A key of the terminal."""
        self._press(Key(name), held=False)

    def _press(self, key: Key, *, held: bool) -> None:
        desk = self.query_one(Desk)
        if desk.hides_display:
            # Nobody presses what they cannot see: the key only uncovers the display.
            desk.covering = False
            self._hint()
            return
        self._say("", "hint")
        self.query_one(Keypad).flash(key, openly=shows_digits(self.live.screen))
        self.live.press(key, held=held)

    def action_act(self, act: str) -> None:
        """An act at the counter."""
        card = self.chosen
        if act == "choose":
            self.action_choose(next_card(self.live.counter, card))
        elif act in ("swipe", "insert", "tap", "forget") and not card:
            self._say(word("none.card", self.lang), "warn")
        elif self._refused(lambda: perform(self.live, act, card=card)):
            pass
        else:
            self._say(self._done(act, card), "good")

    def action_choose(self, card: str) -> None:
        """Choose a card by name."""
        if not card:
            self._say(word("none.card", self.lang), "warn")
            return
        self.chosen = card
        self._say(word("done.choose", self.lang, card=card), "hint")

    def action_language(self) -> None:
        """The other language, on the terminal and in the window."""
        lang = "en" if self.lang == "zh" else "zh"
        if not self._refused(lambda: self.live.choose_language(lang)):
            self.lang = lang

    def action_panel(self, name: str) -> None:
        """Bring a panel to the front, or give it the whole window."""
        self.query_one(Desk).bring(name)
        self._hint()

    def action_panel_after(self, step: int) -> None:
        """The next panel."""
        self.query_one(Desk).bring_next(step)

    async def action_help(self) -> None:
        """The first steps and all keys."""
        from pos_emulator.tui.help_screen import HelpScreen

        await self.push_screen(HelpScreen(self.lang))

    def action_save(self) -> None:
        """Write the slip or frame in focus to a file."""
        found = self._in_focus()
        if found is None:
            self._say(word("none.focus", self.lang), "warn")
            return
        try:
            path = save_text(self.folder, *found)
        except OSError as error:
            self._say(word("done.not-saved", self.lang, path=str(error)), "bad")
        else:
            self._say(word("done.saved", self.lang, path=path), "good")

    def action_copy(self) -> None:
        """Put the slip or frame in focus on the clipboard."""
        found = self._in_focus()
        if found is None:
            self._say(word("none.focus", self.lang), "warn")
            return
        self.copy_to_clipboard(found[1])
        self._say(word("done.copied", self.lang), "good")

    def _in_focus(self) -> tuple[str, str] | None:
        """Name and text of the frame in focus where the wire is in front, else of the slip."""
        wire = self.query_one(WireLog)
        if self.query_one(Desk).front == wire.id:
            entry = wire.entry_in_focus()
            return None if entry is None else ("frame", entry_text(entry, self.lang))
        slip = self.query_one(ReceiptRoll).slip_in_focus()
        if slip is None:
            return None
        return f"slip-{slip.voucher or slip.copy}", slip_text(slip)

    def _refused(self, act: Callable[[], None]) -> bool:
        """Do it; whether the counter refused, which is then said."""
        try:
            act()
        except CounterError as error:
            self._say(in_words(str(error), self.lang), "warn")
            return True
        return False

    def _done(self, act: str, card: str) -> str:
        counter = self.live.counter
        return word(
            f"done.{act}",
            self.lang,
            card=card,
            line=word("plugged" if counter.plugged else "unplugged", self.lang),
            paper=word(f"paper.{counter.paper.value}", self.lang),
            power=word("on" if self.live.powered else "off", self.lang),
        )

    def _say(self, text: str, ink: str) -> None:
        """Say something in the status line for a few seconds; nothing takes back what was said."""
        if self._quiet is not None:
            self._quiet.stop()
        self.query_one(StatusLine).said = (text, ink)
        self._quiet = self.set_timer(_SAID_SECONDS, lambda: self._say("", "hint")) if text else None
