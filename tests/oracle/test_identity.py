from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pos_emulator.acquirer.records import Leg
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.records import HostBook, Obligation
from pos_emulator.firmware.state import RESTORED
from pos_emulator.link.faults import Direction
from pos_emulator.oracle.on_bench import BenchOracle
from pos_emulator.runtime.flash_cells import BATCH, STAN
from pos_emulator.runtime.put_back import put_back
from pos_emulator.runtime.world import SystemEntropy
from tests.end_to_end import scripts
from tests.firmware.shop import LOST_ANSWER, Shop
from tests.oracle.books import Books


@pytest.fixture
def books() -> Books:
    return Books(scripts.sold())


def test_g1_a_leg_too_many(books: Books) -> None:
    sale = books.booking()
    books.legs(sale.id, *books.ledger.legs_of(sale.id), Leg(sale.id, "fee", 1))
    assert books.rules() == {"G1"}


def test_g1_legs_of_nobody(books: Books) -> None:
    id = books.booking().id._replace(stan="000777")
    books.legs(id, Leg(id, "suspense", 500), Leg(id, "fee", -500))
    assert books.rules() == {"G1"}


def test_g2_one_id_booked_twice(books: Books) -> None:
    sale = books.booking()
    books.tables["_bookings"][sale.id._replace(stan="000777")] = sale
    assert books.rules() == {"G2"}


def test_g2_charged_twice_under_one_booking(books: Books) -> None:
    sale = books.booking()
    books.legs(sale.id, *2 * books.ledger.legs_of(sale.id))
    assert books.rules() == {"G2"}


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        *((kind, wrong) for kind in ("sale", "void", "refund") for wrong in ("none", "turned")),
        ("refund", "from-fee"),
    ],
)
def test_g2_legs_that_are_not_those_of_the_kind(kind: str, wrong: str) -> None:
    books = Books(scripts.refunded())
    booking = books.booking(kind)
    holder, shop = sorted(
        books.ledger.legs_of(booking.id), key=lambda leg: not leg.account.startswith("cardholder:")
    )[:2]
    legs = {
        "none": (),
        "turned": (replace(holder, amount=-holder.amount), replace(shop, amount=-shop.amount)),
        "from-fee": (holder, replace(shop, account="fee")),
    }
    books.legs(booking.id, *legs[wrong])
    assert "G2" in books.rules()


def test_g2_another_meaning_was_booked(books: Books) -> None:
    sale = books.booking()
    books.rebook(sale, amount=5900)
    assert "G2" in books.rules()


def test_g3_an_approval_that_nobody_gave(books: Books) -> None:
    at, _ = books.message("0210")
    del books.wire[at]
    assert books.rules() == {"G3"}


def test_g3_an_approval_with_a_wrong_mac(books: Books) -> None:
    at, answer = books.message("0210")
    books.replace_frame(at, answer, good=False)
    assert books.rules() == {"G3"}


@pytest.mark.parametrize(("element", "value"), [(39, "51"), (41, "12345677"), (4, "000000005801")])
def test_g3_an_answer_that_is_not_this_approval(books: Books, element: int, value: str) -> None:
    at, answer = books.message("0210")
    books.replace_frame(at, answer.with_({element: value}))
    assert "G3" in books.rules()


def test_g3_a_record_that_was_never_asked_for(books: Books) -> None:
    record = books.record()
    books.state.batch.put("000777", replace(record, voucher="000777"))
    assert books.rules() == {"G3"}


def test_g3_bytes_left_before_anything_was_owed(books: Books) -> None:
    at, _ = books.message("0200")
    books.wire.append((Direction.TO_HOST, books.wire[at][1][:60]))
    assert books.rules() == {"G3"}


def test_g4_the_host_knows_of_no_such_sale(books: Books) -> None:
    sale = books.booking()
    del books.tables["_bookings"][sale.id], books.tables["_legs"][sale.id]
    books.ledger._batches.clear()
    assert books.rules() == {"G4"}


def test_g4_the_terminal_forgot_a_sale(books: Books) -> None:
    books.state.batch.delete(books.record().voucher)
    books.slips.clear()
    assert books.rules() == {"G4", "X1"}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"rrn": "000000000001"}, id="DE37"),
        pytest.param({"approval": "000001"}, id="DE38"),
        pytest.param({"business_day": "1122"}, id="DE15"),
    ],
)
def test_g4_a_detail_differs(books: Books, changes: dict[str, str]) -> None:
    books.rewrite(books.record(), **changes)
    assert books.rules() == {"G4"}


def test_g4_another_card() -> None:
    books = Books(scripts.refunded())
    record = books.record()
    books.rewrite(record, card=replace(record.card, token="another"))
    assert books.rules() == {"G4"}


def test_g4_a_masked_number_differs(books: Books) -> None:
    record = books.record()
    books.rewrite(record, card=replace(record.card, masked="622424******0070"))
    assert books.rules() == {"G4"}


