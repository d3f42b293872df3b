"""The messages of a terminal without the terminal: sign-on, sale, void of that sale."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import F60, F61, KeyBlock
from iso8583_specs.message import Message, Value
from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.settings import DEMO_TMK, HostSettings
from pos_emulator.cards import card_named, load_cards
from pos_emulator.link.envelope import Envelope
from pos_emulator.security.keys import Key, decipher
from pos_emulator.security.mac import is_genuine, mac_by_name, sealed
from pos_emulator.security.vault import Vault

TPDU, HEADER = bytes.fromhex("6000030000"), bytes.fromhex("602200000000")
TID, MID, BATCH, FEN = "12345676", "123456789012345", "000001", 1
MAC = mac_by_name("ecb")
CARD = card_named("demo-debit")

Ask = Callable[[bytes], bytes]
"""One payload out, its answer in."""


class StoppedClock:
    """A host's time that stands still."""

    def now(self) -> datetime:
        """See `Clock`."""
        return datetime(2026, 11, 21, 12)


class HashedEntropy:
    """The same octets in each run."""

    def __init__(self) -> None:
        self._drawn = 0

    def octets(self, count: int) -> bytes:
        """See `Entropy`."""
        self._drawn += 1
        return hashlib.shake_256(str(self._drawn).encode()).digest(count)


def acquirer_over(ledger: Ledger, settings: HostSettings | None = None) -> Acquirer:
    """A host with the usual settings over a ledger."""
    return Acquirer(
        ledger,
        vault=Vault(bytes(32)),
        settings=settings or HostSettings(),
        clock=StoppedClock(),
        entropy=HashedEntropy(),
        cards=load_cards().values(),
    )


def payload_of(message: Message) -> bytes:
    """The message as it stands behind TPDU and header."""
    return Envelope(TPDU, HEADER, UNIONPAY_POS.build(message)).octets()


def message_in(payload: bytes) -> Message:
    """The message of a payload."""
    return UNIONPAY_POS.parse(Envelope.parse(payload).message)


@dataclass
class Till:
    """Asks a host for sales and for voids of them, each with a MAC."""

    ask: Ask
    number: int = 0
    mac_key: Key = field(default=DEMO_TMK, repr=False)

    def sign_on(self) -> None:
        """Fetch the working keys."""
        data = F60("00", BATCH, "003").digits()
        request: dict[int, Value] = {11: self._stan(), 41: TID, 42: MID, 60: data, 63: b"01 "}
        answer = message_in(self.ask(payload_of(Message("0800", request))))
        self.mac_key = Key(decipher(DEMO_TMK, KeyBlock.parse(answer.octets(62)).mac_key))

    def sell(self) -> tuple[Message, Message]:
        """A sale of one fen: the request and its approval."""
        sale = self._money(("000000", "00", "22"), {})
        return sale, self.approved(sale)

    def void_of(self, sale: Message, answer: Message) -> Message:
        """The request that takes a sale back."""
        original = F61(BATCH, sale.text(11)).digits()
        return self._money(("200000", "00", "23"), {37: answer[37], 38: answer[38], 61: original})

    def approved(self, request: Message) -> Message:
        """Ask; the answer must be an approval with a good MAC."""
        raw = sealed(UNIONPAY_POS.build(request), self.mac_key, MAC)
        back = Envelope.parse(self.ask(Envelope(TPDU, HEADER, raw).octets())).message
        answer = UNIONPAY_POS.parse(back)
        if answer[39] != "00" or not is_genuine(back, self.mac_key, MAC):
            raise RuntimeError(f"the host answered {answer.text(39)} to trace {request.text(11)}")
        return answer

    def _stan(self) -> str:
        self.number += 1
        return f"{self.number:06d}"

    def _money(self, codes: tuple[str, str, str], more: dict[int, Value]) -> Message:
        processing_code, condition, type_code = codes
        return Message(
            "0200",
            {
                2: CARD.pan,
                3: processing_code,
                4: f"{FEN:012d}",
                11: self._stan(),
                14: CARD.expiry,
                22: "072",
                25: condition,
                35: CARD.track2,
                41: TID,
                42: MID,
                49: "156",
                60: F60(type_code, BATCH, "000", "5", "0").digits(),
                64: bytes(8),
                **more,
            },
        )
