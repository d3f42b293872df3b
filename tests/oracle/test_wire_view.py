from __future__ import annotations

import pytest

from pos_emulator.acquirer.settings import DEMO_TMK
from pos_emulator.link.faults import Direction
from pos_emulator.oracle.wire_view import WireView
from pos_emulator.security.keys import Key
from tests.end_to_end import scripts
from tests.oracle.books import Books


@pytest.fixture
def books() -> Books:
    return Books(scripts.sold())


def view_of(books: Books, master_key: Key = DEMO_TMK) -> WireView:
    view = WireView(books.bench.profile, master_key=master_key)
    view.read(books.wire)
    return view


def test_requests_by_life_batch_and_stan(books: Books) -> None:
    view = view_of(books)
    assert {name: asked.kind for name, asked in view.asked.items()} == {
        (0, "000001", "000001"): "sign_on",
        (0, "000001", "000002"): "hello",
        (1, "000001", "000003"): "sale",
    }
    sale = view.latest("000001", "000003")
    assert sale is not None
    assert (sale.amount, sale.label, sale.never_left) == (5800, "000001/000003", False)
    assert view.latest("000001", "000009") is None


def test_an_approval_needs_the_keys_of_the_sign_on(books: Books) -> None:
    sale = view_of(books).latest("000001", "000003")
    assert sale is not None
    assert sale.approval() is not None
    assert sale.refusal() is None
    assert sale.approval(before=sale.first.at) is None
    stranger = view_of(books, Key(bytes(range(16)))).latest("000001", "000003")
    assert stranger is not None
    assert stranger.approval() is None


def test_repeats_are_one_request(books: Books) -> None:
    at, _ = books.message("0200")
    books.wire[at:at] = [books.wire[at]] * 2
    sale = view_of(books).latest("000001", "000003")
    assert sale is not None
    assert len(sale.meanings) == 1


def test_a_frame_that_stopped_half_way(books: Books) -> None:
    at, _ = books.message("0200")
    half = books.wire[at][1][:40]
    books.wire += [(Direction.TO_HOST, half), (Direction.TO_HOST, half[:5])]
    view = view_of(books)
    assert [mti for _, mti in view.cut_short] == ["0200", ""]
    assert view.latest("000001", "000003") is not None


def test_reading_goes_on_where_it_stopped(books: Books) -> None:
    view = WireView(books.bench.profile, master_key=DEMO_TMK)
    for length in range(len(books.wire) + 1):
        view.read(books.wire[:length])
    assert [told.kind for told, _ in view.messages] == [told.kind for told, _ in view_of(books).messages]


def test_a_reversal_belongs_to_its_request() -> None:
    view = view_of(Books(scripts.signed_on(), scripts.lost_sale))
    sale = view.latest("000001", "000003")
    assert sale is not None
    assert len(sale.reversals) == 1
    assert sale.reversed_at is not None


def test_a_reversal_of_what_never_left(books: Books) -> None:
    _, request = books.message("0200")
    left_out = (26, 35, 37, 52, 53)
    reversal = request.with_({11: "000777", 39: "98", 64: bytes(8)}, without=left_out, mti="0400")
    books.insert_frame(len(books.wire), Direction.TO_HOST, reversal)
    asked = view_of(books).latest("000001", "000777")
    assert asked is not None
    assert asked.never_left


def test_the_fate_of_a_refund_that_was_asked_after() -> None:
    books = Books(scripts.settled(), scripts.lost_refund, scripts.unsent_refund)
    fates = [
        (asked.approval() is not None, [fate.state for _, fate in asked.query_answers])
        for asked in view_of(books).asked.values()
        if asked.kind == "refund"
    ]
    # Its answer was written and lost; the host had booked it. The other never arrived and was fenced.
    assert fates == [(True, [1]), (False, [0])]


def test_noise_is_no_message(books: Books) -> None:
    messages = len(view_of(books).messages)
    books.wire += [
        (Direction.TO_HOST, b"\x15"),
        (Direction.TO_HOST, b"noise"),
        (Direction.TO_TERMINAL, b"\x06"),
    ]
    assert len(view_of(books).messages) == messages


def test_card_numbers_are_known_and_not_shown(books: Books) -> None:
    view = view_of(books)
    assert view.cards == {"6224242300000069"}
    assert "6224242300000069" not in repr(list(view.asked.values()))
    assert "6224242300000069" not in repr(view.messages)
