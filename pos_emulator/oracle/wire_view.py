"""The wire as a third party reads it: requests, their answers, their reversals, in order.

It knows the master key, so it can tell for itself which answers carried a good MAC: every set of
working keys came over this wire. The wire must be complete since the terminal was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from iso8583_specs.dialects.own_tags import AS_BEFORE, OwnTags
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import KeyBlock
from iso8583_specs.errors import SpecError
from iso8583_specs.kinds import APPROVED
from iso8583_specs.message import Message
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.errors import EnvelopeError
from pos_emulator.link.faults import Direction, exchange_of
from pos_emulator.link.framers.by_name import serial_framer
from pos_emulator.link.frames import Frame
from pos_emulator.profile import Profile
from pos_emulator.security.keys import Key, KeyLengthError, decipher
from pos_emulator.security.mac import is_genuine, mac_by_name

Written = tuple[Direction, bytes]
"""One write of either end, before anything happened to it."""

Name = tuple[int, str, str]
"""Which request: life and ledger of the terminal as a number, batch, STAN."""

UNCLEAR = frozenset({"10", "68", "96", "98"})
WITHOUT_KEYS = frozenset({"03", "97", "A0"})
"""Refusals that stand without a MAC: the host found no keys."""
REVERSED = frozenset({"00", "12", "25"})
REVERSIBLE = frozenset({"sale", "void", "preauth", "preauth_cancel", "completion", "completion_void"})
FINANCIAL = REVERSIBLE | {"refund"}
KEY_SETS_READ = 12
"""More than a host remembers: sign-ons that wait on the line may be answered after a later one."""
REPEATED = (3, 4, 41, 42)
"""Elements that an answer gives back as they were asked."""


@dataclass(frozen=True, slots=True)
class Told:
    """One message on the wire; `at` is its place among the writes."""

    at: int
    message: Message = field(repr=False)
    kind: str
    genuine: bool
    """Whether its MAC is good under a set of keys that the terminal was given."""

    @property
    def code(self) -> str:
        """DE39, empty where there is none."""
        return str(self.message.get(39, ""))

    @property
    def has_mac(self) -> bool:
        """Whether it carries DE64."""
        return 64 in self.message


@dataclass(slots=True)
class Asked:
    """One request, with every answer and every reversal that crossed the wire."""

    name: Name
    first: Told
    meanings: list[Message] = field(default_factory=list, repr=False)
    """Different messages under this one id; more than one is a fault."""
    answers: list[Told] = field(default_factory=list)
    reversals: list[Told] = field(default_factory=list)
    reversal_answers: list[Told] = field(default_factory=list)
    """Of the book that it was asked under; what another one says of it means nothing."""
    query_answers: list[tuple[int, OwnTags]] = field(default_factory=list)
    """Good answers to a refund query about it, with their places; of that book too."""
    approved_by: Told | None = None
    """The first approval that may be believed."""
    refused_by: Told | None = None
    """The first definitive refusal that may be believed."""
    reversed_at: int | None = None
    """The place of the first answer that ended its reversal."""
    kind: str = field(init=False)
    """What was asked."""
    request: Message = field(init=False, repr=False)
    """The request as it first crossed."""
    amount: int = field(init=False)
    """DE4, fen."""

    def __post_init__(self) -> None:
        self.kind = self.first.kind
        self.request = self.first.message
        self.amount = int(self.first.message.get(4, "0"))

    def copy(self) -> Asked:
        """The same request, for a view that goes on by itself."""
        return replace(
            self,
            meanings=[*self.meanings],
            answers=[*self.answers],
            reversals=[*self.reversals],
            reversal_answers=[*self.reversal_answers],
            query_answers=[*self.query_answers],
        )

    @property
    def label(self) -> str:
        """Batch and STAN, for people."""
        return f"{self.name[1]}/{self.name[2]}"

    @property
    def never_left(self) -> bool:
        """Whether nothing but a reversal of it was ever seen."""
        return self.kind == "reversal"

    def is_ours(self, answer: Told) -> bool:
        """Whether an answer repeats what the request is about, and its MAC is none or good."""
        for number in REPEATED:
            asked = self.request.get(number)
            if asked is not None and answer.message.get(number) != asked:
                return False
        return answer.genuine or not answer.has_mac

    def take_answer(self, answer: Told) -> None:
        """One more answer crossed; it is judged once, for neither side changes any more."""
        self.answers.append(answer)
        if not self.is_ours(answer):
            return
        code = answer.code
        if code in APPROVED:
            if answer.genuine:
                self.approved_by = self.approved_by or answer
        elif code and code not in UNCLEAR and (answer.genuine or code in WITHOUT_KEYS):
            self.refused_by = self.refused_by or answer

    def take_reversal_answer(self, answer: Told) -> None:
        """One more answer to its reversal crossed."""
        self.reversal_answers.append(answer)
        if self.reversed_at is None and answer.genuine and answer.code in REVERSED:
            self.reversed_at = answer.at

    def approval(self, before: int | None = None) -> Told | None:
        """The first approval that may be believed, if it stands before that place."""
        found = self.approved_by
        return None if found is None or (before is not None and found.at >= before) else found

    def refusal(self) -> Told | None:
        """The first definitive refusal that may be believed."""
        return self.refused_by


class Found(NamedTuple):
    """What one write holds; each message with its octets and the name of its kind."""

    messages: Sequence[tuple[Message, bytes, str]]
    cut_short: bool
    """Whether it ends in the middle of a frame."""


class FrameReader:
    """Takes writes apart and checks MACs; remembers both, so that many views of like wires are cheap."""

    def __init__(self, profile: Profile) -> None:
        self._framer = serial_framer(profile.framing)
        self._mac = mac_by_name(profile.mac)
        self._found: dict[bytes, Found] = {}
        self._genuine: dict[tuple[bytes, bytes], bool] = {}

    def read(self, data: bytes) -> Found:
        """What one write holds, taken by itself."""
        found = self._found.get(data)
        if found is None:
            found = self._found[data] = self._taken_apart(data)
        return found

    def _taken_apart(self, data: bytes) -> Found:
        framer = self._framer
        arrived = list(framer.feed(data))
        cut_short = framer.mid_frame
        if cut_short:
            framer.abandon()
            arrived += framer.feed(b"")
        messages = []
        for each in arrived:
            parsed = _parsed(each.payload) if isinstance(each, Frame) else None
            if parsed is not None:
                messages.append(parsed)
        return Found(messages, cut_short)

    def is_genuine(self, raw: bytes, key: Key) -> bool:
        """Whether a message carries a good MAC under a key."""
        asked = raw, key.octets
        found = self._genuine.get(asked)
        if found is None:
            found = self._genuine[asked] = is_genuine(raw, key, self._mac)
        return found


class WireView:
    """Reads the writes of one line, as many at a time as there are; nothing is read twice."""

    def __init__(self, profile: Profile, *, master_key: Key, reader: FrameReader | None = None) -> None:
        self.lives = [(0, "")]
        """Epoch and ledger id that the terminal worked with; a `Name` counts them."""
        self.asked: dict[Name, Asked] = {}
        self.messages: list[tuple[Told, Asked]] = []
        """Every request in order, and what it asks; an 0400 points to what it reverses."""
        self.memory_since = -1
        """Place of the last hello that told of a memory made anew, put back or lost; what was asked before
        was asked by another memory."""
        self.cut_short: list[tuple[int, str]] = []
        """Frames to the host that stopped half way: place, and MTI where it was reached."""
        self.cards: set[str] = set()
        """Every card number that crossed; never to be shown."""
        self.master_key = master_key
        """Under which working keys cross the wire from now on."""
        self._reader = reader or FrameReader(profile)
        self._keys: list[Key] = []
        self._read = 0
        self._by_message: dict[tuple[str, str], Asked] = {}
        self._latest: dict[tuple[str, str], Asked] = {}
        """By batch and STAN: the last of `asked`, whatever its life."""

    def copy(self, reader: FrameReader) -> WireView:
        """Another view that has read as much, and goes on by itself."""
        other = copy(self)
        twins = {id(asked): asked.copy() for _, asked in self.messages}
        other.lives, other.cut_short, other._keys = [*self.lives], [*self.cut_short], [*self._keys]
        other.cards = {*self.cards}
        other.asked = {name: twins[id(asked)] for name, asked in self.asked.items()}
        other.messages = [(told, twins[id(asked)]) for told, asked in self.messages]
        other._latest = {key: twins[id(asked)] for key, asked in self._latest.items()}
        other._by_message = {name: twins[id(asked)] for name, asked in self._by_message.items()}
        other._reader = reader
        return other

    @property
    def life(self) -> int:
        """The present one of `lives`."""
        return len(self.lives) - 1

    def read(self, wire: Sequence[Written]) -> None:
        """Go on where the last reading stopped."""
        for at in range(self._read, len(wire)):
            direction, data = wire[at]
            if len(data) == 1:
                continue
            found = self._reader.read(data)
            if found.cut_short and direction is Direction.TO_HOST:
                self.cut_short.append((at, exchange_of(data) or ""))
            for message, raw, kind in found.messages:
                if direction is Direction.TO_HOST:
                    self._ask(Told(at, message, kind, True))
                else:
                    genuine = 64 in message and self._is_genuine(raw)
                    self._answer(Told(at, message, kind, genuine))
        self._read = len(wire)

    def latest(self, batch: str, stan: str) -> Asked | None:
        """The last request with that batch and STAN, whatever the epoch."""
        return self._latest.get((batch, stan))

    def _is_genuine(self, raw: bytes) -> bool:
        return any(self._reader.is_genuine(raw, key) for key in self._keys)

    def _ask(self, told: Told) -> None:
        message = told.message
        for number in (2, 35):
            value = message.get(number)
            if isinstance(value, str):
                self.cards.add(value.partition("D")[0])
        batch, stan = str(message.get(60, ""))[2:8], str(message.get(11, ""))
        name = (self.life, batch, stan)
        if told.kind == "reversal":
            # Of a request that the power kept back there is nothing but its reversal.
            reversed_one = self.latest(batch, stan)
            if reversed_one is None:
                reversed_one = self.asked[name] = self._latest[batch, stan] = Asked(name, told, [message])
            reversed_one.reversals.append(told)
            self._by_message["0400", stan] = reversed_one
            self.messages.append((told, reversed_one))
            return
        asked = self.asked.get(name)
        if asked is None or told.kind == "upload_refund":
            asked = Asked(name, told)
            if told.kind != "upload_refund":
                self.asked[name] = self._latest[batch, stan] = asked
        if message not in asked.meanings:
            asked.meanings.append(message)
        if told.kind == "hello" and _why(message) != AS_BEFORE:
            self.memory_since = told.at
        self._by_message[message.mti, stan] = asked
        self.messages.append((told, asked))

    def _answer(self, told: Told) -> None:
        message = told.message
        request_mti = f"{int(message.mti) - 10:04d}"
        asked = self._by_message.get((request_mti, str(message.get(11, ""))))
        if asked is None:
            return
        if request_mti == "0400":
            if self.lives[asked.name[0]] == self.lives[-1]:
                asked.take_reversal_answer(told)
            return
        asked.take_answer(told)
        if told.kind == "sign_on" and 62 in message:
            self._learn_keys(message)
        elif told.kind == "hello" and told.genuine:
            self._learn_life(asked.request, message)
        elif told.kind == "refund_query" and told.genuine:
            self._learn_fate(asked.request, told)

    def _learn_keys(self, message: Message) -> None:
        try:
            block = KeyBlock.parse(message.octets(62))
            key = Key(decipher(self.master_key, block.mac_key))
        except (SpecError, KeyLengthError):
            return
        self._keys = [key, *(each for each in self._keys if each != key)][:KEY_SETS_READ]

    def _learn_life(self, request: Message, message: Message) -> None:
        try:
            asked, told = OwnTags.parse(request.octets(62)), OwnTags.parse(message.octets(62))
        except SpecError:
            return
        life = (told.epoch or 0, told.ledger_id or "")
        if life != self.lives[-1] or (asked.why or AS_BEFORE) != AS_BEFORE:
            self.lives.append(life)

    def _learn_fate(self, request: Message, told: Told) -> None:
        try:
            asked, fate = OwnTags.parse(request.octets(62)), OwnTags.parse(told.message.octets(62))
        except SpecError:
            return
        if asked.voucher is None or told.code not in APPROVED:
            return
        epoch, ledger_id = self.lives[-1]
        book = epoch if asked.epoch is None else asked.epoch, fate.ledger_id or ledger_id
        refund = self._asked_under(book, asked.voucher[:6], asked.voucher[6:])
        if refund is not None:
            refund.query_answers.append((told.at, fate))

    def _asked_under(self, book: tuple[int, str], batch: str, stan: str) -> Asked | None:
        """The last request with that batch and STAN in an epoch of a ledger."""
        for life in range(self.life, -1, -1):
            found = self.asked.get((life, batch, stan))
            if found is not None and self.lives[life] == book:
                return found
        return None


def _why(hello: Message) -> int:
    try:
        return OwnTags.parse(hello.octets(62)).why or AS_BEFORE
    except SpecError:
        return AS_BEFORE


def _parsed(payload: bytes) -> tuple[Message, bytes, str] | None:
    try:
        raw = Envelope.parse(payload).message
        message = UNIONPAY_POS.parse(raw)
    except (SpecError, EnvelopeError):
        return None
    kind = UNIONPAY_POS.kind_of(message)
    return message, raw, "" if kind is None else kind.name
