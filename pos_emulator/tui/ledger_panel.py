"""The two books: what the acquirer has booked, and what the terminal remembers of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.reactive import reactive

from pos_emulator.tui.ledger_lines import Record, ledger_lines
from pos_emulator.tui.lines import Line, LinesView, line, wrapped
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from pos_emulator.firmware.state import State


@dataclass(frozen=True, slots=True)
class HostBooks:
    """What the acquirer said, or why it said nothing; before it was asked, neither."""

    status: Record = field(default_factory=dict)
    ledger: Record = field(default_factory=dict)
    problem: str = ""


class LedgerPanel(LinesView):
    """Shows the acquirer's ledger."""

    books: reactive[HostBooks] = reactive(HostBooks(), init=False)
    """The answers to show."""

    def watch_books(self) -> None:
        self.rebuild()

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        match self.books:
            case HostBooks(problem=str(why)) if why:
                return list(wrapped(word("book.failed", self.lang, why=why), width, "warn"))
            case HostBooks(status, ledger) if status:
                return list(ledger_lines(status, ledger, width, lang=self.lang))
            case _:
                return [line(word("book.waiting", self.lang), "dim")]


class JournalPanel(LinesView):
    """Shows what the terminal remembers; reads it anew at every `rebuild`."""

    state: State | None = None
    """The memory to read, None before there is one."""

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        if self.state is None:
            return [line(word("starting", self.lang), "dim")]
        from pos_emulator.tui.journal import journal_lines

        return list(journal_lines(self.state, width, lang=self.lang))
