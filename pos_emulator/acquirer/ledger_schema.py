"""The tables of the ledger file, and how records go into rows and come out of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from iso8583_specs.message import Value
from pos_emulator.acquirer.records import (
    Alarm,
    Batch,
    Booking,
    Fence,
    KeySet,
    Leg,
    Outcome,
    RequestId,
    Sums,
    TerminalAccount,
)

SCHEMA_VERSION = 1
APPLICATION_ID = 0x504F5341
""""POSA": this SQLite file is a ledger of the acquirer."""

Row = tuple[Any, ...]

SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE terminals (
    tid TEXT PRIMARY KEY, mid TEXT NOT NULL, epoch INTEGER NOT NULL, batch TEXT NOT NULL,
    key_sets TEXT NOT NULL, confirmed INTEGER NOT NULL, renewed INTEGER NOT NULL, sign_on BLOB NOT NULL
);
CREATE TABLE bookings (
    row INTEGER PRIMARY KEY,
    mid TEXT NOT NULL, tid TEXT NOT NULL, epoch INTEGER NOT NULL, batch TEXT NOT NULL, stan TEXT NOT NULL,
    kind TEXT NOT NULL, amount INTEGER NOT NULL, token TEXT NOT NULL, masked_pan TEXT NOT NULL,
    is_foreign INTEGER NOT NULL, rrn TEXT NOT NULL, approval TEXT NOT NULL, day TEXT NOT NULL,
    time TEXT NOT NULL, original INTEGER REFERENCES bookings (row),
    reversed INTEGER NOT NULL, uploaded INTEGER NOT NULL,
    UNIQUE (tid, batch, stan, epoch, mid)
);
CREATE INDEX bookings_by_reference ON bookings (rrn, mid);
CREATE INDEX bookings_by_approval ON bookings (approval, mid) WHERE approval <> '';
CREATE INDEX bookings_by_original ON bookings (original) WHERE original IS NOT NULL;
CREATE TABLE legs (
    row INTEGER PRIMARY KEY, booking INTEGER NOT NULL REFERENCES bookings (row),
    account TEXT NOT NULL, amount INTEGER NOT NULL, because TEXT NOT NULL
);
CREATE INDEX legs_by_booking ON legs (booking);
CREATE TABLE balances (account TEXT PRIMARY KEY, amount INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE held (token TEXT PRIMARY KEY, amount INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE outcomes (
    mid TEXT NOT NULL, tid TEXT NOT NULL, epoch INTEGER NOT NULL, batch TEXT NOT NULL, stan TEXT NOT NULL,
    kind TEXT NOT NULL, meaning BLOB NOT NULL, match BLOB NOT NULL, code TEXT NOT NULL, rule TEXT NOT NULL,
    elements TEXT NOT NULL, PRIMARY KEY (tid, batch, stan, epoch, mid)
);
CREATE TABLE fences (
    mid TEXT NOT NULL, tid TEXT NOT NULL, epoch INTEGER NOT NULL, batch TEXT NOT NULL, stan TEXT NOT NULL,
    because TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (tid, batch, stan, epoch, mid)
);
CREATE TABLE batches (
    mid TEXT NOT NULL, tid TEXT NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL,
    debit_amount INTEGER NOT NULL, debit_count INTEGER NOT NULL,
    credit_amount INTEGER NOT NULL, credit_count INTEGER NOT NULL,
    foreign_debit_amount INTEGER NOT NULL, foreign_debit_count INTEGER NOT NULL,
    foreign_credit_amount INTEGER NOT NULL, foreign_credit_count INTEGER NOT NULL,
    flags TEXT NOT NULL, differences INTEGER NOT NULL, closed_on TEXT, PRIMARY KEY (tid, number)
);
CREATE TABLE pin_tries (
    token TEXT NOT NULL, day TEXT NOT NULL, wrong INTEGER NOT NULL, PRIMARY KEY (token, day)
) WITHOUT ROWID;
CREATE TABLE alarms (
    number INTEGER PRIMARY KEY AUTOINCREMENT, day TEXT NOT NULL, time TEXT NOT NULL, name TEXT NOT NULL,
    text TEXT NOT NULL, tid TEXT NOT NULL, stan TEXT NOT NULL
);
CREATE TABLE whys (
    row INTEGER PRIMARY KEY AUTOINCREMENT, tid TEXT NOT NULL, stan TEXT NOT NULL,
    rule TEXT NOT NULL, code TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (tid, stan)
);
"""

ID = "mid, tid, epoch, batch, stan"
OF_ID = "tid = ? AND batch = ? AND stan = ? AND epoch = ? AND mid = ?"

