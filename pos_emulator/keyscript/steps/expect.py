"""Expectations: screens, sounds, paper, messages, ledger, records, reasons, time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from pos_emulator.firmware.peripherals import Beep, Lamp
from pos_emulator.keyscript.steps.fields import Condition
from pos_emulator.keyscript.steps.step import Expectation
from pos_emulator.keyscript.values import Amount, Text

Match = Text | re.Pattern[str]
"""A text that is contained, or a regex that is found."""


class LedgerState(Enum):
    """How a transaction stands in the host's ledger."""

    BOOKED = "booked"
    VOIDED = "voided"
    REVERSED = "reversed"
    ABSENT = "absent"
    REFUNDED = "refunded"


class RecordState(Enum):
    """How a transaction stands in the terminal's records."""

    APPROVED = "approved"
    VOIDED = "voided"
    IN_DOUBT = "in-doubt"
    OWED = "owed"
    FAILED = "failed"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class ExpectScreen(Expectation):
    """`Expect Screen void.approved "撤销成功"`: a screen shown since the last command that acts."""

    screen: str = ""
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class ExpectShows(Expectation):
    """`Expect Shows void.voucher`: the present screen alone."""

    screen: str = ""
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class ExpectRow(Expectation):
    """`Expect Row 1 "消费撤销"`: row 1 is the title."""

    row: int
    text: Text


@dataclass(frozen=True, slots=True)
class ExpectField(Expectation):
    """`Expect Field amount 58.00`: an amount without quotes is fen, all else text."""

    field: str
    value: Amount | Text


@dataclass(frozen=True, slots=True)
class ExpectMasked(Expectation):
    """`Expect Masked 4`: so many stars stand in the field."""

    stars: int


@dataclass(frozen=True, slots=True)
class ExpectBeep(Expectation):
    """`Expect Beep error`."""

    beep: Beep


@dataclass(frozen=True, slots=True)
class ExpectLamp(Expectation):
    """`Expect Lamp owed`."""

    lamp: Lamp


@dataclass(frozen=True, slots=True)
class ExpectReceipt(Expectation):
    """`Expect Receipt merchant "消费撤销"`; a settlement slip is a `report`."""

    copy: Literal["merchant", "customer", "fault", "report"]
    match: Match


@dataclass(frozen=True, slots=True)
class ExpectSent(Expectation):
    """`Expect Sent 0200 F4=000000005800`: the terminal sent it."""

    mti: str
    fields: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectReceived(Expectation):
    """`Expect Received 0210 F39=00 F11:echo`: the terminal received it."""

    mti: str
    fields: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectNothingSent(Expectation):
    """`Expect Nothing sent` since the last command that acts."""


@dataclass(frozen=True, slots=True)
class ExpectLedgerBalanced(Expectation):
    """`Expect Ledger balanced`: the oracle finds nothing."""


@dataclass(frozen=True, slots=True)
class ExpectLedgerState(Expectation):
    """`Expect Ledger $sale refunded 20.00`; `amount` in fen, of `refunded` alone."""

    transaction: str
    state: LedgerState
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class ExpectLedgerFunds(Expectation):
    """`Expect Ledger funds 100.00`: what the merchant holds, fen."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class ExpectRecord(Expectation):
    """`Expect Record $sale voided`."""

    transaction: str
    state: RecordState


@dataclass(frozen=True, slots=True)
class ExpectWhy(Expectation):
    """`Expect Why card-no-funds`: the rule or guard that refused."""

    rule: str


@dataclass(frozen=True, slots=True)
class ExpectLog(Expectation):
    """`Expect Log "…"`."""

    text: Text


@dataclass(frozen=True, slots=True)
class ExpectElapsed(Expectation):
    """`Expect Elapsed under 70s`: virtual time."""

    under_seconds: float


@dataclass(frozen=True, slots=True)
class ExpectSnapshot(Expectation):
    """`Expect Snapshot after-void`: a golden of text."""

    name: str


ExpectStep = (
    ExpectScreen | ExpectShows | ExpectRow | ExpectField | ExpectMasked | ExpectBeep | ExpectLamp
    | ExpectReceipt | ExpectSent | ExpectReceived | ExpectNothingSent
    | ExpectLedgerBalanced | ExpectLedgerState | ExpectLedgerFunds
    | ExpectRecord | ExpectWhy | ExpectLog | ExpectElapsed | ExpectSnapshot
)  # fmt: skip
