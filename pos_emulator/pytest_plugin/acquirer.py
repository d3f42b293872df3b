"""The fixture `acquirer`: what its operator does, and its ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pos_emulator.acquirer import core
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_view import Entry, entries, entry_of
from pos_emulator.keyscript.backends.core import CoreBench
from pos_emulator.keyscript.steps.host import (
    HostDay,
    HostDeaf,
    HostFunds,
    HostLate,
    HostNormal,
    HostReply,
    HostRule,
    HostSilent,
)
from pos_emulator.pytest_plugin import asked_values
from pos_emulator.pytest_plugin.desk import Desk, KeysFailed

ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a transaction stands in the ledger.

    Attributes:
        state: `booked`, `voided`, `refunded`, `reversed`; `absent` where it was never booked.
        amount, refunded: Fen.
        entry: All there is; None where it is absent.
    """

    state: str
    amount: int = 0
    refunded: int = 0
    entry: Entry | None = None


class LedgerOfTest:
    """The ledger, masked, as people read it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __repr__(self) -> str:
        return "<ledger>"

    def of(self, name: str) -> Standing:
        """How a transaction stands that was saved under this name.

        Raises:
            KeysFailed: nothing was sent under this name.
        """
        __tracebackhide__ = True
        kept, ledger = self._desk.kept(name), self._ledger
        tid = self._desk.stage.bench.profile.tid
        bookings = ledger.bookings_of_voucher(tid, kept.batch, kept.voucher)
        if not bookings:
            return Standing(ABSENT)
        entry = entry_of(ledger, bookings[0])
        return Standing(entry.state, entry.amount, entry.refunded, entry)

    @property
    def balanced(self) -> bool:
        """Whether the money check finds nothing, as in `Expect Ledger balanced`."""
        return not self.findings

    @property
    def findings(self) -> tuple[str, ...]:
        """What the money check finds."""
        stage = self._desk.seen
        stage.look_anew()
        return tuple(str(finding) for finding in stage.findings())

    def __iter__(self) -> Iterator[Entry]:
        return iter(entries(self._ledger))

    def __len__(self) -> int:
        return len(entries(self._ledger))

    @property
    def _ledger(self) -> Ledger:
        ledger = self._desk.seen.bench.ledger
        if ledger is None:
            raise KeysFailed("nobody can read the books of this host")
        return ledger


class Acquirer:
    """The host that this test's terminal speaks to."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.ledger = LedgerOfTest(desk)

    def __repr__(self) -> str:
        return "<acquirer>"

    @property
    def core(self) -> core.Acquirer:
        """The host itself, for what is not here; the money check sees what is done with it.

        Raises:
            KeysFailed: it is another process.
        """
        bench = self._desk.stage.bench
        if not isinstance(bench, CoreBench):
            raise KeysFailed("the host itself is at hand on the backend core alone")
        return bench.acquirer

    @property
    def funds(self) -> int:
        """What the merchant holds for refunds, fen; may be set."""
        desk = self._desk.stage.bench.desk
        if desk is None:
            raise KeysFailed("nobody can ask the operator of this host")
        return desk.funds()

    @funds.setter
    def funds(self, amount: int) -> None:
        self._desk.perform(HostFunds(asked_values.fen(amount)))

    def reply(self, code: str, mti: str | None = None) -> None:
        """Answer the next request (0100, 0200 or 0220, or the one named) with this code.

        Raises:
            KeysFailed: there is no such code, or it may not be given.
        """
        __tracebackhide__ = True
        self._desk.perform(HostReply(code, mti))

    def silent(self, mti: str | None = None) -> None:
        """Book as usual and answer nothing, until `normal`."""
        __tracebackhide__ = True
        self._desk.perform(HostSilent(mti))

    def deaf(self, mti: str | None = None) -> None:
        """Do not even hear what is sent, until `normal`."""
        __tracebackhide__ = True
        self._desk.perform(HostDeaf(mti))

    def late(self, seconds: float, mti: str | None = None) -> None:
        """Book at arrival and answer later, until `normal`."""
        __tracebackhide__ = True
        self._desk.perform(HostLate(asked_values.seconds(seconds), mti))

    def normal(self) -> None:
        """End everything that was scripted."""
        __tracebackhide__ = True
        self._desk.perform(HostNormal())

    def rule(self, name: str, *, on: bool) -> None:
        """Put a rule in or out of force; `pos-emulator rules` lists them.

        Raises:
            KeysFailed: there is no such rule, or it cannot be switched.
        """
        __tracebackhide__ = True
        self._desk.perform(HostRule(name, on))

    def next_day(self, days: int = 1) -> None:
        """Put the host's calendar ahead, and not the terminal's.

        Raises:
            ValueError: no number of days from 1 to 9999.
        """
        __tracebackhide__ = True
        self._desk.perform(HostDay(asked_values.days(days)))
