"""The terminal's memory by name: one attribute a cell of flash, one table a kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar, overload

from pos_emulator.firmware.flash import Flash
from pos_emulator.firmware.records import (
    AuditEntry,
    Doubt,
    Failed,
    HostBook,
    Obligation,
    PasswordKept,
    Settled,
    Settling,
    SignedOn,
    SlipDue,
    Transaction,
    Tries,
    WorkingKeys,
)

T = TypeVar("T")

MOST_SETTLED = 2000
"""How many transactions of settled batches are remembered: enough to say where an old voucher went."""

INITIALISED = 1
"""DF03 of a flash that was just made."""

RESTORED = 2
"""DF03 of a flash that was put back from a copy."""


class Cell(Generic[T]):
    """One value in flash; assigning writes it, assigning None empties it."""

    def __init__(self, area: str, default: T) -> None:
        self._area = area
        self._default = default

    @overload
    def __get__(self, state: None, owner: type[State]) -> Cell[T]: ...
    @overload
    def __get__(self, state: State, owner: type[State]) -> T: ...
    def __get__(self, state: State | None, owner: type[State]) -> T | Cell[T]:
        if state is None:
            return self
        value = state.flash.get(self._area)
        return self._default if value is None else value  # type: ignore[return-value]

    def __set__(self, state: State, value: T) -> None:
        if value is None:
            state.flash.delete(self._area)
        else:
            state.flash.put(self._area, value)


class Table(Generic[T]):
    """Records of one kind by key, in the order they were first written."""

    def __init__(self, flash: Flash, area: str) -> None:
        self._flash = flash
        self._area = area

    def get(self, key: str) -> T | None:
        """The record under `key`."""
        return self._flash.get(self._area, key)  # type: ignore[return-value]

    def put(self, key: str, record: T) -> None:
        """Keep a record under `key`."""
        self._flash.put(self._area, record, key)

    def delete(self, key: str) -> None:
        """Forget what is under `key`."""
        self._flash.delete(self._area, key)

    def names(self) -> list[str]:
        """All keys, oldest first."""
        return list(self._flash.keys(self._area))

    def count(self) -> int:
        """How many records there are."""
        return self._flash.count(self._area)

    def values(self) -> Iterator[T]:
        """All records, oldest first."""
        for key in self.names():
            record = self.get(key)
            if record is not None:
                yield record

    def clear(self) -> None:
        """Forget all of them."""
        for key in self.names():
            self.delete(key)


class State:
    """What the terminal remembers when the power is gone."""

    initialised = Cell("initialised", "")
    """When and by what the flash was made; empty on a blank device."""
    memory_story = Cell("memory-story", INITIALISED)
    """DF03 of the next hello: 0 as before, 1 initialised, 2 restored, 3 flash lost."""
    next_stan = Cell("next-stan", 1)
    batch_number = Cell("batch-number", 1)
    signed_on: Cell[SignedOn | None] = Cell("signed-on", None)
    needs_sign_on = Cell("needs-sign-on", False)
    """A new sign-on is due (A0, 99, 77) though an operator is in charge."""
    locked_by = Cell("locked-by", "")
    """The operator in charge when the terminal was locked; empty while it is not."""
    master_key = Cell("master-key", b"")
    """The TMK as sealed by the vault."""
    hello_due = Cell("hello-due", False)
    """Keys of a host are loaded that has not yet said which book it keeps."""
    working_keys: Cell[WorkingKeys | None] = Cell("working-keys", None)
    host_book: Cell[HostBook] = Cell("host-book", HostBook())
    owed: Cell[Obligation | None] = Cell("owed", None)
    slip_due: Cell[SlipDue | None] = Cell("slip-due", None)
    settling: Cell[Settling | None] = Cell("settling", None)
    last_voucher = Cell("last-voucher", "")
    last_settlement: Cell[tuple[str, ...]] = Cell("last-settlement", ())
    """The lines of the last settlement slip."""
    settlement_slip_due = Cell("settlement-slip-due", False)
    audit_count = Cell("audit-count", 0)
    lang = Cell("lang", "")
    """The language chosen at the device; empty: the profile's."""

    def __init__(self, flash: Flash) -> None:
        self.flash = flash
        self.batch: Table[Transaction] = Table(flash, "batch")
        self.voids: Table[str] = Table(flash, "voids")
        """Voucher of a booked sale -> voucher of its void."""
        self.refunds: Table[str] = Table(flash, "refunds")
        """RRN of a sale of the open batch -> voucher of the last refund of it, booked or in doubt."""
        self.failed: Table[Failed] = Table(flash, "failed")
        """What came to nothing since the last settlement, by voucher."""
        self.doubts: Table[Doubt] = Table(flash, "doubts")
        """Refunds in doubt, by voucher."""
        self.by_hand: Table[Obligation | Doubt] = Table(flash, "by-hand")
        """What 99 moved out of the machine's hands, by batch and voucher."""
        self.fault_slips_due: Table[bool] = Table(flash, "fault-slips-due")
        """What went by hand without its fault slip, by batch and voucher: whether printing it was begun."""
        self.closed_by_hand: Table[tuple[str, ...]] = Table(flash, "closed-by-hand")
        """Batches that 99 closed without the host: the lines of their slip, by number."""
        self.settled: Table[Settled] = Table(flash, "settled")
        """Transactions of settled batches, by voucher."""
        self.tries: Table[Tries] = Table(flash, "tries")
        self.passwords: Table[PasswordKept] = Table(flash, "passwords")
        self.operators: Table[str] = Table(flash, "operators")
        self.audit_log: Table[AuditEntry] = Table(flash, "audit")

    def take_stan(self) -> str:
        """The next trace number, 000001 to 999999; skips what the open batch, a debt or a doubt still uses."""
        number = self.next_stan
        while self._in_use(f"{number:06d}"):
            number = number % 999_999 + 1
        self.next_stan = number % 999_999 + 1
        return f"{number:06d}"

    def _in_use(self, stan: str) -> bool:
        owed = self.owed
        return (
            self.batch.get(stan) is not None
            or self.doubts.get(stan) is not None
            or (owed is not None and owed.voucher == stan)
        )

    def close_batch(self) -> None:
        """Leave an index of the batch behind, clear it, and take the next number; one commit with the slip."""
        for record in self.batch.values():
            self.keep_settled(record)
        for voucher in self.settled.names()[:-MOST_SETTLED]:
            self.settled.delete(voucher)
        self.batch.clear()
        self.voids.clear()
        self.refunds.clear()
        self.failed.clear()
        self.batch_number = self.batch_number % 999_999 + 1
        self.settling = None

    def keep_settled(self, record: Transaction) -> None:
        """What is remembered of a transaction whose batch is closed."""
        token = record.card.token
        self.settled.put(
            record.voucher,
            Settled(record.voucher, record.batch, record.kind, record.rrn, record.date, record.amount, token),
        )
