from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.unionpay_views import Settlement48
from pos_emulator.acquirer.records import Sums
from pos_emulator.firmware.records import Settling
from tests.end_to_end import scripts
from tests.oracle.books import Books


@pytest.fixture
def settled() -> Books:
    return Books(scripts.refunded(), scripts.settlement)


def told_again(books: Books, mti: str, **changes: object) -> None:
    """The last 0500 or 0510 with other totals."""
    at, message = books.message(mti)
    totals = Settlement48.parse(message.text(48))
    told = replace(totals, domestic=replace(totals.domestic, **changes))  # type: ignore[arg-type]
    books.replace_frame(at, message.with_({48: told.digits()}))


def test_b1_owed_in_the_middle_of_a_settlement() -> None:
    books = Books(scripts.owing_sale())
    books.state.settling = Settling("end", "000001")
    assert books.rules() == {"B1"}


@pytest.mark.parametrize("change", [{"debit_count": 9}, {"credit_amount": 1}, {"debit_amount": 0}])
def test_b2_the_totals_are_not_the_records(settled: Books, change: dict[str, object]) -> None:
    told_again(settled, "0500", **change)
    assert {"B2", "B3", "B6"} == settled.rules()


def test_b2_totals_of_a_life_before_are_not_held_against_the_records(settled: Books) -> None:
    told_again(settled, "0500", debit_count=9)
    book = settled.state.host_book
    settled.state.host_book = replace(book, epoch=book.epoch + 1)
    assert "B2" not in settled.rules()


def test_b2_a_voided_sale_counts_on_both_sides(settled: Books) -> None:
    _, request = settled.message("0500")
    totals = Settlement48.parse(request.text(48)).domestic
    assert (totals.debit_count, totals.credit_count) == (2, 2)
    assert (totals.debit_amount, totals.credit_amount) == (11600, 6800)


def test_b3_unbalanced_though_equal(settled: Books) -> None:
    told_again(settled, "0510", flag="2")
    assert {"B3", "B6"} == settled.rules()


def test_b3_balanced_though_not_equal(settled: Books) -> None:
    refund = settled.booking("refund")
    settled.rebook(refund, amount=999)
    assert "B3" in settled.rules()


def test_b3_totals_of_an_open_batch_drift() -> None:
    books = Books(scripts.sold())
    batch = books.ledger.batch("12345676", "000001")
    assert batch is not None
    books.tables["_batches"]["12345676", "000001"] = replace(batch, domestic=Sums(5800, 2, 0, 0))
    assert books.rules() == {"B3"}


def test_b4_booked_after_the_end(settled: Books) -> None:
    at, request = settled.message("0200")
    settled.wire.append((settled.wire[at][0], settled.frame(request.with_({11: "000777"}))))
    settled.add_booking(settled.booking(last=True), "000777", original=None, kind="sale")
    assert "B4" in settled.rules()


def test_b4_said_to_be_closed_and_is_not(settled: Books) -> None:
    batch = settled.ledger.batch("12345676", "000002")
    assert batch is not None
    settled.tables["_batches"]["12345676", "000002"] = replace(batch, state="open")
    assert settled.rules() == {"B4"}


def test_b4_the_terminal_stays_behind(settled: Books) -> None:
    settled.state.batch_number = 2
    kept = next(each for each in settled.state.settled.values() if each.batch == "000002")
    record = Books(scripts.refunded()).state.batch.get(kept.voucher)
    assert record is not None
    settled.state.batch.put(kept.voucher, record)
    assert "B4" in settled.rules()


def test_b5_an_upload_booked_again(settled: Books) -> None:
    refund = settled.booking("refund")
    other = replace(refund, id=refund.id._replace(epoch=7), uploaded=True)
    settled.tables["_bookings"][other.id] = other
    assert "B5" in settled.rules()


def test_b6_the_slip_shows_other_totals(settled: Books) -> None:
    settled.slips[-1] = (
        settled.slips[-1][0],
        replace(
            settled.slips[-1][1],
            lines=tuple(line.replace("RMB 116.00", "RMB 161.00") for line in settled.slips[-1][1].lines),
        ),
    )
    assert settled.rules() == {"B6"}


def test_an_upload_of_everything_leaves_nothing_to_say() -> None:
    books = Books(scripts.unbalanced(), scripts.settlement)
    assert books.message("0510")[1].text(48)[30] == "2"
