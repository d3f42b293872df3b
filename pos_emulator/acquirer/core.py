"""The acquirer: answers messages, books at arrival, remembers why. No I/O of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.errors import SpecError
from iso8583_specs.kinds import Kind
from iso8583_specs.message import Message
from pos_emulator.acquirer import answers
from pos_emulator.acquirer.desk import Desk, Note, Request, Verdict, business_day, move_day
from pos_emulator.acquirer.errors import ControlError
from pos_emulator.acquirer.funds import funds_of, set_funds
from pos_emulator.acquirer.handlers.table import HANDLERS, OPENS_NO_BATCH, WITHOUT_OUTCOME
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ports import Clock, Entropy
from pos_emulator.acquirer.reception import MACED, Reception, Standing, standing_of, told
from pos_emulator.acquirer.records import Alarm, Outcome, Why
from pos_emulator.acquirer.rule_book import RuleBook
from pos_emulator.acquirer.rules import BEGINS_AGAIN, Refusal
from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.cards import TestCard
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.errors import EnvelopeError
from pos_emulator.security.mac import mac_by_name, sealed
from pos_emulator.security.masking import Secret
from pos_emulator.security.unlock import NUMBER_DIGITS, unlock_code
from pos_emulator.security.vault import Vault

AUTHORISED = frozenset({"0100", "0200", "0220"})
"""Requests that take the host the time to think about money."""

NOT_FINAL = frozenset({"10", "68", "96", "98"})
"""Codes after which the terminal does not know: such an answer is not kept for a repeat."""


ALARM_SECONDS = 1.0
"""Unreadable messages within this time of an alarm are counted and not kept one by one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back for one payload.

    Attributes:
        payload: TPDU, header and message, or None for silence.
        delay_seconds: How long to hold it back; everything is booked already.
        notes: What happened, for whoever watches.
        tid: The registered terminal that asked; empty for whoever was not let in.
        standing: How far the message spoke for that terminal.
        unreadable: It was no message.
    """

    payload: bytes | None = field(repr=False)
    delay_seconds: float = 0.0
    notes: tuple[Note, ...] = ()
    tid: str = ""
    standing: Standing = Standing.NONE
    unreadable: bool = False


class Acquirer:
    """One host over one ledger.

    Args:
        ledger: Where everything is remembered; every message is one unit of work on it.
        vault: Seals working keys and makes tokens of card numbers.
        settings: Terminals, limits, manners.
        clock: The host's time.
        entropy: For new working keys.
        cards: The cards whose issuers are reachable.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        vault: Vault,
        settings: HostSettings,
        clock: Clock,
        entropy: Entropy,
        cards: Iterable[TestCard],
    ) -> None:
        self.ledger = ledger
        self.settings = settings
        self.clock = clock
        self.rules = RuleBook(cents_rule=settings.cents_rule)
        self._alarmed: datetime | None = None
        self._not_kept = 0
        self._mac = mac_by_name(settings.mac)
        self._reception = Reception(
            ledger, vault=vault, settings=settings, rules=self.rules, entropy=entropy, cards=cards
        )

    def respond(self, payload: bytes) -> Reply:
        """Answers one payload; what it books is durable before this returns.

        A payload that cannot be read gets no answer, for there is nothing to answer to.

        Raises:
            LedgerError: the ledger failed; nothing was booked and nothing may be answered.
        """
        try:
            envelope = Envelope.parse(payload)
            message = UNIONPAY_POS.parse(envelope.message)
        except (EnvelopeError, SpecError) as error:
            return self._unreadable(str(error))
        if int(message.mti[2]) % 2:
            return self._unreadable(f"MTI {message.mti}: an answer, expected a request")
        desk = self._reception.desk(message, self.clock.now())
        with self.ledger.unit():
            answered = self._answer(desk, message, envelope.message)
            self._reception.keep(desk)
        standing = standing_of(desk, message)
        tid = "" if standing is Standing.NONE else desk.account.tid
        if answered is None:
            return Reply(None, notes=tuple(desk.notes), tid=tid, standing=standing)
        back = envelope.reply(
            answered,
            swap=self.settings.swap_tpdu,
            processing_requirement=self.rules.take_requirement(),
        )
        return Reply(back.octets(), self._delay(message.mti), tuple(desk.notes), tid, standing)

    def _delay(self, mti: str) -> float:
        late = self.rules.manner("late", mti)
        if late is not None:
            return late.seconds
        return self.settings.answer_seconds if mti in AUTHORISED else 0.0

    def why(self, tid: str, stan: str) -> Why | None:
        """The rule behind the answer to that message, or behind the silence; None when forgotten."""
        return self.ledger.why(tid, stan)

    def business_day(self) -> date:
        """The day that bookings of this moment belong to."""
        return business_day(self.ledger, self.clock.now())

    def add_days(self, days: int) -> date:
        """Moves the business day on (or back) by so many day cuts, whatever the clock says.

        Raises:
            ControlError: that is further from the calendar than a host can be.
        """
        with self.ledger.unit():
            move_day(self.ledger, days)
        return self.business_day()

    def funds(self, mid: str) -> int:
        """Fen the merchant holds; refunds are paid from it."""
        return funds_of(self.ledger, self.settings, mid)

    def set_funds(self, mid: str, amount: int) -> None:
        """Makes the merchant hold ``amount`` fen."""
        with self.ledger.unit():
            set_funds(self.ledger, mid, amount)

    def unlock_code(self, tid: str, number: str) -> Secret:
        """The one-time code for the number on a locked terminal's screen.

        Raises:
            ControlError: no such terminal is registered, or the number is none.
        """
        registered = self._reception.registered(tid)
        if registered is None:
            raise ControlError(f"unlock-code: no terminal {tid!r} is registered here; check its TID")
        if not (number.isascii() and number.isdigit() and len(number) == NUMBER_DIGITS):
            raise ControlError(
                f"unlock-code: the number on the terminal's screen has {NUMBER_DIGITS} digits; read it again"
            )
        return unlock_code(registered.tmk, tid, number)

    def _unreadable(self, complaint: str) -> Reply:
        """The first alarm is kept at once, those of the same second are counted: a flood costs no commits."""
        now = self.clock.now()
        if self._alarmed is not None and 0 <= (now - self._alarmed).total_seconds() < ALARM_SECONDS:
            self._not_kept += 1
            return Reply(None, unreadable=True)
        text = f"{complaint} (and {self._not_kept} more before)" if self._not_kept else complaint
        self._alarmed, self._not_kept = now, 0
        with self.ledger.unit():
            self.ledger.raise_alarm(Alarm(0, now.date(), f"{now:%H%M%S}", "unreadable", text))
        return Reply(None, notes=(Note("alarm", {"name": "unreadable", "text": text}),), unreadable=True)

    def _answer(self, desk: Desk, message: Message, raw: bytes) -> bytes | None:
        """The reply's octets, or None where a rule keeps it back."""
        tid, stan = told(message, 41), told(message, 11)
        if self.rules.manner("deaf", message.mti):
            desk.say_why(tid, stan, rule="deaf", code="")
            return None
        kind: Kind | None = None
        request: Request | None = None
        try:
            self._reception.admit(desk, message, raw)
            kind = UNIONPAY_POS.check(message)
            request = self._reception.request(desk, message, kind)
            verdict = self._judge(desk, request)
        except Refusal as refusal:
            verdict = Verdict(refusal.code, refusal.rule, desk.refusal_elements(request))
        except SpecError as error:
            verdict = Verdict("30", "format", desk.refusal_elements(request), str(error))
        silenced = self.rules.silences(message.mti, request, desk)
        if stan:
            rule = silenced or verdict.rule or "approved"
            desk.say_why(tid, stan, rule=rule, code="" if silenced else verdict.code, text=verdict.text)
        if silenced:
            return None
        pan = request.pan.digits if request is not None and request.pan is not None else None
        keys = desk.keys if message.mti in MACED else None
        reply = answers.reply_to(
            message, kind, verdict.code, verdict.elements, pan=pan, with_mac=keys is not None
        )
        raw_reply = UNIONPAY_POS.build(reply)
        return raw_reply if keys is None else sealed(raw_reply, keys.mac, self._mac)

    def _judge(self, desk: Desk, request: Request) -> Verdict:
        """The stored outcome of a repeat, or a new one."""
        handler = HANDLERS.get(request.kind)
        if handler is None:
            raise Refusal("unsupported")
        if request.kind in WITHOUT_OUTCOME:
            desk.approving = self.rules.code_for(request, desk)
            return handler(request, desk)
        known = self._repeat_of(desk, request)
        if known is not None:
            return Verdict(known.code, known.rule, dict(known.elements))
        if request.kind not in OPENS_NO_BATCH:
            self._enter_batch(desk, request)
        try:
            desk.approving = self.rules.code_for(request, desk)
            verdict = handler(request, desk)
        except Refusal as refusal:
            verdict = Verdict(refusal.code, refusal.rule, desk.refusal_elements(request))
        except SpecError as error:
            verdict = Verdict("30", "format", desk.refusal_elements(request), str(error))
        if verdict.code not in NOT_FINAL and verdict.rule not in BEGINS_AGAIN:
            self._remember(desk, request, verdict)
        return verdict

    def _repeat_of(self, desk: Desk, request: Request) -> Outcome | None:
        """The outcome of this very request; None for a new id.

        Raises:
            Refusal: the id is fenced, or was used for something else.
        """
        if self.ledger.fence(request.id) is not None:
            raise Refusal("fenced")
        known = self.ledger.outcome(request.id)
        if known is not None and known.meaning == request.meaning:
            return known
        if known is not None or self.ledger.booking(request.id) is not None:
            desk.alarm(
                "clashing-id",
                f"the id {request.id} was used before for something else",
                tid=request.id.tid,
                stan=request.id.stan,
            )
            raise Refusal("clashing-id")
        return None

    def _enter_batch(self, desk: Desk, request: Request) -> None:
        """Takes the terminal's batch number as the open one; a closed batch takes nothing new."""
        if desk.batch(request.id).state == "closed":
            raise Refusal("closed-batch")
        if desk.account.batch != request.id.batch:
            desk.account = replace(desk.account, batch=request.id.batch)

    def _remember(self, desk: Desk, request: Request, verdict: Verdict) -> None:
        self.ledger.keep_outcome(
            Outcome(
                id=request.id,
                kind=request.kind,
                meaning=request.meaning,
                match=request.match,
                code=verdict.code,
                rule=verdict.rule,
                elements=tuple(sorted(verdict.elements.items())),
            )
        )
