"""A till for these tests: builds requests element by element and sends them to an acquirer in process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from iso8583_specs.dialects.own_tags import OwnTags
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import F60, F61, KeyBlock
from iso8583_specs.message import Message, Value
from pos_emulator.acquirer.core import Acquirer, Reply
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.settings import DEMO_TMK, HostSettings, classic_terminals
from pos_emulator.cards import load_cards
from pos_emulator.link.envelope import Envelope
from pos_emulator.security.keys import Key, decipher
from pos_emulator.security.mac import is_genuine, mac_by_name, sealed
from pos_emulator.security.masking import Pan, Secret
from pos_emulator.security.pin_block import enciphered_pin_block
from pos_emulator.security.vault import Vault

TPDU = bytes.fromhex("6000030000")
HEADER = bytes.fromhex("602200000000")
MID = "123456789012345"
DEBIT = "6224242300000069"
DEBIT_PIN = "123456"
FOREIGN = "4111111111111111"
EXPIRED = "5413330089600010"
NO_FUNDS = "5555555555554444"
SILENT = "3566002020360505"
ECB = mac_by_name("ecb")


@dataclass
class SetClock:
    """A clock that stands until it is set."""

    moment: datetime = datetime(2026, 3, 9, 14, 30, 5)

    def now(self) -> datetime:
        return self.moment

    def forward(self, **units: int) -> None:
        self.moment += timedelta(**units)


@dataclass
class SeededEntropy:
    """Octets from a seed."""

    seed: bytes = b"till"
    drawn: int = 0

    def octets(self, count: int) -> bytes:
        self.drawn += 1
        stream = b"".join(
            hashlib.sha256(self.seed + bytes((self.drawn, block))).digest()
            for block in range(count // 32 + 1)
        )
        return stream[:count]


@dataclass
class Till:
    """One terminal. A request goes out with the keys it holds; ``last`` is the whole reply."""

    acquirer: Acquirer
    clock: SetClock
    tid: str = "12345676"
    batch: str = "000001"
    number: int = 0
    keys: tuple[Key, Key] | None = None
    last: Reply = field(default_factory=lambda: Reply(None))

    def stan(self) -> str:
        self.number += 1
        return f"{self.number:06d}"

    def send(self, message: Message) -> Message:
        """Sends and expects an answer; MAC where the message has room for one."""
        answer = self.try_send(message)
        assert answer is not None
        return answer

    def try_send(self, message: Message) -> Message | None:
        raw = UNIONPAY_POS.build(message)
        if 64 in message and self.keys is not None and message[64] == bytes(8):
            raw = sealed(raw, self.keys[1], ECB)
        self.last = self.acquirer.respond(Envelope(TPDU, HEADER, raw).octets())
        if self.last.payload is None:
            return None
        envelope = Envelope.parse(self.last.payload)
        answer = UNIONPAY_POS.parse(envelope.message)
        if 64 in answer:
            assert self.keys is not None
            assert is_genuine(envelope.message, self.keys[1], ECB)
        return answer

    def management(self, mti: str, network: str, elements: dict[int, Value] | None = None) -> Message:
        data = F60("00", self.batch, network).digits()
        return Message(mti, {11: self.stan(), 41: self.tid, 42: MID, 60: data, **(elements or {})})

    def sign_on(self, *, network: str = "003") -> Message:
        answer = self.send(self.management("0800", network, {63: b"01 "}))
        if answer[39] == "00":
            self.take_keys(answer)
        return answer

    def take_keys(self, answer: Message) -> None:
        block = KeyBlock.parse(answer.octets(62))
        self.keys = Key(decipher(DEMO_TMK, block.pin_key)), Key(decipher(DEMO_TMK, block.mac_key))

    def money(
        self,
        mti: str,
        codes: tuple[str, str, str],
        *,
        amount: int,
        card: str = DEBIT,
        pin: str | None = None,
        more: dict[int, Value] | None = None,
    ) -> Message:
        """A financial request; ``codes`` are DE3, DE25 and 60.1."""
        processing_code, condition, type_code = codes
        elements: dict[int, Value] = {
            2: card,
            3: processing_code,
            4: f"{amount:012d}",
            11: self.stan(),
            14: "3012",
            22: "022",
            25: condition,
            41: self.tid,
            42: MID,
            49: "156",
            60: F60(type_code, self.batch, "000", "5", "0").digits(),
            64: bytes(8),
        }
        if pin is not None:
            assert self.keys is not None
            elements |= {22: "021", 26: "12", 53: "2600000000000000"}
            elements[52] = enciphered_pin_block(Secret(pin), Pan(card), self.keys[0])
        return Message(mti, elements | (more or {}))

    def sale_request(self, amount: int = 5800, *, card: str = DEBIT, pin: str | None = None) -> Message:
        """A sale with the card's own PIN unless another is named; an empty one: without."""
        if pin is None:
            pin = next((known.pin for known in load_cards().values() if known.pan == card), "")
        pin = pin if pin and self.keys is not None else None
        return self.money("0200", ("000000", "00", "22"), amount=amount, card=card, pin=pin)

    def sale(self, amount: int = 5800, *, card: str = DEBIT, pin: str | None = None) -> Sold:
        request = self.sale_request(amount, card=card, pin=pin)
        return Sold(request, self.send(request))

    def void_request(self, sold: Sold, **changed: Value) -> Message:
        more: dict[int, Value] = {number: sold.answer[number] for number in (37, 38) if number in sold.answer}
        more[61] = F61(sold.request.text(60)[2:8], sold.request.text(11)).digits()
        more |= {int(name[1:]): value for name, value in changed.items()}
        return self.money(
            "0200",
            ("200000", "00", "23"),
            amount=int(sold.request.text(4)),
            card=sold.request.text(2),
            more=more,
        )

    def void(self, sold: Sold, **changed: Value) -> Sold:
        request = self.void_request(sold, **changed)
        return Sold(request, self.send(request))

    def refund_request(self, sold: Sold, amount: int, **changed: Value) -> Message:
        more: dict[int, Value] = {37: sold.answer[37], 63: b"000"}
        more[61] = F61(date=sold.answer.text(13)).digits()
        more |= {int(name[1:]): value for name, value in changed.items()}
        card = str(more.pop(2, sold.request.text(2)))
        return self.money("0220", ("200000", "00", "25"), amount=amount, card=card, more=more)

    def refund(self, sold: Sold, amount: int, **changed: Value) -> Sold:
        request = self.refund_request(sold, amount, **changed)
        return Sold(request, self.send(request))

    def reversal_request(self, request: Message, **changed: Value) -> Message:
        elements = {int(name[1:]): value for name, value in changed.items()}
        without = (26, 35, 36, 37, 52, 53)
        return request.with_({39: "98", 64: bytes(8), **elements}, without=without, mti="0400")

    def reverse(self, request: Message, **changed: Value) -> Message:
        return self.send(self.reversal_request(request, **changed))

    def own(self, function: str, tags: OwnTags) -> Message:
        elements: dict[int, Value] = {3: function, 11: self.stan(), 41: self.tid, 42: MID}
        elements |= {60: F60("90", self.batch, "000").digits(), 62: tags.octets(), 64: bytes(8)}
        return self.send(Message("0600", elements))

    def why(self, request: Message) -> str:
        why = self.acquirer.why(self.tid, request.text(11))
        assert why is not None
        return why.rule


@dataclass(frozen=True)
class Sold:
    """A request and its answer."""

    request: Message
    answer: Message

    @property
    def code(self) -> str:
        return self.answer.text(39)


def till_on(ledger: Ledger, *, settings: HostSettings | None = None, clock: SetClock | None = None) -> Till:
    """A signed-on till at a new acquirer over ``ledger``."""
    till = silent_till_on(ledger, settings=settings, clock=clock)
    till.sign_on()
    return till


def silent_till_on(
    ledger: Ledger, *, settings: HostSettings | None = None, clock: SetClock | None = None
) -> Till:
    """A till that has not signed on."""
    clock = clock or SetClock()
    acquirer = Acquirer(
        ledger,
        vault=Vault(bytes(range(32))),
        settings=settings or replace(HostSettings(), terminals=classic_terminals(3)),
        clock=clock,
        entropy=SeededEntropy(),
        cards=load_cards().values(),
    )
    return Till(acquirer, clock)
