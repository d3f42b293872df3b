"""What a handler has before it: the request taken apart, and the desk it is worked on."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from iso8583_specs.message import Message, Value
from pos_emulator.acquirer import accounts
from pos_emulator.acquirer.errors import ControlError, LedgerDamaged
from pos_emulator.acquirer.ledger import Ledger, whole_fact
from pos_emulator.acquirer.ports import Entropy
from pos_emulator.acquirer.records import Alarm, Batch, Booking, RequestId, TerminalAccount, Why, mmdd
from pos_emulator.acquirer.rule_book import RuleBook
from pos_emulator.acquirer.rules import BY_NAME
from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.cards import TestCard
from pos_emulator.security.keys import Key
from pos_emulator.security.masking import Pan
from pos_emulator.security.vault import Vault

UNMEANT = frozenset({26, 52, 53, 64})
"""Elements that do not belong to the meaning of a request."""

MATCHED = frozenset({3, 4, 22, 25})
"""Elements by which, with the card, a reversal is held against its original."""

MONEY = frozenset({"0100", "0200", "0220", "0400"})
"""Requests whose refusals too carry a reference number."""

DAY_OFFSET = "day-offset"
MOST_DAYS = 36_500
"""How far the business day may be moved away from the calendar's."""


@dataclass(frozen=True, slots=True)
class WorkingKeys:
    """The keys of one sign-on, clear; they live in memory only."""

    pin: Key
    mac: Key


@dataclass(frozen=True, slots=True)
class Request:
    """A message of a known terminal and kind. ``amount`` in fen, 0 where there is none."""

    message: Message
    kind: str
    id: RequestId
    meaning: bytes
    match: bytes
    pan: Pan | None
    token: str
    card: TestCard | None
    amount: int

    @property
    def cents(self) -> str:
        """The last two digits of the amount."""
        return f"{self.amount % 100:02d}"

    @property
    def foreign(self) -> bool:
        """Whether the card is none of the Chinese organisation."""
        return self.pan is not None and accounts.organisation(self.pan) != "CUP"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A handler's answer: response code, the rule behind it, and the elements of its own."""

    code: str = "00"
    rule: str = ""
    elements: Mapping[int, Value] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened, for whoever watches: an event name and plain fields."""

    event: str
    fields: Mapping[str, str | int]


@dataclass(slots=True)
class Desk:
    """One request's surroundings. ``account`` is the terminal's as it shall be kept."""

    ledger: Ledger
    vault: Vault
    settings: HostSettings
    moment: datetime
    account: TerminalAccount
    tmk: Key
    rules: RuleBook
    entropy: Entropy
    keys: WorkingKeys | None = None
    key_serial: int = 0
    admitted: bool = False
    approving: tuple[str, str] = ("00", "")
    notes: list[Note] = field(default_factory=list)
    day: date = field(init=False)
    """The business day; a message has one, however long it takes."""
    mmdd: str = field(init=False)
    """The business day as DE13 and DE15 tell it."""
    time: str = field(init=False)
    """hhmmss of the host."""

    def __post_init__(self) -> None:
        self.day = business_day(self.ledger, self.moment)
        self.mmdd = mmdd(self.day)
        now = self.moment
        self.time = f"{now.hour:02d}{now.minute:02d}{now.second:02d}"  # See `mmdd`.

    def stamps(self) -> dict[int, Value]:
        """DE12 and DE13: the host's time and business day."""
        return {12: self.time, 13: self.mmdd}

    def reference(self) -> str:
        """A new reference number, DE37: last digit of the year, day of the year, a running number."""
        return f"{self.day.year % 10}{self.day.timetuple().tm_yday:03d}{self.ledger.next_number():08d}"

    def institutions(self) -> dict[int, Value]:
        """DE32 and DE44: who acquires, who issued."""
        acquirer, issuer = self.settings.acquirer_id, self.settings.issuer_id
        return {32: acquirer, 44: f"{issuer:<11}{acquirer:<11}"}

    def answer_elements(self, request: Request) -> dict[int, Value]:
        """What the host adds to every answer about money, refusals too."""
        elements = self.stamps() | self.institutions() | {15: self.mmdd, 37: self.reference()}
        if request.pan is not None:
            elements[63] = accounts.organisation(request.pan).encode("ascii")
        return elements

    def refusal_elements(self, request: Request | None) -> dict[int, Value]:
        """What the host adds to a refusal; little where the request could not be read."""
        if request is None or request.message.mti not in MONEY:
            return self.stamps()
        return self.answer_elements(request)

    def book(
        self, request: Request, *, original: Booking | None = None, approval: str | None = None
    ) -> Verdict:
        """Books the request with its legs and totals, and gives the approval.

        Args:
            request: What was asked.
            original: What it refers to; a void undoes this one's legs.
            approval: An approval code (DE38) to repeat; None for a new one, empty for none.
        """
        elements = self.answer_elements(request)
        rrn = str(elements[37])
        code = accounts.approval_of(rrn) if approval is None else approval
        booking = Booking(
            id=request.id,
            kind=request.kind,
            amount=request.amount,
            token=request.token,
            masked_pan=request.pan.masked if request.pan is not None else "",
            foreign=request.foreign,
            rrn=rrn,
            approval=code,
            day=self.day,
            time=self.time,
            original=None if original is None else original.id,
        )
        self.enter(booking, original=original)
        if code:
            elements[38] = code
        response_code, rule = self.approving
        return Verdict(response_code, rule, elements)

    def enter(self, booking: Booking, *, original: Booking | None) -> None:
        """Puts a booking into ledger, totals and holds."""
        undone = () if original is None else self.ledger.legs_of(original.id)
        self.ledger.book(booking, accounts.legs_of(booking, undone, self.settings.fee_basis_points))
        self.ledger.keep_batch(self.batch(booking.id).counting(booking))
        self.hold(booking.token, accounts.hold_of(booking, original))
        self.note("booked", id=str(booking.id), kind=booking.kind, amount=booking.amount, rrn=booking.rrn)

    def take_back(self, booking: Booking, *, original: Booking | None) -> None:
        """Undoes a booking: legs against its legs, out of the totals, holds as they were.

        A closed batch keeps its totals, for they are agreed upon.
        """
        legs = tuple(
            replace(leg, amount=-leg.amount, because="reversed") for leg in self.ledger.legs_of(booking.id)
        )
        self.ledger.take_back(booking.id, legs)
        batch = self.batch(booking.id)
        if batch.state != "closed":
            self.ledger.keep_batch(batch.counting(booking, times=-1))
        self.hold(booking.token, -accounts.hold_of(booking, original))
        self.note("reversed", id=str(booking.id), kind=booking.kind, amount=booking.amount, rrn=booking.rrn)

    def hold(self, token: str, amount: int) -> None:
        """Holds so much more on a card, or less."""
        if amount:
            self.ledger.keep_held(token, self.ledger.held(token) + amount)

    def batch(self, id: RequestId) -> Batch:
        """The batch of an id, a new one where none is known."""
        return self.ledger.batch(id.tid, id.batch) or Batch(id.mid, id.tid, id.batch)

    def alarm(self, name: str, text: str, *, tid: str = "", stan: str = "") -> None:
        """Calls for a person. ``text`` holds no card number."""
        self.ledger.raise_alarm(Alarm(0, self.day, self.time, name, text, tid, stan))
        self.note("alarm", name=name, text=text, tid=tid, stan=stan)

    def say_why(self, tid: str, stan: str, *, rule: str, code: str, text: str = "") -> None:
        """Remembers which rule answered a message, or left it unanswered."""
        says = text or (BY_NAME[rule].says if rule in BY_NAME else "Booked." if rule == "approved" else "")
        self.ledger.keep_why(tid, stan, Why(rule, code, says))
        self.note("why", tid=tid, stan=stan, rule=rule, code=code, text=says)

    def note(self, event: str, **fields: str | int) -> None:
        """Tells whoever watches."""
        self.notes.append(Note(event, fields))


