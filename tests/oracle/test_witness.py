from __future__ import annotations

from dataclasses import replace

import pytest

from pos_emulator.acquirer.records import Leg
from pos_emulator.link.faults import Direction
from pos_emulator.oracle.wire_view import FrameReader
from pos_emulator.oracle.witness import Witness
from tests.end_to_end import scripts
from tests.oracle.books import Books


@pytest.fixture
def books() -> Books:
    return Books(scripts.owing_sale())


def seen(books: Books, mti: str, direction: Direction = Direction.TO_HOST) -> list[str]:
    witness = Witness(FrameReader(books.bench.profile))
    at, _ = books.message(mti)
    witness.about_to_write(direction, books.wire[at][1], books.state)
    return [finding.rule for finding in witness.findings]


def test_a_sale_that_is_on_file(books: Books) -> None:
    assert seen(books, "0200") == []


def test_a_sale_that_is_not(books: Books) -> None:
    books.state.owed = None
    assert seen(books, "0200") == ["G3"]


def test_a_sale_beside_another_obligation(books: Books) -> None:
    owed = books.state.owed
    assert owed is not None
    books.state.owed = replace(owed, voucher="000777")
    assert seen(books, "0200") == ["G3"]


def test_a_refund_must_be_in_doubt_first() -> None:
    books = Books(scripts.doubting())
    assert seen(books, "0220") == []
    for voucher in books.state.doubts.names():
        books.state.doubts.delete(voucher)
    assert seen(books, "0220") == ["G3"]


@pytest.mark.parametrize(
    ("legs", "rules"),
    [
        pytest.param({"fee": 5, "suspense": -5}, [], id="balanced"),
        pytest.param({"fee": 5}, ["G1"], id="made"),
        pytest.param({}, [], id="none"),
    ],
)
def test_a_commit_neither_makes_nor_loses_money(books: Books, legs: dict[str, int], rules: list[str]) -> None:
    witness = Witness(FrameReader(books.bench.profile))
    id = next(books.ledger.bookings()).id
    with books.ledger.unit():
        books.ledger._move(id, tuple(Leg(id, account, amount) for account, amount in legs.items()))
    witness.committed(books.ledger, (id,))
    assert [finding.rule for finding in witness.findings] == rules


def test_a_leg_stands_under_its_own_id_alone(books: Books) -> None:
    witness = Witness(FrameReader(books.bench.profile))
    id = next(books.ledger.bookings()).id
    other = id._replace(stan="000777")
    with books.ledger.unit():
        books.ledger._move(id, (Leg(other, "fee", 5), Leg(other, "suspense", -5)))
        books.ledger._move(other, (Leg(other, "fee", 5), Leg(other, "suspense", -5)))
    witness.committed(books.ledger, (id, other))
    assert [(finding.rule, finding.ids) for finding in witness.findings] == [
        ("G1", (f"{id.batch}/{id.stan}",)),
        ("G1", (f"{id.batch}/000777",)),
    ]


def test_what_cannot_be_owed_and_what_the_host_writes_pass(books: Books) -> None:
    books.state.owed = None
    assert seen(books, "0400") == []
    assert seen(books, "0800") == []
    assert seen(books, "0200", Direction.TO_TERMINAL) == []
