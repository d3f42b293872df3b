from __future__ import annotations

import pytest

from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.records import Why
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


def test_everything_goes_into_another_ledger() -> None:
    ledger, other = MemoryLedger("1"), MemoryLedger("2")
    with ledger.unit():
        ledger.book(SALE, LEGS)
        ledger.book(REFUND, ())
        ledger.keep_fact("day-offset", "3")
        ledger.keep_held("token", 12)
        ledger.keep_why("t", "000003", Why("silent", "", ""))
        ledger.next_number()
    ledger.copy_into(other)
    assert list(other.bookings()) == [SALE, REFUND]
    assert other.follow_ups(ID) == ledger.follow_ups(ID)
    assert other.legs_of(ID) == LEGS
    assert other.balance(LEGS[0].account) == ledger.balance(LEGS[0].account)
    assert (other.fact("day-offset"), other.held("token"), other.fact("number")) == ("3", 12, "1")
    assert other.why("t", "000003") == Why("silent", "", "")
    assert other.ledger_id == "2"