def business_day(ledger: Ledger, moment: datetime) -> date:
    """The host's business day: the calendar's, moved by as many day cuts as were made by hand."""
    try:
        return moment.date() + timedelta(days=whole_fact(ledger, DAY_OFFSET) or 0)
    except OverflowError:
        raise LedgerDamaged("ledger", DAY_OFFSET) from None


def move_day(ledger: Ledger, days: int) -> None:
    """Moves the business day away from the calendar's, within a unit of work.

    Raises:
        ControlError: further than a century; the day stays.
    """
    offset = (whole_fact(ledger, DAY_OFFSET) or 0) + days
    if abs(offset) > MOST_DAYS:
        raise ControlError(f"day: {offset} days from the calendar, at most {MOST_DAYS}; go the other way")
    ledger.keep_fact(DAY_OFFSET, str(offset))


def meaning_of(secret: bytes, message: Message) -> bytes:
    """The digest that two messages share only if they ask the same."""
    meant = [item for item in message.items() if item[0] not in UNMEANT]
    return _digest(secret, meant) + message.mti.encode()


def match_of(secret: bytes, message: Message, *, pan: Pan | None) -> bytes:
    """The digest that a reversal shares with its original; the card counts wherever it came from."""
    card = message.get(2) if pan is None else pan.digits
    matched = [item for item in message.items() if item[0] in MATCHED]
    return _digest(secret, matched if card is None else [(2, card), *matched])


def _digest(secret: bytes, elements: Iterable[tuple[int, Value]]) -> bytes:
    parts: list[bytes] = []
    for number, value in elements:
        octets = value.encode("utf-8") if isinstance(value, str) else value
        parts.append(b"%d:%d:%b" % (number, len(octets), octets))
    return hmac.digest(secret, b"".join(parts), "sha256")


def pan_of(message: Message) -> Pan | None:
    """The card of a message: DE2, else what stands before the separator of track 2 or 3."""
    value = message.get(2)
    if not isinstance(value, str):
        track = message.get(35)
        value = track.partition("D")[0] if isinstance(track, str) else None
    try:
        return None if value is None else Pan(value)
    except ValueError:
        return None
