"""Follows a running terminal: hands what it tells to the widgets, and asks the acquirer about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_emulator.counter.counter import Place
from pos_emulator.firmware.peripherals import Beep
from pos_emulator.runtime.errors import AcquirerError
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
from pos_emulator.tui.counter_panel import CounterView
from pos_emulator.tui.curiosity import Curiosity, Question
from pos_emulator.tui.hints import Around
from pos_emulator.tui.ledger_lines import records
from pos_emulator.tui.ledger_panel import HostBooks
from pos_emulator.tui.live import Live
from pos_emulator.tui.why_panel import Reason
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from textual.timer import Timer

    from pos_emulator.tui.app import PosApp

_ASK_SECONDS = 0.2
_LOUD = frozenset({Beep.ERROR, Beep.FAIL, Beep.DECLINE, Beep.PAPER})
_REASONS_KEPT = 100
_BOOKINGS_SHOWN = 100


class Follower:
    """Brings one terminal to one window; `stop` when either ends."""

    def __init__(self, app: PosApp, live: Live) -> None:
        self._app = app
        self._live = live
        self._curiosity = Curiosity()
        self._acquirer_lost = False
        self._asking: Timer | None = None
        self.stop = live.subscribe(self.notice)

    def welcome(self) -> None:
        """To a counter where nobody ever was, a first customer comes."""
        if not self._live.counter.cards:
            perform(self._live, "back", card="")

    def catch_up(self) -> None:
        """Show everything as it is now."""
        self._app.desk.journal.state = self._live.state
        self.notice(ScreenShown(self._live.screen))
        self.notice(CounterChanged())
        self.notice(BooksChanged())

    def notice(self, notice: Notice) -> None:
        """Hand a notice to the widgets it concerns."""
        question = self._curiosity.heard(notice)
        if question is not None:
            self._app.run_worker(self._ask_why(question))
        match notice:
            case ScreenShown(screen):
                self._app.show(screen)
            case WireSeen():
                self._app.desk.wire.add(notice)
            case Explained(rule, why):
                self._give_reason(Reason(rule, why))
            case SlipPrinted():
                self._app.desk.paper.slips = tuple(self._live.counter.roll)
            case CounterChanged():
                self.show_counter()
            case BooksChanged():
                self._ask_soon()
            case AcquirerChanged(running, words):
                self._say_acquirer(running, words)
                self._ask_soon()
            case Beeped(beep) if beep in _LOUD:
                self._app.bell()
            case _:
                pass

    def begin_anew(self) -> None:
        """Forget what was told of another terminal, and show this one."""
        self._curiosity = Curiosity()
        self._app.desk.wire.clear()
        self._app.desk.why.reasons = ()
        self.catch_up()

    def show_counter(self) -> None:
        """Show the counter; a card that is gone is not the chosen one any more."""
        app, counter = self._app, self._live.counter
        if counter.cards.get(app.chosen, Place.GONE) is Place.GONE:
            app.chosen = next_card(counter, app.chosen)
        app.around = Around(
            customer_here=counter.customer_here, card_here=bool(app.chosen), plugged=counter.plugged
        )
        panel = app.desk.counter
        panel.view = CounterView.of(counter, powered=self._live.powered, chosen=app.chosen)
        app.desk.paper.slips = tuple(counter.roll)
        app.desk.terminal_screen.lit = self._live.powered

    def _say_acquirer(self, running: bool, words: str) -> None:
        if not running:
            self._app.say(word("acquirer.lost", self._app.lang, why=words), "warn")
        elif self._acquirer_lost:
            self._app.say(word("acquirer.back", self._app.lang), "good")
        self._acquirer_lost = not running

    def _ask_soon(self) -> None:
        """Read both books a moment later, once for many changes; the next key does not wait for it."""
        if self._asking is None:
            self._asking = self._app.set_timer(_ASK_SECONDS, self._ask)

    async def _ask(self) -> None:
        self._asking = None
        app, live = self._app, self._live
        app.desk.journal.rebuild()
        try:
            status = await live.ask_acquirer({"do": "status"})
            ledger = await live.ask_acquirer({"do": "ledger", "last": _BOOKINGS_SHOWN})
            rules = await live.ask_acquirer({"do": "rules"})
        except AcquirerError as error:
            app.desk.ledger.books = HostBooks(problem=str(error))
            return
        app.desk.ledger.books = HostBooks(status, ledger)
        app.desk.why.rules = tuple(records(rules.get("rules")))

    async def _ask_why(self, question: Question) -> None:
        try:
            why = await self._live.ask_acquirer({"do": "why", "tid": question.tid, "stan": question.stan})
        except AcquirerError:
            return  # A foreign host, or one that is gone, does not say; the answer itself is on the wire.
        of = " ".join(part for part in (question.stan, str(why.get("code", ""))) if part)
        self._give_reason(Reason(str(why.get("rule", "")), str(why.get("text", "")), host=True, of=of))

    def _give_reason(self, reason: Reason) -> None:
        panel = self._app.desk.why
        panel.reasons = (*panel.reasons, reason)[-_REASONS_KEPT:]
        self._app.desk.wire.add(reason)
