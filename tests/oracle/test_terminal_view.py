from __future__ import annotations

from pos_emulator.oracle.terminal_view import TerminalView, key_of, label
from tests.end_to_end import scripts
from tests.oracle.books import Books


def test_open_and_settled_ones_are_held_approved() -> None:
    view = TerminalView(Books(scripts.refunded()).state)
    assert [(key[0], held.kind, held.amount) for key, held in view.approved.items()] == [
        ("000001", "sale", 5800),
        ("000002", "refund", 1000),
        ("000002", "sale", 5800),
        ("000002", "sale", 5800),
        ("000002", "void", 5800),
    ]
    assert view.open_batch == "000002"
    assert view.open_ends == {}


def test_what_is_owed_is_an_open_end() -> None:
    view = TerminalView(Books(scripts.owing_sale()).state)
    assert view.approved == {}
    assert view.open_ends == {("000001", "000003"): 5800}
    assert view.given_away == frozenset()


def test_so_are_doubts_and_what_is_by_hand() -> None:
    books = Books(scripts.doubting())
    view = TerminalView(books.state)
    (doubt,) = view.doubts
    assert view.open_ends == {key_of(doubt): 1000}
    books.state.doubts.delete(doubt.transaction.voucher)
    books.state.by_hand.put("by hand", doubt)
    view = TerminalView(books.state)
    assert view.given_away == {key_of(doubt)}
    assert view.open_ends == {key_of(doubt): 1000}
    assert label(("000001", "000003")) == "000001/000003"
