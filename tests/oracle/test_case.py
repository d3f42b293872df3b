from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.own_tags import OwnTags
from pos_emulator.acquirer.settings import DEMO_TMK
from pos_emulator.firmware.records import HostBook
from pos_emulator.link.faults import Direction
from pos_emulator.oracle.card_search import CardSearch
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.host_view import HostView
from pos_emulator.oracle.slip_view import SlipView
from pos_emulator.oracle.terminal_view import TerminalView
from pos_emulator.oracle.wire_view import WireView
from pos_emulator.profile import Profile
from tests.end_to_end import scripts
from tests.oracle.books import Books


def case_of(books: Books, profile: Profile | None = None) -> Case:
    profile = profile or books.bench.profile
    wire = WireView(profile, master_key=DEMO_TMK)
    wire.read(books.wire)
    host = HostView(books.ledger, tid=profile.tid, mid=profile.mid)
    slips = SlipView()
    slips.read(books.slips)
    terminal = TerminalView(books.state)
    return Case(profile, terminal, wire, host, books.screens, books.slips, slips.printed, CardSearch())


def test_a_request_finds_its_booking() -> None:
    books = Books(scripts.sold())
    case = case_of(books)
    sale = case.wire.latest("000001", "000003")
    assert sale is not None
    assert case.booking(sale) == books.booking()
    assert case.is_present(sale.name)
    assert case.is_of_this_life(sale)
    assert case.key(sale) == ("000001", "000003")


def test_another_ledger_is_another_book() -> None:
    books = Books(scripts.sold())
    books.state.host_book = HostBook(1, "00" * 8)
    case = case_of(books)
    sale = case.wire.latest("000001", "000003")
    assert sale is not None
    assert not case.same_book
    assert not case.is_present(sale.name)
    books.bench.wipe_ledger()
    books.ledger = books.bench.ledger
    assert case_of(books).booking(sale) is None


@pytest.mark.parametrize(("why", "same"), [(0, True), (1, False), (2, False), (3, False)])
def test_a_memory_made_anew_put_back_or_lost_did_not_ask(why: int, same: bool) -> None:
    books = Books(scripts.sold())
    _, hello = books.message("0600")
    tags = replace(OwnTags.parse(hello.octets(62)), why=why)
    # Nobody answers it: what the terminal says of its memory is so all the same.
    books.insert_frame(len(books.wire), Direction.TO_HOST, hello.with_({11: "000009", 62: tags.octets()}))
    case = case_of(books)
    sale = case.wire.latest("000001", "000003")
    assert sale is not None
    assert case.is_present(sale.name)
    assert case.is_of_this_life(sale) is same


def test_another_epoch_alone_is_the_same_memory() -> None:
    books = Books(scripts.sold())
    books.state.host_book = HostBook(2, books.ledger.ledger_id)
    case = case_of(books)
    sale = case.wire.latest("000001", "000003")
    assert sale is not None
    assert case.same_book
    assert not case.is_present(sale.name)
    assert case.is_of_this_life(sale)


def test_a_host_without_hello_has_one_book() -> None:
    books = Books(scripts.sold())
    books.state.host_book = HostBook()
    assert case_of(books, replace(books.bench.profile, host_extensions=False)).same_book
