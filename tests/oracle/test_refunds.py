from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from iso8583_specs.dialects.own_tags import OwnTags
from iso8583_specs.dialects.unionpay_views import F60
from pos_emulator.firmware.records import Doubt
from pos_emulator.link.faults import Direction
from pos_emulator.oracle.on_bench import BenchOracle
from pos_emulator.oracle.refunds import original_of
from pos_emulator.runtime.virtual import Script
from tests.end_to_end import scripts
from tests.firmware.shop import Shop
from tests.oracle.books import Books


@pytest.fixture
def refunded() -> Books:
    return Books(scripts.settled(), scripts.refund)


def test_r1_more_than_was_paid(refunded: Books) -> None:
    refunded.add_booking(refunded.booking("refund"), "000777", amount=5000)
    assert "R1" in refunded.rules()


def test_r1_nothing_at_all(refunded: Books) -> None:
    refunded.rebook(refunded.booking("refund"), amount=0)
    assert "R1" in refunded.rules()


def test_r1_of_a_sale_that_does_not_stand(refunded: Books) -> None:
    refunded.rebook(refunded.booking(), reversed=True)
    assert "R1" in refunded.rules()


def test_r2_to_another_card(refunded: Books) -> None:
    refunded.rebook(refunded.booking("refund"), token="another")
    assert {"R2", "G4"} == refunded.rules()


def test_r3_a_refund_is_reversed(refunded: Books) -> None:
    _, request = refunded.message("0220")
    left_out = (26, 35, 36, 37, 52, 53, 64)
    reversal = request.with_({39: "98", 64: bytes(8)}, without=left_out, mti="0400")
    refunded.insert_frame(len(refunded.wire), Direction.TO_HOST, reversal)
    assert "R3" in refunded.rules()


def test_r3_or_something_that_calls_itself_one() -> None:
    books = Books(scripts.signed_on(), scripts.lost_sale)
    at, reversal = books.message("0400")
    books.replace_frame(at, reversal.with_({60: F60("25", "000001", "000", "6", "0").digits()}))
    assert "R3" in books.rules()


def test_r4_another_refund_while_one_is_in_doubt() -> None:
    books = Books(scripts.doubting())
    _, request = books.message("0220")
    books.insert_frame(len(books.wire), Direction.TO_HOST, request.with_({11: "000777"}))
    assert "R4" in books.rules()


def test_r4_another_refund_after_one_went_by_hand() -> None:
    books = Books(scripts.settled(), scripts.refund)
    record = books.record("refund")
    books.state.by_hand.put(record.batch + record.voucher, Doubt(record, 1, books.ledger.ledger_id, ""))
    _, request = books.message("0220")
    books.insert_frame(len(books.wire), Direction.TO_HOST, request.with_({11: "000777"}))
    assert "R4" in books.rules()


def test_r4_a_fenced_refund_is_booked() -> None:
    books = Books(scripts.settled(), scripts.refund, scripts.unsent_refund)
    _, request = books.message("0220")
    books.add_booking(books.booking("refund"), request.text(11))
    assert {"R4", "S1", "G4"} <= books.rules()


def test_r4_in_doubt_and_approved(refunded: Books) -> None:
    record = refunded.record("refund")
    refunded.state.doubts.put(record.voucher, Doubt(record, 1, refunded.ledger.ledger_id, ""))
    assert refunded.rules() == {"R4"}


def test_r4_a_refund_without_an_ending() -> None:
    books = Books(scripts.doubting())
    for voucher in books.state.doubts.names():
        books.state.doubts.delete(voucher)
    assert {"R4", "G4"} == books.rules()


def test_r5_success_for_nothing(refunded: Books) -> None:
    at, _ = refunded.message("0230")
    del refunded.wire[at]
    assert {"R5", "G3", "R4"} >= refunded.rules() >= {"R5", "G3"}


def test_r5_failure_of_what_was_booked(refunded: Books) -> None:
    refunded.show("refund.failed", code="96")
    assert refunded.rules() == {"R5"}


def test_r5_failure_after_a_query_of_what_was_booked() -> None:
    books = Books(scripts.settled(), scripts.lost_refund)
    books.show("query.refund-none")
    assert books.rules() == {"R5"}


@pytest.mark.parametrize("other", [{"ledger_id": "00" * 8}, {"epoch": 2}], ids=["ledger", "epoch"])
@pytest.mark.parametrize("script", [scripts.lost_refund, scripts.unsent_refund])
def test_r4_r5_an_answer_about_another_book_ends_nothing(script: Script, other: dict[str, Any]) -> None:
    books = Books(scripts.settled(), script)
    requests = [at for at, (_, data) in enumerate(books.wire) if data[14:16] == b"\x02\x20"]
    answers = [at for at, (_, data) in enumerate(books.wire) if data[14:16] == b"\x02\x30"]
    at, answer = books.message("0610")
    asked_at, query = books.message("0600")
    told, asked = OwnTags.parse(answer.octets(62)), OwnTags.parse(query.octets(62))
    if "epoch" in other:
        books.replace_frame(asked_at, query.with_({62: replace(asked, **other).octets()}))
    else:
        books.replace_frame(at, answer.with_({62: replace(told, **other).octets()}))
    assert requests
    for each in reversed(answers):
        del books.wire[each]
    expected = {"R4", "R5"} if script is scripts.unsent_refund else {"G3", "R5"}
    assert books.rules() == expected


def test_r4_r5_a_refund_that_was_asked_after_at_another_ledger() -> None:
    shop = Shop()
    oracle = BenchOracle(shop.bench)
    shop.sign_on()
    voucher = shop.doubtful_refund()
    doubt = shop.state.doubts.get(voucher)
    assert doubt is not None
    shop.state.doubts.delete(voucher)
    shop.wipe_ledger().press("Enter", "7", "1", "01", "Enter", "0000", "Enter", "Enter")
    book = shop.state.host_book
    # What the terminal never does: it takes the old book's doubt to the new one, which has fenced it.
    shop.state.doubts.put(voucher, replace(doubt, epoch=book.epoch, ledger=book.ledger))
    shop.press("Cancel").wait(60)
    assert shop.screen == "query.refund-none"
    assert {finding.rule for finding in oracle.look()} == {"R4", "R5"}


def test_the_original_of_a_refund(refunded: Books) -> None:
    _, request = refunded.message("0220")
    assert original_of(request) == (refunded.booking().rrn, "1121")
    assert original_of(replace_61(refunded, "12")) == (refunded.booking().rrn, "")


def replace_61(books: Books, value: str):  # type: ignore[no-untyped-def]
    return books.message("0220")[1].with_({61: value})


def test_doubts_are_compared_by_their_own_epoch() -> None:
    books = Books(scripts.doubting())
    doubt = next(iter(books.state.doubts.values()))
    books.state.doubts.put(doubt.transaction.voucher, replace(doubt, asked=3))
    assert books.rules() == set()
