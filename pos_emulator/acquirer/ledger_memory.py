"""The ledger in memory: for scripts, lessons and tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TypeVar

from pos_emulator.acquirer.errors import LedgerError
from pos_emulator.acquirer.ledger import ALARMS_KEPT, WHYS_KEPT, Ledger, check_legs
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

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class MemoryLedger:
    """A `Ledger` that ends with the process; a failed unit is undone step by step."""

    def __init__(self, ledger_id: str) -> None:
        self._ledger_id = ledger_id
        self._undo: list[Callable[[], object]] | None = None
        self._facts: dict[str, str] = {}
        self._terminals: dict[str, TerminalAccount] = {}
        self._outcomes: dict[RequestId, Outcome] = {}
        self._fences: dict[RequestId, Fence] = {}
        self._bookings: dict[RequestId, Booking] = {}
        self._legs: dict[RequestId, tuple[Leg, ...]] = {}
        self._balances: dict[str, int] = {}
        self._held: dict[str, int] = {}
        self._batches: dict[tuple[str, str], Batch] = {}
        self._pin_tries: dict[tuple[str, date], PinTries] = {}
        self._alarms: list[Alarm] = []
        self._whys: dict[tuple[str, str], Why] = {}
        self._vouchers: defaultdict[tuple[str, str, str], list[RequestId]] = defaultdict(list)
        self._references: defaultdict[tuple[str, str], list[RequestId]] = defaultdict(list)
        self._approvals: defaultdict[tuple[str, str], list[RequestId]] = defaultdict(list)
        self._follow_ups: defaultdict[RequestId, list[RequestId]] = defaultdict(list)

    @property
    def ledger_id(self) -> str:
        return self._ledger_id

    @contextmanager
    def unit(self) -> Iterator[None]:
        if self._undo is not None:
            raise LedgerError("ledger: a unit of work is open already; end it first")
        self._undo = []
        try:
            yield
        except BaseException:
            for step in reversed(self._undo):
                step()
            raise
        finally:
            self._undo = None

    def fact(self, name: str) -> str | None:
        return self._facts.get(name)

    def keep_fact(self, name: str, value: str) -> None:
        self._put(self._facts, name, value)

    def next_number(self) -> int:
        number = int(self._facts.get("number", "0")) + 1
        self._put(self._facts, "number", str(number))
        return number

    def terminal(self, tid: str) -> TerminalAccount | None:
        return self._terminals.get(tid)

    def keep_terminal(self, account: TerminalAccount) -> None:
        self._put(self._terminals, account.tid, account)

    def outcome(self, id: RequestId) -> Outcome | None:
        return self._outcomes.get(id)

    def keep_outcome(self, outcome: Outcome) -> None:
        self._put(self._outcomes, outcome.id, outcome)

    def fence(self, id: RequestId) -> Fence | None:
        return self._fences.get(id)

    def keep_fence(self, fence: Fence) -> None:
        self._put(self._fences, fence.id, fence)

    def booking(self, id: RequestId) -> Booking | None:
        return self._bookings.get(id)

    def book(self, booking: Booking, legs: tuple[Leg, ...]) -> None:
        check_legs(booking.id, legs)
        if booking.id in self._bookings:
            raise LedgerError(f"ledger: {booking.id} is booked already; nothing was booked")
        if booking.original is not None and booking.original not in self._bookings:
            raise LedgerError(f"ledger: {booking.original} is not booked here; nothing was booked")
        id = booking.id
        self._put(self._bookings, id, booking)
        self._add(self._vouchers[id.tid, id.batch, id.stan], id)
        self._add(self._references[id.mid, booking.rrn], id)
        if booking.approval:
            self._add(self._approvals[id.mid, booking.approval], id)
        if booking.original is not None:
            self._add(self._follow_ups[booking.original], id)
        self._move(id, legs)

    def take_back(self, id: RequestId, legs: tuple[Leg, ...]) -> None:
        check_legs(id, legs)
        booking = self._bookings.get(id)
        if booking is None or booking.reversed:
            raise LedgerError(f"ledger: {id} has no effect that could be reversed; nothing was changed")
        self._put(self._bookings, id, replace(booking, reversed=True))
        self._move(id, legs)

    def bookings_of_voucher(self, tid: str, batch: str, stan: str) -> tuple[Booking, ...]:
        found = [self._bookings[id] for id in self._vouchers.get((tid, batch, stan), ())]
        return tuple(sorted(found, key=lambda booking: booking.id.epoch, reverse=True))

    def bookings_of_reference(self, mid: str, rrn: str) -> tuple[Booking, ...]:
        return tuple(self._bookings[id] for id in self._references.get((mid, rrn), ()))

    def bookings_of_approval(self, mid: str, approval: str) -> tuple[Booking, ...]:
        return tuple(self._bookings[id] for id in self._approvals.get((mid, approval), ()))

    def follow_ups(self, original: RequestId) -> tuple[Booking, ...]:
        return tuple(self._bookings[id] for id in self._follow_ups.get(original, ()))

    def legs_of(self, id: RequestId) -> tuple[Leg, ...]:
        return self._legs.get(id, ())

    def balance(self, account: str) -> int:
        return self._balances.get(account, 0)

    def held(self, token: str) -> int:
        return self._held.get(token, 0)

    def keep_held(self, token: str, amount: int) -> None:
        self._put(self._held, token, amount)

    def batch(self, tid: str, number: str) -> Batch | None:
        return self._batches.get((tid, number))

    def keep_batch(self, batch: Batch) -> None:
        self._put(self._batches, (batch.tid, batch.number), batch)

    def pin_tries(self, token: str, day: date) -> PinTries:
        return self._pin_tries.get((token, day), PinTries(token, day, 0))

    def keep_pin_tries(self, tries: PinTries) -> None:
        self._put(self._pin_tries, (tries.token, tries.day), tries)

    def raise_alarm(self, alarm: Alarm) -> None:
        number = self._alarms[-1].number + 1 if self._alarms else 1
        self._add(self._alarms, replace(alarm, number=number))
        if len(self._alarms) > ALARMS_KEPT:
            dropped = self._alarms.pop(0)
            self._on_undo(lambda: self._alarms.insert(0, dropped))

    def alarms(self) -> tuple[Alarm, ...]:
        return tuple(self._alarms)

    def keep_why(self, tid: str, stan: str, why: Why) -> None:
        before = self._whys.pop((tid, stan), None)
        if before is not None:
            self._on_undo(lambda: self._whys.__setitem__((tid, stan), before))
        self._put(self._whys, (tid, stan), why)
        if len(self._whys) > WHYS_KEPT:
            oldest = next(iter(self._whys))
            dropped = self._whys.pop(oldest)
            self._on_undo(lambda: self._whys.__setitem__(oldest, dropped))

    def why(self, tid: str, stan: str) -> Why | None:
        return self._whys.get((tid, stan))

    def terminals(self) -> Iterator[TerminalAccount]:
        return iter([self._terminals[tid] for tid in sorted(self._terminals)])

    def bookings(self) -> Iterator[Booking]:
        return iter(tuple(self._bookings.values()))

    def legs(self) -> Iterator[Leg]:
        return (leg for legs in tuple(self._legs.values()) for leg in legs)

    def fences(self) -> Iterator[Fence]:
        return iter(tuple(self._fences.values()))

    def outcomes(self) -> Iterator[Outcome]:
        return iter(tuple(self._outcomes.values()))

    def batches(self) -> Iterator[Batch]:
        return iter([self._batches[key] for key in sorted(self._batches)])

    def everything(self) -> Iterator[object]:
        found: list[object] = []
        for table in vars(self).values():
            if isinstance(table, dict):
                found += table
                entries = table.values()
                found += chain.from_iterable(entries) if isinstance(table, defaultdict) else entries
            elif isinstance(table, list):
                found += table
        return iter(found)

    def copy_into(self, other: Ledger) -> None:
        """Put all that is remembered here into a ledger that remembers nothing."""
        with other.unit():
            for name, value in self._facts.items():
                other.keep_fact(name, value)
            for account in self._terminals.values():
                other.keep_terminal(account)
            for id, booking in self._bookings.items():
                other.book(booking, self.legs_of(id))
            for outcome in self._outcomes.values():
                other.keep_outcome(outcome)
            for fence in self._fences.values():
                other.keep_fence(fence)
            for token, amount in self._held.items():
                other.keep_held(token, amount)
            for batch in self._batches.values():
                other.keep_batch(batch)
            for tries in self._pin_tries.values():
                other.keep_pin_tries(tries)
            for alarm in self._alarms:
                other.raise_alarm(alarm)
            for (tid, stan), why in self._whys.items():
                other.keep_why(tid, stan, why)

    def _move(self, id: RequestId, legs: tuple[Leg, ...]) -> None:
        if legs:
            self._put(self._legs, id, self._legs.get(id, ()) + legs)
        for leg in legs:
            self._put(self._balances, leg.account, self._balances.get(leg.account, 0) + leg.amount)

    def _put(self, table: dict[K, V], key: K, value: V) -> None:
        if key in table:
            before = table[key]
            self._on_undo(lambda: table.__setitem__(key, before))
        else:
            self._on_undo(lambda: table.pop(key))
        table[key] = value

    def _add(self, row: list[V], value: V) -> None:
        row.append(value)
        self._on_undo(row.pop)

    def _on_undo(self, step: Callable[[], object]) -> None:
        if self._undo is None:
            raise LedgerError("ledger: a change outside a unit of work; nothing was changed")
        self._undo.append(step)
