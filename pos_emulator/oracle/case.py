"""Everything the rules look at, gathered once for each look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pos_emulator.acquirer.records import Booking
from pos_emulator.firmware.peripherals import Screen, Slip
from pos_emulator.oracle.card_search import CardSearch
from pos_emulator.oracle.host_view import HostView
from pos_emulator.oracle.slip_view import Printed
from pos_emulator.oracle.terminal_view import Key, TerminalView
from pos_emulator.oracle.wire_view import Asked, Name, WireView
from pos_emulator.profile import Profile

Seen = tuple[int, Screen]
"""A screen, and how many writes had crossed the wire before it."""

Paper = tuple[int, Slip]
"""A slip, and how many writes had crossed the wire before it."""


@dataclass(frozen=True, slots=True)
class Case:
    """Terminal, wire and host at one moment, the screens and slips so far."""

    profile: Profile
    terminal: TerminalView
    wire: WireView
    host: HostView
    screens: Sequence[Seen]
    slips: Sequence[Paper]
    printed: Sequence[Printed]
    """The same slips, read."""
    card_search: CardSearch

    @property
    def same_book(self) -> bool:
        """Whether the terminal works with this very ledger."""
        if not self.profile.host_extensions:
            return True
        return self.terminal.host_book.ledger == self.host.ledger_id

    def is_present(self, name: Name) -> bool:
        """Whether a request was made in the terminal's present epoch, and with this ledger."""
        if not self.profile.host_extensions:
            return True
        book = self.terminal.host_book
        return self.same_book and self.wire.lives[name[0]] == (book.epoch, book.ledger)

    def is_of_this_life(self, asked: Asked) -> bool:
        """Whether the terminal's memory still is the one that asked, or took a reversal of it upon itself.

        What another ledger changes is the book, not the memory; and a new ledger may give the same epoch
        to a memory that was put back.
        """
        last = asked.reversals[-1] if asked.reversals else asked.first
        return last.at > self.wire.memory_since

    def booking(self, asked: Asked) -> Booking | None:
        """What this host booked for a request; None too where another ledger was asked."""
        life, batch, stan = asked.name
        epoch, ledger_id = self.wire.lives[life]
        if self.profile.host_extensions and ledger_id != self.host.ledger_id:
            return None
        return self.host.own.get((epoch, batch, stan))

    def key(self, asked: Asked) -> Key:
        """Batch and STAN."""
        return asked.name[1], asked.name[2]
