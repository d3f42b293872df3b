"""The ledger in a SQLite file: every unit of work is one commit, on disk before it ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

from pos_emulator.acquirer import ledger_schema as schema
from pos_emulator.acquirer.errors import LedgerDamaged, LedgerError
from pos_emulator.acquirer.ledger import ALARMS_KEPT, WHYS_KEPT, check_legs
from pos_emulator.acquirer.ledger_schema import BOOKINGS, ID, OF_ID, Row, id_row, marks
from pos_emulator.acquirer.records import (
    Alarm,
    Batch,
    Booking,
    Fence,
    Leg,
    Outcome,
    PinTries,
    RequestId,
    TerminalAccount,
    Why,
)
from pos_emulator.side_file import SideFile

R = TypeVar("R")


class SqliteLedger:
    """A `Ledger` on disk. It is opened by `ledger_file.open_ledger`, which checks the file first."""

    def __init__(self, connection: sqlite3.Connection, path: Path, side: SideFile | None = None) -> None:
        self._connection = connection
        self._side = side
        self._path = path
        self._in_unit = False
        row = self._one("SELECT value FROM facts WHERE name = 'ledger-id'")
        if row is None:
            raise LedgerError(f"ledger {path}: it has no id; it was not made by pos-emulator, move it away")
        self._ledger_id: str = row[0]

    @property
    def ledger_id(self) -> str:
        return self._ledger_id

    @contextmanager
    def unit(self) -> Iterator[None]:
        if self._in_unit:
            raise LedgerError("ledger: a unit of work is open already; end it first")
        self._execute("BEGIN IMMEDIATE")
        self._in_unit = True
        try:
            yield
            self._commit()
        except BaseException:
            if self._connection.in_transaction:
                self._connection.rollback()
            raise
        finally:
            self._in_unit = False

    def _commit(self) -> None:
        with self._told():
            if self._side is not None:
                self._side.before_commit()
            self._connection.execute("COMMIT")
            if self._side is not None:
                self._side.after_commit()

    def close(self) -> None:
        """Closes the file; what is committed stays."""
        self._connection.close()

    def fact(self, name: str) -> str | None:
        row = self._one("SELECT value FROM facts WHERE name = ?", name)
        return None if row is None else row[0]

    def keep_fact(self, name: str, value: str) -> None:
        self._write("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, value)

    def next_number(self) -> int:
        number = self._read(schema.number_of, (self.fact("number") or "0",)) + 1
        self.keep_fact("number", str(number))
        return number

    def terminal(self, tid: str) -> TerminalAccount | None:
        row = self._one("SELECT * FROM terminals WHERE tid = ?", tid)
        return None if row is None else self._read(schema.terminal_of, row)

    def keep_terminal(self, account: TerminalAccount) -> None:
        self._write(f"INSERT OR REPLACE INTO terminals VALUES ({marks(8)})", *schema.terminal_row(account))

    def outcome(self, id: RequestId) -> Outcome | None:
        row = self._one(f"SELECT * FROM outcomes WHERE {OF_ID}", *id_row(id))
        return None if row is None else self._read(schema.outcome_of, row)

    def keep_outcome(self, outcome: Outcome) -> None:
        self._write(f"INSERT OR REPLACE INTO outcomes VALUES ({marks(11)})", *schema.outcome_row(outcome))

    def fence(self, id: RequestId) -> Fence | None:
        row = self._one(f"SELECT * FROM fences WHERE {OF_ID}", *id_row(id))
        return None if row is None else self._read(schema.fence_of, row)

    def keep_fence(self, fence: Fence) -> None:
        id = fence.id
        row = (id.mid, id.tid, id.epoch, id.batch, id.stan, fence.because, fence.day.isoformat())
        self._write(f"INSERT OR REPLACE INTO fences VALUES ({marks(7)})", *row)

    def booking(self, id: RequestId) -> Booking | None:
        found = self._found(
            "WHERE b.tid = ? AND b.batch = ? AND b.stan = ? AND b.epoch = ? AND b.mid = ?", *id_row(id)
        )
        return found[0] if found else None

    def book(self, booking: Booking, legs: tuple[Leg, ...]) -> None:
        check_legs(booking.id, legs)
        if self._number_of(booking.id) is not None:
            raise LedgerError(f"ledger: {booking.id} is booked already; nothing was booked")
        original = None if booking.original is None else self._number_of(booking.original)
        if booking.original is not None and original is None:
            raise LedgerError(f"ledger: {booking.original} is not booked here; nothing was booked")
        columns = (
            f"{ID}, kind, amount, token, masked_pan, is_foreign, rrn, approval, day, time, reversed, uploaded"
        )
        self._write(
            f"INSERT INTO bookings ({columns}, original) VALUES ({marks(17)})",
            *schema.booking_row(booking),
            original,
        )
        self._move(booking.id, legs)

    def take_back(self, id: RequestId, legs: tuple[Leg, ...]) -> None:
        check_legs(id, legs)
        booking = self.booking(id)
        if booking is None or booking.reversed:
            raise LedgerError(f"ledger: {id} has no effect that could be reversed; nothing was changed")
        self._write(f"UPDATE bookings SET reversed = 1 WHERE {OF_ID}", *id_row(id))
        self._move(id, legs)

    def bookings_of_voucher(self, tid: str, batch: str, stan: str) -> tuple[Booking, ...]:
        where = "WHERE b.tid = ? AND b.batch = ? AND b.stan = ? ORDER BY b.epoch DESC, b.row"
        return self._found(where, tid, batch, stan)

    def bookings_of_reference(self, mid: str, rrn: str) -> tuple[Booking, ...]:
        return self._found("WHERE b.rrn = ? AND b.mid = ? ORDER BY b.row", rrn, mid)

    def bookings_of_approval(self, mid: str, approval: str) -> tuple[Booking, ...]:
        where = "WHERE b.approval = ? AND b.mid = ? AND b.approval <> '' ORDER BY b.row"
        return self._found(where, approval, mid)

    def follow_ups(self, original: RequestId) -> tuple[Booking, ...]:
        number = self._number_of(original)
        return () if number is None else self._found("WHERE b.original = ? ORDER BY b.row", number)

    def legs_of(self, id: RequestId) -> tuple[Leg, ...]:
        number = self._number_of(id)
        rows = self._all("SELECT account, amount, because FROM legs WHERE booking = ? ORDER BY row", number)
        return tuple(Leg(id, *row) for row in rows)

    def balance(self, account: str) -> int:
        row = self._one("SELECT amount FROM balances WHERE account = ?", account)
        return 0 if row is None else row[0]

    def held(self, token: str) -> int:
        row = self._one("SELECT amount FROM held WHERE token = ?", token)
        return 0 if row is None else row[0]

    def keep_held(self, token: str, amount: int) -> None:
        self._write("INSERT OR REPLACE INTO held VALUES (?, ?)", token, amount)

    def batch(self, tid: str, number: str) -> Batch | None:
        row = self._one("SELECT * FROM batches WHERE tid = ? AND number = ?", tid, number)
        return None if row is None else self._read(schema.batch_of, row)

    def keep_batch(self, batch: Batch) -> None:
        values = schema.batch_row(batch)
        self._write(f"INSERT OR REPLACE INTO batches VALUES ({marks(15)})", *values)

    def pin_tries(self, token: str, day: date) -> PinTries:
        row = self._one("SELECT wrong FROM pin_tries WHERE token = ? AND day = ?", token, day.isoformat())
        return PinTries(token, day, 0 if row is None else row[0])

    def keep_pin_tries(self, tries: PinTries) -> None:
        row = (tries.token, tries.day.isoformat(), tries.wrong)
        self._write("INSERT OR REPLACE INTO pin_tries VALUES (?, ?, ?)", *row)

    def raise_alarm(self, alarm: Alarm) -> None:
        row = (alarm.day.isoformat(), alarm.time, alarm.name, alarm.text, alarm.tid, alarm.stan)
        columns = "day, time, name, text, tid, stan"
        self._write(f"INSERT INTO alarms ({columns}) VALUES ({marks(6)})", *row)
        self._write("DELETE FROM alarms WHERE number <= (SELECT max(number) FROM alarms) - ?", ALARMS_KEPT)

    def alarms(self) -> tuple[Alarm, ...]:
        return tuple(self._each(schema.alarm_of, self._all("SELECT * FROM alarms ORDER BY number")))

    def keep_why(self, tid: str, stan: str, why: Why) -> None:
        columns = "tid, stan, rule, code, text"
        row = (tid, stan, why.rule, why.code, why.text)
        self._write(f"INSERT OR REPLACE INTO whys ({columns}) VALUES ({marks(5)})", *row)
        self._write("DELETE FROM whys WHERE row <= (SELECT max(row) FROM whys) - ?", WHYS_KEPT)

    def why(self, tid: str, stan: str) -> Why | None:
        row = self._one("SELECT rule, code, text FROM whys WHERE tid = ? AND stan = ?", tid, stan)
        return None if row is None else Why(*row)

    def terminals(self) -> Iterator[TerminalAccount]:
        return self._each(schema.terminal_of, self._all("SELECT * FROM terminals ORDER BY tid"))

    def bookings(self) -> Iterator[Booking]:
        return self._each(schema.booking_of, self._all(f"{BOOKINGS} ORDER BY b.row"))

    def legs(self) -> Iterator[Leg]:
        columns = "b.mid, b.tid, b.epoch, b.batch, b.stan, l.account, l.amount, l.because"
        rows = self._all(f"SELECT {columns} FROM legs l JOIN bookings b ON b.row = l.booking ORDER BY l.row")
        return self._each(schema.leg_of, rows)

    def fences(self) -> Iterator[Fence]:
        return self._each(schema.fence_of, self._all("SELECT * FROM fences ORDER BY rowid"))

    def outcomes(self) -> Iterator[Outcome]:
        return self._each(schema.outcome_of, self._all("SELECT * FROM outcomes ORDER BY rowid"))

    def batches(self) -> Iterator[Batch]:
        return self._each(schema.batch_of, self._all("SELECT * FROM batches ORDER BY tid, number"))

    def everything(self) -> Iterator[object]:
        for (table,) in list(self._all("SELECT name FROM sqlite_schema WHERE type = 'table'")):
            yield from self._all(f'SELECT * FROM "{table}"')

    def _found(self, where: str, *values: object) -> tuple[Booking, ...]:
        return tuple(self._each(schema.booking_of, self._all(f"{BOOKINGS} {where}", *values)))

    def _number_of(self, id: RequestId) -> int | None:
        row = self._one(f"SELECT row FROM bookings WHERE {OF_ID}", *id_row(id))
        return None if row is None else row[0]

    def _move(self, id: RequestId, legs: tuple[Leg, ...]) -> None:
        number = self._number_of(id)
        for leg in legs:
            self._write(
                f"INSERT INTO legs (booking, account, amount, because) VALUES ({marks(4)})",
                *(number, leg.account, leg.amount, leg.because),
            )
            self._write(
                "INSERT INTO balances VALUES (?, ?) ON CONFLICT (account) DO UPDATE "
                "SET amount = amount + excluded.amount",
                *(leg.account, leg.amount),
            )

    def _read(self, of: Callable[[Row], R], row: Row) -> R:
        """The record in a row."""
        try:
            return of(row)
        except (ValueError, TypeError):
            what = of.__name__.removesuffix("_of")
            raise LedgerDamaged(f"ledger {self._path}", f"a {what}") from None

    def _each(self, of: Callable[[Row], R], rows: Iterable[Row]) -> Iterator[R]:
        return (self._read(of, row) for row in rows)

    def _one(self, query: str, *values: object) -> Row | None:
        with self._told():
            row: Row | None = self._execute(query, *values).fetchone()
        return row

    def _all(self, query: str, *values: object) -> Iterator[Row]:
        with self._told():
            yield from self._execute(query, *values)

    def _write(self, statement: str, *values: object) -> None:
        if not self._in_unit:
            raise LedgerError("ledger: a change outside a unit of work; nothing was changed")
        self._execute(statement, *values)

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        with self._told():
            return self._connection.execute(statement, values)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite says, in our own words."""
        try:
            yield
        except UnicodeDecodeError:
            # What SQLite says of damaged tables holds a piece of them, which Python takes for text.
            raise LedgerDamaged(f"ledger {self._path}", "its tables") from None
        except sqlite3.Error as error:
            raise LedgerError(
                f"ledger {self._path}: {error}; nothing was changed, check the disk and start again"
            ) from error
