"""The ledger port: what the host remembers, one unit of work at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from pos_emulator.acquirer.errors import LedgerDamaged, LedgerError
from pos_emulator.acquirer.records import (
    Alarm,
    Batch,
    Booking,
    Fence,
    Leg,
    Outcome,
    PinTries,
    RequestId,
    TerminalAccount,
    Why,
)

WHYS_KEPT = 1000
"""How many reasons are remembered; older ones fall away."""

ALARMS_KEPT = 1000
"""How many alarms are remembered; older ones fall away."""


class Ledger(Protocol):
    """What the acquirer remembers.

    Every change belongs to a `unit`: all of it is kept when the unit ends, or, if it ends in an
    exception, none. Look-ups go by index and do not grow with the ledger.
    """

    @property
    def ledger_id(self) -> str:
        """16 hex digits, drawn when the ledger was made: another id is another ledger."""
        ...

    def unit(self) -> AbstractContextManager[None]:
        """All or nothing; durable when it has ended. Units do not nest."""
        ...

    def fact(self, name: str) -> str | None:
        """A single fact by name (sealed digest key, funds, day offset)."""
        ...

    def keep_fact(self, name: str, value: str) -> None: ...
    def next_number(self) -> int:
        """1, 2, 3 …: the source of reference numbers; never the same twice."""
        ...

    def terminal(self, tid: str) -> TerminalAccount | None: ...
    def keep_terminal(self, account: TerminalAccount) -> None: ...
    def outcome(self, id: RequestId) -> Outcome | None: ...
    def keep_outcome(self, outcome: Outcome) -> None: ...
    def fence(self, id: RequestId) -> Fence | None: ...
    def keep_fence(self, fence: Fence) -> None: ...
    def booking(self, id: RequestId) -> Booking | None: ...
    def book(self, booking: Booking, legs: tuple[Leg, ...]) -> None:
        """Adds a booking and its legs.

        Raises:
            LedgerError: the id is booked already, its original is not, or the legs do not add to 0.
        """
        ...

    def take_back(self, id: RequestId, legs: tuple[Leg, ...]) -> None:
        """Marks a booking reversed and adds the legs that undo it.

        Raises:
            LedgerError: there is no such booking with effect, or the legs do not add to 0.
        """
        ...

    def bookings_of_voucher(self, tid: str, batch: str, stan: str) -> tuple[Booking, ...]:
        """In any epoch, latest first."""
        ...

    def bookings_of_reference(self, mid: str, rrn: str) -> tuple[Booking, ...]: ...
    def bookings_of_approval(self, mid: str, approval: str) -> tuple[Booking, ...]: ...
    def follow_ups(self, original: RequestId) -> tuple[Booking, ...]:
        """Voids, refunds, cancels and completions of a booking, in the order they came."""
        ...

    def legs_of(self, id: RequestId) -> tuple[Leg, ...]: ...
    def balance(self, account: str) -> int:
        """Sum of the legs on an account."""
        ...

    def held(self, token: str) -> int:
        """Fen held on a card by pre-authorisations with effect."""
        ...

    def keep_held(self, token: str, amount: int) -> None: ...
    def batch(self, tid: str, number: str) -> Batch | None: ...
    def keep_batch(self, batch: Batch) -> None: ...
    def pin_tries(self, token: str, day: date) -> PinTries: ...
    def keep_pin_tries(self, tries: PinTries) -> None: ...
    def raise_alarm(self, alarm: Alarm) -> None:
        """Adds an alarm; its number is given by the ledger."""
        ...

    def alarms(self) -> tuple[Alarm, ...]: ...
    def keep_why(self, tid: str, stan: str, why: Why) -> None: ...
    def why(self, tid: str, stan: str) -> Why | None: ...

    def terminals(self) -> Iterator[TerminalAccount]:
        """By TID."""
        ...

    def bookings(self) -> Iterator[Booking]:
        """All bookings in the order they came."""
        ...

    def legs(self) -> Iterator[Leg]: ...
    def fences(self) -> Iterator[Fence]: ...
    def outcomes(self) -> Iterator[Outcome]: ...
    def batches(self) -> Iterator[Batch]:
        """By terminal and number."""
        ...

    def everything(self) -> Iterator[object]:
        """The keys and entries of all tables, whatever they are, in no order: for a search."""
        ...


def whole_fact(ledger: Ledger, name: str) -> int | None:
    """A fact that is a whole number; None where it was never kept.

    Raises:
        LedgerDamaged: it is something else.
    """
    told = ledger.fact(name)
    try:
        return None if told is None else int(told)
    except ValueError:
        raise LedgerDamaged("ledger", name) from None


def check_legs(id: RequestId, legs: tuple[Leg, ...]) -> None:
    """Refuses legs that create or lose money, or that belong to another id."""
    if sum(leg.amount for leg in legs) != 0:
        raise LedgerError(f"ledger: the legs of {id} do not add to 0; nothing was booked")
    if any(leg.id != id for leg in legs):
        raise LedgerError(f"ledger: a leg booked with {id} belongs to another request; nothing was booked")
