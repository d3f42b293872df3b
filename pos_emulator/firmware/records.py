"""The records a terminal keeps in flash. No PAN, track, PIN or key stands in them in clear."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pos_emulator.security.passwords import PasswordHash


class Mark(Enum):
    """How a transaction stands, as the query shows it."""

    APPROVED = "approved"
    VOIDED = "voided"
    VOID_PENDING = "void-pending"
    """撤销待定: a void of it is owed a reversal."""
    REVERSAL_DUE = "reversal-due"
    UNKNOWN = "unknown"
    FAILED = "failed"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class SignedOn:
    """Who is in charge, and the day it began."""

    operator: str
    day: str
    """MMDD by the terminal's clock."""


@dataclass(frozen=True, slots=True)
class WorkingKeys:
    """Working keys as sealed by the vault; the set is always swapped whole."""

    pin: bytes
    mac: bytes


@dataclass(frozen=True, slots=True)
class HostBook:
    """Which epoch and which ledger the terminal last worked with (`hello`)."""

    epoch: int = 0
    ledger: str = ""
    """Ledger id, hex digits."""


@dataclass(frozen=True, slots=True)
class KeptCard:
    """What may be kept of a card: a token to compare, 6 + 4 to show, the PAN sealed for reversal and void."""

    token: str
    masked: str
    sealed: bytes
    expiry: str
    entry: str
    """First two digits of DE22."""
    sequence: str = ""

    @property
    def masked_16(self) -> str:
        """`masked` as the 16 columns of the display show it: the stars of a long number are cut."""
        return self.masked if len(self.masked) <= 16 else f"{self.masked[:6]}******{self.masked[-4:]}"


@dataclass(frozen=True, slots=True)
class Transaction:
    """A transaction of the open batch that the host approved."""

    voucher: str
    batch: str
    kind: str
    amount: int
    card: KeptCard
    rrn: str
    approval: str
    time: str
    """hhmmss of the host (DE12)."""
    date: str
    """MMDD of the host (DE13)."""
    business_day: str
    """MMDD (DE15)."""
    year: str
    """YYYY by the terminal's clock: the host does not say."""
    operator: str
    original_voucher: str = ""
    original_rrn: str = ""
    original_date: str = ""
    reason: str = ""
    issuer: str = ""
    acquirer: str = ""
    pin_entered: bool = False
    day: str = ""
    """MMDD by the terminal's own clock, which the host's may differ from."""
    organisation: str = ""
    """Card organisation as the host named it (DE63): CUP, VIS …; empty where it named none."""

    @property
    def foreign(self) -> bool:
        """外卡: settles in the second half of DE48; by the card number where the host named no organisation."""
        return self.organisation != "CUP" if self.organisation else not self.card.masked.startswith("62")


@dataclass(frozen=True, slots=True)
class Failed:
    """A transaction that came to nothing: declined, reversed or fenced."""

    voucher: str
    kind: str
    amount: int
    card: KeptCard
    why: str
    """The response code, or `reversed`."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """A request whose outcome may have to be taken back: the reversal, before it is owed and after."""

    kind: str
    voucher: str
    batch: str
    amount: int
    card: KeptCard
    elements: tuple[tuple[int, str | bytes], ...]
    """The reversal's elements without DE2, DE39 and DE64."""
    epoch: int
    ledger: str
    """Which book of the host it was asked under; another one knows nothing of it."""
    original_voucher: str = ""
    operator: str = ""
    at: str = ""
    """When the request was made, MM-DD hh:mm."""
    reason: str = "98"
    """DE39 of the reversal: 98 no answer, A0 bad MAC, 06 other."""
    counted: int = 0
    """Sends that the line acknowledged and that did not end it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A refund whose outcome is unknown: never reversed, asked for until it is known."""

    transaction: Transaction
    """As it will be booked; RRN and dates come with the answer."""
    epoch: int
    ledger: str
    at: str
    asked: int = 0
    """Queries that were acknowledged and brought no definitive answer."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is remembered of a transaction after its batch was settled."""

    voucher: str
    batch: str
    kind: str
    rrn: str
    date: str
    amount: int
    token: str


@dataclass(frozen=True, slots=True)
class SlipDue:
    """A slip that was not printed in full."""

    voucher: str
    kind: str
    amount: int
    copies_done: int = 0
    may_be_out: bool = False
    """The power went while it was due: paper may be out that nobody here knows of."""


@dataclass(frozen=True, slots=True)
class Settling:
    """A settlement under way: the step to go on with after power loss."""

    step: str
    """`reconcile`, `upload` or `end`."""
    batch: str
    balanced: bool = False
    uploaded: int = 0
    """Records already acknowledged by the host."""


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong passwords so far; counted before the answer is known."""

    wrong: int = 0
    locked: bool = False
    number: str = ""
    """What the acquirer is told to make the unlock code."""
    codes_wrong: int = 0
    """Wrong unlock codes for this number; after a few it is replaced."""
    rounds: int = 0
    """How many numbers were used up by wrong codes, each with a longer wait."""
    waiting: bool = False
    """No code is taken until the wait is over."""


@dataclass(frozen=True, slots=True)
class PasswordKept:
    """A password that was changed from its factory value, and the last four before it."""

    record: PasswordHash
    previous: tuple[PasswordHash, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit log: who, when, what, how it ended. Never a digit of a secret."""

    at: str
    operator: str
    what: str
    outcome: str
    voucher: str = ""


RECORDS = (
    SignedOn,
    WorkingKeys,
    HostBook,
    KeptCard,
    Transaction,
    Failed,
    Obligation,
    Doubt,
    Settled,
    SlipDue,
    Settling,
    Tries,
    PasswordKept,
    AuditEntry,
    PasswordHash,
)
"""Every record type a flash must be able to keep."""
