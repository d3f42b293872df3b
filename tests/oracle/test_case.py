from __future__ import annotations

from dataclasses import replace

from pos_emulator.acquirer.settings import DEMO_TMK
from pos_emulator.firmware.records import HostBook
from pos_emulator.oracle.card_search import CardSearch
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.host_view import HostView
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
    return Case(profile, TerminalView(books.state), wire, host, books.screens, books.slips, CardSearch())


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


def test_another_epoch_is_another_life() -> None:
    books = Books(scripts.sold())
    books.state.host_book = HostBook(2, books.ledger.ledger_id)
    case = case_of(books)
    sale = case.wire.latest("000001", "000003")
    assert sale is not None
    assert case.same_book
    assert not case.is_of_this_life(sale)


def test_a_host_without_hello_has_one_book() -> None:
    books = Books(scripts.sold())
    books.state.host_book = HostBook()
    assert case_of(books, replace(books.bench.profile, host_extensions=False)).same_book
