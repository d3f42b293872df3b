from __future__ import annotations

from dataclasses import replace

import pytest

from pos_emulator.acquirer.records import Booking, Leg
from tests.end_to_end import scripts
from tests.oracle.books import Books

OTHER = "90000001"
"""Another terminal: ours has no pre-authorisation."""


@pytest.fixture
def books() -> Books:
    return Books(scripts.sold())


def book(books: Books, stan: str, kind: str, amount: int, original: Booking | None = None) -> Booking:
    like = books.booking()
    booking = replace(
        like,
        id=like.id._replace(tid=OTHER, stan=stan),
        kind=kind,
        amount=amount,
        original=None if original is None else original.id,
    )
    books.tables["_bookings"][booking.id] = booking
    if kind in ("completion", "completion_void"):
        sign = 1 if kind == "completion" else -1
        holder = f"cardholder:{like.token}"
        books.legs(
            booking.id, Leg(booking.id, holder, -sign * amount), Leg(booking.id, "merchant:1", sign * amount)
        )
    return booking


def held(books: Books, amount: int) -> None:
    books.tables["_held"][books.booking().token] = amount


def test_p1_a_hold_that_nobody_stands_for(books: Books) -> None:
    held(books, 1)
    assert books.rules() == {"P1"}


def test_p1_a_hold_that_is_gone(books: Books) -> None:
    book(books, "000001", "preauth", 500)
    assert books.rules() == {"P1"}
    held(books, 500)
    assert books.rules() == set()


def test_p1_a_pre_authorisation_moved_money(books: Books) -> None:
    preauth = book(books, "000001", "preauth", 500)
    held(books, 500)
    books.legs(preauth.id, Leg(preauth.id, "cardholder:x", -500), Leg(preauth.id, "merchant:1", 500))
    assert books.rules() == {"P1"}


def test_p2_completed_twice(books: Books) -> None:
    preauth = book(books, "000001", "preauth", 500)
    book(books, "000002", "completion", 500, preauth)
    assert books.rules() == set()
    book(books, "000003", "completion", 500, preauth)
    assert books.rules() == {"P2"}


def test_p2_completed_beyond_the_limit(books: Books) -> None:
    preauth = book(books, "000001", "preauth", 500)
    book(books, "000002", "completion", 576, preauth)
    assert books.rules() == {"P2"}


def test_p3_cancelled_and_captured(books: Books) -> None:
    preauth = book(books, "000001", "preauth", 500)
    book(books, "000002", "completion", 500, preauth)
    book(books, "000003", "preauth_cancel", 500, preauth)
    assert books.rules() == {"P3"}


def test_p4_a_voided_completion_keeps_money(books: Books) -> None:
    preauth = book(books, "000001", "preauth", 500)
    completion = book(books, "000002", "completion", 500, preauth)
    void = book(books, "000003", "completion_void", 500, completion)
    assert books.rules() == set()
    books.legs(void.id, Leg(void.id, "cardholder:x", 500), Leg(void.id, "merchant:1", -500))
    assert books.rules() == {"P4"}