BOOKING = (
    "b.row, b.mid, b.tid, b.epoch, b.batch, b.stan, b.kind, b.amount, b.token, b.masked_pan, b.is_foreign, "
    "b.rrn, b.approval, b.day, b.time, b.reversed, b.uploaded, o.mid, o.tid, o.epoch, o.batch, o.stan"
)
BOOKINGS = f"SELECT {BOOKING} FROM bookings b LEFT JOIN bookings o ON o.row = b.original"


def id_row(id: RequestId) -> Row:
    """In the order of `OF_ID`."""
    return id.tid, id.batch, id.stan, id.epoch, id.mid


def marks(count: int) -> str:
    """So many question marks."""
    return ", ".join("?" * count)


def booking_row(booking: Booking) -> Row:
    """All but the references to other rows."""
    id = booking.id
    return (
        *(id.mid, id.tid, id.epoch, id.batch, id.stan),
        *(booking.kind, booking.amount, booking.token, booking.masked_pan, int(booking.foreign)),
        *(booking.rrn, booking.approval, booking.day.isoformat(), booking.time),
        *(int(booking.reversed), int(booking.uploaded)),
    )


# SQLite keeps in a column whatever is put there. What is no date, no number or no JSON ends in a
# ValueError or TypeError here, and the ledger says that it is damaged.


def booking_of(row: Row) -> Booking:
    """From a row of `BOOKINGS`."""
    return Booking(
        id=RequestId(*row[1:6]),
        kind=row[6],
        amount=_whole(row[7]),
        token=row[8],
        masked_pan=row[9],
        foreign=bool(row[10]),
        rrn=row[11],
        approval=row[12],
        day=date.fromisoformat(row[13]),
        time=row[14],
        reversed=bool(row[15]),
        uploaded=bool(row[16]),
        original=None if row[17] is None else RequestId(*row[17:22]),
    )


def leg_of(row: Row) -> Leg:
    """From id, account, amount, because."""
    return Leg(RequestId(*row[:5]), row[5], _whole(row[6]), row[7])


def terminal_row(account: TerminalAccount) -> Row:
    """A row of ``terminals``."""
    key_sets = json.dumps([[key_set.serial, key_set.sealed.hex()] for key_set in account.key_sets])
    return (
        *(account.tid, account.mid, account.epoch, account.batch),
        *(key_sets, account.confirmed, account.renewed, account.sign_on),
    )


def terminal_of(row: Row) -> TerminalAccount:
    """From a row of ``terminals``."""
    key_sets = tuple(KeySet(serial, bytes.fromhex(sealed)) for serial, sealed in json.loads(row[4]))
    return TerminalAccount(row[0], row[1], row[2], row[3], key_sets, row[5], row[6], row[7])


def outcome_row(outcome: Outcome) -> Row:
    """A row of ``outcomes``."""
    id = outcome.id
    return (
        *(id.mid, id.tid, id.epoch, id.batch, id.stan),
        *(outcome.kind, outcome.meaning, outcome.match, outcome.code, outcome.rule),
        json.dumps([_written(number, value) for number, value in outcome.elements]),
    )


def outcome_of(row: Row) -> Outcome:
    """From a row of ``outcomes``."""
    elements = tuple(_read(*entry) for entry in json.loads(row[10]))
    return Outcome(RequestId(*row[:5]), row[5], row[6], row[7], row[8], row[9], elements)


def fence_of(row: Row) -> Fence:
    """From a row of ``fences``."""
    return Fence(RequestId(*row[:5]), row[5], date.fromisoformat(row[6]))


def batch_row(batch: Batch) -> Row:
    """A row of ``batches``."""
    return (
        *(batch.mid, batch.tid, batch.number, batch.state),
        *_sums_row(batch.domestic),
        *_sums_row(batch.foreign),
        *(batch.flags, batch.differences),
        None if batch.closed_on is None else batch.closed_on.isoformat(),
    )


def batch_of(row: Row) -> Batch:
    """From a row of ``batches``."""
    closed_on = None if row[14] is None else date.fromisoformat(row[14])
    sums = tuple(map(_whole, row[4:12]))
    domestic, foreign = Sums(*sums[:4]), Sums(*sums[4:])
    return Batch(row[0], row[1], row[2], row[3], domestic, foreign, row[12], row[13], closed_on)


def number_of(row: Row) -> int:
    """From the text of the running number."""
    return int(row[0])


def alarm_of(row: Row) -> Alarm:
    """From a row of ``alarms``."""
    return Alarm(row[0], date.fromisoformat(row[1]), *row[2:])


def _whole(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError("no whole number")
    return value


def _sums_row(sums: Sums) -> Iterable[int]:
    return sums.debit_amount, sums.debit_count, sums.credit_amount, sums.credit_count


def _written(number: int, value: Value) -> list[int | str]:
    return [number, "octets", value.hex()] if isinstance(value, bytes) else [number, "text", value]


def _read(number: int, form: str, value: str) -> tuple[int, Value]:
    return number, bytes.fromhex(value) if form == "octets" else value
