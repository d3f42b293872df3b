"""HostLink: messages to payloads and back; whose answer it is, and whether it can be believed.

Source: `money` rules on identity and answers; TPDU and header as in the UnionPay POS specification.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import F60
from iso8583_specs.errors import SpecError
from iso8583_specs.kinds import Kind
from iso8583_specs.message import Message
from pos_emulator.firmware.answers import APPROVED
from pos_emulator.firmware.records import WorkingKeys
from pos_emulator.firmware.state import State
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.errors import LinkError
from pos_emulator.profile import Profile
from pos_emulator.security.keys import Key
from pos_emulator.security.mac import is_genuine, mac_by_name, sealed
from pos_emulator.security.vault import Vault

WITHOUT_KEYS = frozenset({"A0", "97", "03"})
"""Refusals that a host gives where it can find no keys, and so without a MAC: nothing was booked."""

TRANSACTIONS = frozenset({"0110", "0210", "0230"})
RRN_CHARACTERS = 12

_PLACE_OF_MAC = bytes(8)
_SIGN_ON_REQUIRED = 3
"""Header, processing requirement: sign on again."""


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Some other message: dropped, the wait goes on."""

    why: str


@dataclass(frozen=True, slots=True)
class Spoilt:
    """Ours, and not to be believed: the outcome is unknown."""

    why: str
    reason: str
    """DE39 of the reversal: A0 for the MAC, 06 for the rest."""


@dataclass(frozen=True, slots=True)
class Believed:
    """Ours, and every check held."""

    reply: Message
    sign_on_wanted: bool = False


Verdict = NotOurs | Spoilt | Believed


class HostLink:
    """Builds what leaves for the host and judges what comes back."""

    dialect = UNIONPAY_POS

    def __init__(self, profile: Profile, *, state: State, vault: Vault) -> None:
        self._profile = profile
        self._state = state
        self._vault = vault
        self._tpdu = bytes.fromhex(profile.tpdu)
        self._header = bytes.fromhex(profile.header)
        self._mac = mac_by_name(profile.mac)
        self._opened: tuple[WorkingKeys | None, Key | None, Key | None] = (None, None, None)

    def request(
        self, kind: str, elements: Mapping[int, str | bytes], *, network: str | None = None
    ) -> Message:
        """A request of a kind, with a trace number of its own, our ids and the open batch."""
        return self.message(kind, {11: self._state.take_stan(), **elements}, network=network)

    def message(
        self, kind: str, elements: Mapping[int, str | bytes], *, network: str | None = None
    ) -> Message:
        """A message of a kind as it stands: ids, DE60 and fixed codes are filled in, DE11 is the caller's."""
        is_a = self.dialect.kind(kind)
        filled: dict[int, str | bytes] = {41: self._profile.tid, 42: self._profile.mid}
        if is_a.processing_code is not None:
            filled[3] = is_a.processing_code
        if is_a.condition is not None:
            filled[25] = is_a.condition
        if 60 not in elements:
            filled[60] = self._message_data(is_a, network)
        return Message(is_a.mti, {**filled, **elements})

    def _message_data(self, kind: Kind, network: str | None) -> str:
        batch = f"{self._state.batch_number:06d}"
        if kind.type_code is None:
            return F60("00", batch, network or str(kind.network_code)).digits()
        if kind.mti == "0600":
            return F60(kind.type_code, batch, "000").digits()
        return F60(kind.type_code, batch, "000", "6", "0").digits()

    def octets(self, message: Message) -> bytes:
        """The payload that goes into a frame: TPDU, header, message, its MAC where the kind carries one."""
        if self._carries_mac(message):
            raw = sealed(self.dialect.build(message.with_({64: _PLACE_OF_MAC})), self.mac_key(), self._mac)
        else:
            raw = self.dialect.build(message)
        return Envelope(self._tpdu, self._header, raw).octets()

    def judge(self, payload: bytes, request: Message) -> Verdict:
        """Whose answer a payload is, and whether to believe it."""
        try:
            envelope = Envelope.parse(payload)
            reply = self.dialect.parse(envelope.message)
        except (SpecError, LinkError) as error:
            return NotOurs(f"unreadable: {error}")
        if stranger := self._strange(reply, request):
            return NotOurs(stranger)
        return self._check(envelope, reply, request)

    def _strange(self, reply: Message, request: Message) -> str:
        """Why a reply does not belong to a request; empty where it does."""
        if reply.mti != f"{int(request.mti) + 10:04d}":
            return f"MTI {reply.mti} answers no {request.mti}"
        for number in (11, 41, 42):
            if number in request and reply.get(number) != request[number]:
                return f"DE{number} is another's"
        if request.mti != "0800" and self._batch_of(reply) != self._batch_of(request):
            return "DE60.2 names another batch"
        return ""

    @staticmethod
    def _batch_of(message: Message) -> str:
        return str(message.get(60, ""))[2:8]

    def _check(self, envelope: Envelope, reply: Message, request: Message) -> Verdict:
        carries_mac = self._carries_mac(request)
        if carries_mac and 64 in reply:
            if not is_genuine(envelope.message, self.mac_key(), self._mac):
                return Spoilt("the MAC of the reply is wrong", "A0")
        elif carries_mac and reply.get(39) not in WITHOUT_KEYS:
            return Spoilt("an answer without a MAC", "A0")
        for number, value in reply.items():
            if isinstance(value, str) and not value.isprintable():
                return Spoilt(f"DE{number} holds control characters", "06")
        for number in (3, 4):
            if number in request and reply.get(number) != request[number]:
                return Spoilt(f"DE{number} of the reply differs", "06")
        if 39 not in reply and request.mti != "0500":
            return Spoilt("the reply has no response code", "06")
        if missing := self._not_to_be_booked(reply):
            return Spoilt(missing, "06")
        wanted = carries_mac and 64 in reply and envelope.processing_requirement == _SIGN_ON_REQUIRED
        return Believed(reply, wanted)

    @staticmethod
    def _not_to_be_booked(reply: Message) -> str:
        """What an approval of a transaction lacks without which it can neither be printed nor taken back."""
        if reply.mti not in TRANSACTIONS or reply.get(39) not in APPROVED:
            return ""
        if len(str(reply.get(37, "")).strip()) != RRN_CHARACTERS:
            return "an approval without DE37"
        return "" if 12 in reply and 13 in reply else "an approval without DE12 and DE13"

    def _carries_mac(self, message: Message) -> bool:
        kind = self.dialect.kind_of(message)
        return kind is not None and kind.mac

    def mac_key(self) -> Key:
        """The working key for MACs; a sign-on must have loaded it."""
        key = self._open()[2]
        if key is None:
            raise KeysMissing
        return key

    def pin_key(self) -> Key:
        """The working key for PIN blocks."""
        key = self._open()[1]
        if key is None:
            raise KeysMissing
        return key

    @property
    def has_keys(self) -> bool:
        """Whether working keys are loaded."""
        return self._state.working_keys is not None

    def _open(self) -> tuple[WorkingKeys | None, Key | None, Key | None]:
        keys = self._state.working_keys
        if keys is not self._opened[0]:
            if keys is None:
                self._opened = (None, None, None)
            else:
                pin = Key(self._vault.open(keys.pin, purpose="working-key"))
                mac = Key(self._vault.open(keys.mac, purpose="working-key"))
                self._opened = (keys, pin, mac)
        return self._opened


class KeysMissing(Exception):  # noqa: N818 - reads as a fact
    """No working keys: a sign-on must come first. Flows ask `has_keys` before."""
