from __future__ import annotations

import pytest

from pos_emulator.acquirer.ledger_memory import MemoryLedger
from tests.acquirer.test_ledger import ID, LEGS, REFUND, SALE, Stop


def book_and_stop(ledger: MemoryLedger) -> None:
    with ledger.unit():
        ledger.book(SALE, LEGS)
        ledger.book(REFUND, ())
        ledger.take_back(ID, ())
        raise Stop


def test_a_failed_unit_leaves_no_trace_in_any_index() -> None:
    ledger = MemoryLedger("1")
    with pytest.raises(Stop):
        book_and_stop(ledger)
    assert ledger.bookings_of_voucher(ID.tid, ID.batch, ID.stan) == ()
    assert ledger.bookings_of_reference(ID.mid, SALE.rrn) == ()
    assert ledger.bookings_of_approval(ID.mid, SALE.approval) == ()
    assert ledger.follow_ups(ID) == ()
    assert (ledger.balance("merchant:m"), ledger.legs_of(ID)) == (0, ())
    with ledger.unit():
        ledger.book(SALE, LEGS)
    assert ledger.bookings_of_reference(ID.mid, SALE.rrn) == (SALE,)


def test_what_is_iterated_may_change_meanwhile() -> None:
    ledger = MemoryLedger("1")
    with ledger.unit():
        ledger.book(SALE, LEGS)
        seen = []
        for booking in ledger.bookings():
            seen.append(booking.id)
            ledger.book(REFUND, ())
    assert seen == [ID]
