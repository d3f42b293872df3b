from __future__ import annotations

from pos_emulator.oracle.host_view import HostView, label_of
from tests.end_to_end import scripts
from tests.oracle.books import Books


def view_of(books: Books) -> HostView:
    return HostView(books.ledger, tid="12345676", mid="123456789012345")


def test_one_terminals_part_of_the_ledger() -> None:
    books = Books(scripts.refunded())
    view = view_of(books)
    assert [booking.kind for booking in view.own.values()] == ["sale", "refund", "sale", "sale", "void"]
    assert HostView(books.ledger, tid="90000001", mid="123456789012345").own == {}


def test_what_was_built_upon_a_sale() -> None:
    books = Books(scripts.refunded())
    view = view_of(books)
    refund = books.booking("refund")
    assert refund.original is not None
    assert view.effective(refund.original, "refund") == [refund]
    assert view.effective(refund.original, "void") == []
    books.rebook(refund, reversed=True)
    assert view_of(books).effective(refund.original, "refund") == []


def test_what_moved_and_what_moved_back() -> None:
    books = Books(scripts.signed_on(), scripts.sale, scripts.lost_sale)
    view = view_of(books)
    stands, reversed_one = list(view.bookings)
    assert sorted(view.moved(stands.id).values()) == [-5800, 5800]
    assert view.moved(reversed_one.id) == {}
    assert label_of(stands.id) == "000001/000003"