def test_g4_an_open_end_differs_by_its_own_amount_only() -> None:
    books = Books(scripts.owing_sale())
    owed = books.state.owed
    assert owed is not None
    books.state.owed = replace(owed, amount=5799)
    assert books.rules() == {"G4"}


def test_g4_is_silent_about_another_ledger(books: Books) -> None:
    sale = books.booking()
    del books.tables["_bookings"][sale.id], books.tables["_legs"][sale.id]
    books.ledger._batches.clear()
    books.state.host_book = HostBook(1, "00" * 8)
    assert books.rules() == set()


def test_x1_a_request_without_an_ending() -> None:
    books = Books(scripts.owing_sale())
    books.state.owed = None
    assert books.rules() == {"X1", "G4"}


def test_x1_approved_and_taken_back() -> None:
    books = Books(scripts.sold(), scripts.lost_sale)
    at, reversal = books.message("0400")
    books.replace_frame(at, reversal.with_({11: books.record().voucher}))
    assert "X1" in books.rules()


@pytest.mark.parametrize("other", [{"ledger_id": "00" * 8}, {"epoch": 2}], ids=["ledger", "epoch"])
def test_x1_an_answer_out_of_another_book_ends_nothing(other: dict[str, Any]) -> None:
    books = Books(scripts.signed_on(), scripts.lost_sale)
    sale = books.booking()
    books.change_book(books.message("0400")[0], **other)
    assert books.rules() == {"X1"}
    owed = Books(scripts.owing_sale()).state.owed
    assert owed is not None
    assert owed.voucher == sale.id.stan
    books.state.owed = owed
    assert books.rules() == set()


def test_x1_an_answer_out_of_the_old_book_that_is_back() -> None:
    books = Books(scripts.signed_on(), scripts.lost_sale)
    at, _ = books.message("0400")
    books.change_book(at)
    books.change_book(at, ledger_id="00" * 8)
    assert books.rules() == set()


def test_x1_x4_a_reversal_that_was_sent_to_another_ledger() -> None:
    shop = Shop()
    oracle = BenchOracle(shop.bench)
    owed = owing(shop)
    shop.wipe_ledger().press("Enter", "7", "1", "01", "Enter", "0000", "Enter", "Enter")
    book = shop.state.host_book
    assert book.ledger != owed.ledger
    # What the terminal never does: it takes the old book's debt to the new one, which says 25.
    shop.state.owed = replace(owed, epoch=book.epoch, ledger=book.ledger)
    shop.press("Cancel").wait(60)
    assert shop.answers("0410")[-1][39] == "25"
    assert {finding.rule for finding in oracle.look()} == {"X1"}
    shop.press("Enter").sell("200")
    assert {finding.rule for finding in oracle.look()} == {"X1", "X4"}


def test_x1_a_debt_that_an_older_copy_brought_to_life() -> None:
    shop = Shop()
    oracle = BenchOracle(shop.bench)
    owed = owing(shop)
    shop.state.memory_story, shop.state.needs_sign_on = RESTORED, True
    shop.press("Enter", "7", "1", "01", "Enter", "0000", "Enter", "Enter")
    book = shop.state.host_book
    assert book.epoch != owed.epoch
    assert oracle.look() == []
    shop.state.owed = replace(owed, epoch=book.epoch)
    shop.press("Cancel").wait(60)
    assert shop.answers("0410")[-1][39] == "25"
    assert {finding.rule for finding in oracle.look()} == {"X1"}


def owing(shop: Shop) -> Obligation:
    """A sale that the host booked and nobody answered for; its reversal is taken out of the records."""
    shop.sign_on().ring_up().fault(LOST_ANSWER)
    shop.bench.acquirer.rules.deaf("0400")
    shop.press("Enter").wait(60).wait(60).press("Enter")
    shop.bench.acquirer.rules.normal()
    owed = shop.state.owed
    assert owed is not None
    shop.state.owed = None
    return owed


def test_x1_knows_an_older_copy_though_a_new_ledger_gives_the_same_epoch() -> None:
    shop = Shop()
    oracle = BenchOracle(shop.bench)
    copy = shop.sign_on().bench.flash.copy()
    come_back_with(copy, shop, stan=100)
    shop.sell()
    before = shop.state.host_book
    shop.wipe_ledger()
    come_back_with(copy, shop, stan=200)
    after = shop.state.host_book
    assert after.epoch == before.epoch
    assert after.ledger != before.ledger
    assert oracle.look() == []


def come_back_with(copy: MemoryFlash, shop: Shop, *, stan: int) -> None:
    """The terminal comes up with an older copy of its memory and signs on, again where its epoch was refused."""
    put_back(copy, {(BATCH, ""): 1, (STAN, ""): stan}, entropy=SystemEntropy())
    shop.bench.power_cut()
    for stale in {*shop.bench.flash.keys("batch")} - {*copy.keys("batch")}:
        shop.bench.flash.delete("batch", stale)
    copy.copy_into(shop.bench.flash)
    shop.bench.flash.commit()
    shop.bench.power_on()
    if shop.sign_on().screen == "logon.failed":
        shop.press("Enter").sign_on()
    assert shop.state.memory_story != RESTORED
