"""Who is asking: terminal, keys, MAC, and the request as the handlers see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import Enum

from iso8583_specs.dialects.unionpay_views import F60
from iso8583_specs.kinds import Kind
from iso8583_specs.message import Message
from pos_emulator.acquirer.desk import Desk, Request, WorkingKeys, match_of, meaning_of, pan_of
from pos_emulator.acquirer.handlers.sign_on import is_sign_on, opened
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ports import Entropy
from pos_emulator.acquirer.records import KeySet, RequestId, TerminalAccount
from pos_emulator.acquirer.rule_book import RuleBook
from pos_emulator.acquirer.rules import Refusal
from pos_emulator.acquirer.settings import DEMO_TMK, HostSettings, RegisteredTerminal
from pos_emulator.cards import TestCard
from pos_emulator.security.mac import is_genuine, mac_by_name
from pos_emulator.security.vault import Vault

MACED = frozenset({"0100", "0200", "0220", "0400", "0600"})
"""Requests that carry a MAC, and so do their answers."""

OWN = "0600"

DIGEST_KEY = "digest-key"
DIGEST_KEY_OCTETS = 32
KEYS_HELD_OPEN = 4096


class Standing(Enum):
    """How far a message spoke for the terminal that it names."""

    NONE = "none"
    """No such terminal, another merchant's, or a wrong MAC."""
    NAMED = "named"
    """Terminal and merchant go together, in a kind without MAC: anybody could say so."""
    PROVEN = "proven"
    """Its MAC was good, or it signed on."""


class Reception:
    """Takes messages in for the core: knows terminals and cards, opens keys, makes digests."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        vault: Vault,
        settings: HostSettings,
        rules: RuleBook,
        entropy: Entropy,
        cards: Iterable[TestCard],
    ) -> None:
        self._ledger = ledger
        self._vault = vault
        self._settings = settings
        self._rules = rules
        self._entropy = entropy
        self._cards = {card.pan: card for card in cards}
        self._terminals = {terminal.tid: terminal for terminal in settings.terminals}
        self._mac = mac_by_name(settings.mac)
        self._opened: dict[bytes, WorkingKeys] = {}
        self._secret = self._digest_key()

    def registered(self, tid: str) -> RegisteredTerminal | None:
        """The terminal of that TID, if it is registered."""
        return self._terminals.get(tid)

    def desk(self, message: Message, moment: datetime) -> Desk:
        """The desk on which this message is worked."""
        tid = told(message, 41)
        registered = self._terminals.get(tid)
        mid = told(message, 42) if registered is None else registered.mid
        return Desk(
            ledger=self._ledger,
            vault=self._vault,
            settings=self._settings,
            rules=self._rules,
            entropy=self._entropy,
            moment=moment,
            account=self._ledger.terminal(tid) or TerminalAccount(tid, mid),
            tmk=DEMO_TMK if registered is None else registered.tmk,
        )

    def admit(self, desk: Desk, message: Message, raw: bytes) -> None:
        """Lets a registered terminal in whose MAC, where there must be one, is good.

        A MAC that is good under keys not used before shows that the terminal has them: what is
        older is forgotten.

        Raises:
            Refusal: unknown terminal (97), another merchant's (03), MAC missing or wrong (A0).
        """
        registered = self._terminals.get(told(message, 41))
        if registered is None:
            raise Refusal("unknown-terminal")
        if registered.mid != told(message, 42):
            raise Refusal("other-merchant")
        if message.mti not in MACED:
            desk.admitted = True
            return
        if 64 not in message:
            raise Refusal("bad-mac")
        for place, key_set in enumerate(desk.account.key_sets):
            keys = self._open(key_set)
            if not is_genuine(raw, keys.mac, self._mac):
                continue
            desk.keys, desk.key_serial, desk.admitted = keys, key_set.serial, True
            confirmed = max(desk.account.confirmed, key_set.serial)
            kept = desk.account.key_sets[: place + 1]
            if (confirmed, kept) != (desk.account.confirmed, desk.account.key_sets):
                desk.account = replace(desk.account, key_sets=kept, confirmed=confirmed)
            return
        raise Refusal("bad-mac")

    def request(self, desk: Desk, message: Message, kind: Kind) -> Request:
        """The message as a request of its terminal.

        Raises:
            SpecError: DE60 or the card number is not what it should be.
            Refusal: our own messages are not known here (40).
        """
        if message.mti == OWN and not self._settings.host_extensions:
            raise Refusal("unsupported")
        account = desk.account
        pan = pan_of(message)
        amount = message.get(4)
        return Request(
            message=message,
            kind=kind.name,
            id=RequestId(
                account.mid,
                account.tid,
                account.epoch,
                F60.parse(message.text(60)).batch,
                told(message, 11),
            ),
            meaning=meaning_of(self._secret, message),
            match=match_of(self._secret, message, pan=pan),
            pan=pan,
            token="" if pan is None else self._vault.token(pan),
            card=None if pan is None else self._cards.get(pan.digits),
            amount=int(amount) if isinstance(amount, str) else 0,
        )

    def keep(self, desk: Desk) -> None:
        """Remembers what changed of the terminal."""
        if desk.account.tid in self._terminals and desk.account != self._ledger.terminal(desk.account.tid):
            self._ledger.keep_terminal(desk.account)

    def _open(self, key_set: KeySet) -> WorkingKeys:
        keys = self._opened.get(key_set.sealed)
        if keys is None:
            if len(self._opened) >= KEYS_HELD_OPEN:
                self._opened.clear()
            keys = self._opened[key_set.sealed] = opened(self._vault, key_set)
        return keys

    def _digest_key(self) -> bytes:
        """The key of all digests in this ledger, drawn once and sealed."""
        rests = self._ledger.fact(DIGEST_KEY)
        if rests is not None:
            return self._vault.open(bytes.fromhex(rests), purpose=DIGEST_KEY)
        fresh = self._entropy.octets(DIGEST_KEY_OCTETS)
        with self._ledger.unit():
            self._ledger.keep_fact(DIGEST_KEY, self._vault.seal(fresh, purpose=DIGEST_KEY).hex())
        return fresh


def told(message: Message, number: int) -> str:
    """Text of an element, empty where there is none."""
    value = message.get(number)
    return value if isinstance(value, str) else ""


def standing_of(desk: Desk, message: Message) -> Standing:
    """How far a message spoke for its terminal, once it was let in or not.

    A sign-on proves nothing and counts all the same: a terminal without keys must find its way back.
    """
    if not desk.admitted:
        return Standing.NONE
    return Standing.PROVEN if desk.keys is not None or is_sign_on(message) else Standing.NAMED
