"""What the ledger holds, as values. Amounts are fen, days are business days of the host.

No record holds a card number, a track, a PIN or a clear key: cards appear as the vault's token and
masked, keys sealed, the meaning of a request as a keyed digest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from iso8583_specs.message import Value

DEBIT_KINDS = frozenset({"sale", "completion"})
"""Kinds whose bookings count as debit in a batch, also once they are voided."""

CREDIT_KINDS = frozenset({"void", "completion_void", "refund"})
"""Kinds whose bookings count as credit in a batch."""


def mmdd(day: date) -> str:
    """A day as DE13 and DE15 tell it; `strftime` takes four times as long, and every answer has several."""
    return f"{day.month:02d}{day.day:02d}"


class RequestId(NamedTuple):
    """What makes a request this request and no other: money rule 1.

    A named tuple, because it is the key of most tables: a frozen dataclass is hashed and compared in
    Python, which takes three times as long.
    """

    mid: str
    tid: str
    epoch: int
    batch: str
    stan: str

    def __str__(self) -> str:
        return f"{self.tid} {self.epoch}/{self.batch}/{self.stan}"


@dataclass(frozen=True, slots=True)
class KeySet:
    """Working keys given at one sign-on: PIN key then MAC key, sealed by the vault."""

    serial: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class TerminalAccount:
    """What the host remembers of one terminal.

    Attributes:
        batch: The open batch.
        key_sets: Newest first. The last one is known to be in the terminal; those before it were
            sent and have not been used yet, for the 0810 may be lost.
        confirmed: Serial of the newest set that a good MAC was seen under; 0 for none.
        renewed: Serial of the set under which the epoch was last changed: once a sign-on.
        sign_on: Digest of the sign-on that the newest set answered.
    """

    tid: str
    mid: str
    epoch: int = 0
    batch: str = "000001"
    key_sets: tuple[KeySet, ...] = ()
    confirmed: int = 0
    renewed: int = 0
    sign_on: bytes = b""


@dataclass(frozen=True, slots=True)
class Booking:
    """One booked request. It is never changed but for ``reversed``.

    Attributes:
        token: The vault's token of the card.
        foreign: Settles in the second half of DE48.
        day: Business day; DE13 and DE15 of the answer are its MMDD.
        time: hhmmss, DE12 of the answer.
        original: What a void, refund, cancel or completion refers to.
        reversed: A reversal took it back: it has no effect any more.
        uploaded: It was not booked online but from a batch upload.
    """

    id: RequestId
    kind: str
    amount: int
    token: str
    masked_pan: str
    foreign: bool
    rrn: str
    approval: str
    day: date
    time: str
    original: RequestId | None = None
    reversed: bool = False
    uploaded: bool = False

    @property
    def effective(self) -> bool:
        """Booked and not reversed."""
        return not self.reversed

    @property
    def mmdd(self) -> str:
        """The business day as DE13 and DE15 tell it."""
        return mmdd(self.day)


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of a movement of money; the legs of an id always add to 0.

    Attributes:
        id: The request that caused it.
        account: ``merchant:MID``, ``cardholder:TOKEN``, ``fee`` or ``suspense``.
        amount: Fen; what the account gains, negative for what it loses.
        because: ``booked`` or ``reversed``.
    """

    id: RequestId
    account: str
    amount: int
    because: str = "booked"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The final answer to an id, kept so that a repeat gets the same one.

    Attributes:
        meaning: Keyed digest over MTI and all elements but 26 52 53 64.
        match: Keyed digest over elements 2 3 4 22 25: what a reversal must agree with.
        elements: The answer without 2 14 23 35 36 55 64; a repeat takes those from the request.
    """

    id: RequestId
    kind: str
    meaning: bytes
    match: bytes
    code: str
    rule: str
    elements: tuple[tuple[int, Value], ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """A tombstone: a request with this id that comes later is never booked.

    ``because`` is ``reversal`` or ``refund-query``.
    """

    id: RequestId
    because: str
    day: date


@dataclass(frozen=True, slots=True)
class Sums:
    """Debit and credit of one half of a batch, amounts and counts."""

    debit_amount: int = 0
    debit_count: int = 0
    credit_amount: int = 0
    credit_count: int = 0

    def plus(self, kind: str, amount: int, *, times: int = 1) -> Sums:
        """With one more booking of ``kind``, or with ``times=-1`` one less."""
        if kind in DEBIT_KINDS:
            debit = self.debit_amount + times * amount, self.debit_count + times
            return Sums(*debit, self.credit_amount, self.credit_count)
        if kind in CREDIT_KINDS:
            credit = self.credit_amount + times * amount, self.credit_count + times
            return Sums(self.debit_amount, self.debit_count, *credit)
        return self


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of one terminal.

    Attributes:
        state: ``open``, ``settling`` (an 0500 was answered) or ``closed``.
        domestic: Totals over Chinese cards, DE48 digits 1 to 30.
        foreign: Totals over the others.
        flags: Balance flags of the last 0510, domestic then foreign: 1 balanced, 2 not.
        differences: Records that upload and ledger do not agree about.
    """

    mid: str
    tid: str
    number: str
    state: str = "open"
    domestic: Sums = Sums()
    foreign: Sums = Sums()
    flags: str = ""
    differences: int = 0
    closed_on: date | None = None

    def counting(self, booking: Booking, *, times: int = 1) -> Batch:
        """With the booking in its totals, or with ``times=-1`` out of them.

        Unless it comes from the upload itself, the batch is open again: totals that were compared
        before are not those it has now, and its end needs another 0500.
        """
        state = self.state if booking.uploaded else "open"
        if booking.foreign:
            foreign = self.foreign.plus(booking.kind, booking.amount, times=times)
            return replace(self, state=state, foreign=foreign)
        domestic = self.domestic.plus(booking.kind, booking.amount, times=times)
        return replace(self, state=state, domestic=domestic)


@dataclass(frozen=True, slots=True)
class PinTries:
    """Wrong PINs of a card on a day."""

    token: str
    day: date
    wrong: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something a person should look at: a mismatch, a difference, an unreadable message."""

    number: int
    day: date
    time: str
    name: str
    text: str
    tid: str = ""
    stan: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """Which rule caused an answer, or its absence."""

    rule: str
    code: str
    text: str
