"""Money rule G1 after every commit of a ledger: no test of the host passes with money made or lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.ledger_sqlite import SqliteLedger
from pos_emulator.acquirer.records import RequestId

Kept = TypeVar("Kept", MemoryLedger, SqliteLedger)


def watched(ledger: Kept) -> Kept:
    """The ledger, looked at after each of its commits."""
    commit = ledger.unit

    @contextmanager
    def unit() -> Iterator[None]:
        with commit():
            yield
        broken = unbalanced(ledger)
        assert not broken, f"money was made or lost: {broken}"

    ledger.unit = unit  # type: ignore[method-assign]
    return ledger


def unbalanced(ledger: Ledger) -> list[RequestId]:
    """The ids whose legs do not add to 0, and those that have legs and were never booked."""
    sums: defaultdict[RequestId, int] = defaultdict(int)
    for leg in ledger.legs():
        sums[leg.id] += leg.amount
    return [id for id, amount in sums.items() if amount or ledger.booking(id) is None]
