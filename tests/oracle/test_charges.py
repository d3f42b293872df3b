from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_emulator.acquirer.records import Fence, Leg
from pos_emulator.runtime.virtual import Bench
from tests.end_to_end import scripts
from tests.oracle.books import Books


def declined_sale(bench: Bench) -> None:
    bench.power_on()
    bench.acquirer.rules.reply("51")
    scripts.sale(bench)


@pytest.fixture
def voided() -> Books:
    return Books(scripts.sold(), scripts.void)


def test_s1_a_refused_sale_is_booked() -> None:
    books = Books(scripts.sold(), declined_sale)
    _, request = books.message("0200")
    books.add_booking(books.booking(), request.text(11))
    assert {"S1", "G4"} <= books.rules()


def test_s1_a_fenced_id_has_an_effect() -> None:
    books = Books(scripts.sold())
    sale = books.booking()
    with books.ledger.unit():
        books.ledger.keep_fence(Fence(sale.id, "reversal", sale.day))
    assert books.rules() == {"S1"}


def test_s2_owed_and_held_approved() -> None:
    books = Books(scripts.owing_void())
    owed = books.state.owed
    assert owed is not None
    books.state.batch.put(owed.voucher, replace(books.record(), voucher=owed.voucher, kind="void"))
    assert "S2" in books.rules()


def test_s2_owed_and_marked_voided() -> None:
    books = Books(scripts.owing_void())
    owed = books.state.owed
    assert owed is not None
    books.state.voids.put(owed.original_voucher, owed.voucher)
    assert "S2" in books.rules()


@pytest.mark.parametrize("what", ["token", "amount", "day", "tid", "batch"])
def test_v1_a_void_of_something_else(voided: Books, what: str) -> None:
    sale = voided.booking()
    if what == "day":
        voided.rebook(sale, day=sale.day - timedelta(days=1))
    elif what in ("tid", "batch"):
        id = sale.id._replace(tid="99999999") if what == "tid" else sale.id._replace(batch="000009")
        moved = replace(sale, id=id)
        voided.tables["_bookings"][sale.id] = moved
        void = voided.booking("void")
        voided.rebook(void, original=moved.id)
    else:
        voided.rebook(sale, **{what: "another" if what == "token" else 1})
    assert "V1" in voided.rules()


def test_v1_a_void_of_a_refunded_sale(voided: Books) -> None:
    sale = voided.booking()
    voided.add_booking(sale, "000777", kind="refund", original=sale.id, amount=100)
    assert {"V1", "R1"} <= voided.rules()


def test_v2_voided_twice(voided: Books) -> None:
    voided.add_booking(voided.booking("void"), "000777")
    assert "V2" in voided.rules()


def test_v3_the_money_went_elsewhere(voided: Books) -> None:
    void = voided.booking("void")
    voided.legs(
        void.id,
        *(
            replace(leg, account="suspense") if leg.account.startswith("merchant") else leg
            for leg in voided.ledger.legs_of(void.id)
        ),
    )
    assert voided.rules() == {"V3"}


def test_v4_voided_at_the_host_only(voided: Books) -> None:
    voided.state.voids.clear()
    assert voided.rules() == {"V4"}


def test_v4_voided_here_only(voided: Books) -> None:
    void = voided.booking("void")
    voided.rebook(void, reversed=True)
    voided.legs(void.id)
    assert {"V4", "G4"} <= voided.rules()


def test_v4_another_sale_is_voided_at_the_host() -> None:
    books = Books(scripts.sold(), scripts.sale, scripts.void)
    void = books.booking("void")
    books.rebook(void, original=books.booking("sale").id)
    assert "V4" in books.rules()


def test_v5_the_sale_is_valid_again() -> None:
    books = Books(scripts.sold(), scripts.lost_void)
    void = books.booking("void")
    assert void.reversed
    books.state.voids.put(books.record().voucher, void.id.stan)
    assert {"V5", "V4"} == books.rules()


def test_v5_and_stands_at_the_host() -> None:
    books = Books(scripts.sold(), scripts.lost_void)
    sale = books.booking()
    books.rebook(sale, reversed=True)
    books.legs(sale.id, Leg(sale.id, "fee", 0))
    assert "V5" in books.rules()
