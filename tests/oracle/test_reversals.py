from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pos_emulator.acquirer.records import Leg
from pos_emulator.firmware.peripherals import Slip
from pos_emulator.link.faults import Direction
from pos_emulator.oracle import declared
from tests.end_to_end import scripts
from tests.oracle.books import Books


@pytest.fixture
def reversed_sale() -> Books:
    return Books(scripts.signed_on(), scripts.lost_sale)


@pytest.mark.parametrize(
    ("element", "value"),
    [(4, "000000005801"), (22, "051"), (2, "4111111111111111"), (38, "123456"), (39, "00")],
)
def test_x2_a_reversal_says_something_else(reversed_sale: Books, element: int, value: str) -> None:
    at, reversal = reversed_sale.message("0400")
    reversed_sale.replace_frame(at, reversal.with_({element: value}))
    assert reversed_sale.rules() == {"X2"}


@pytest.mark.parametrize("element", [14, 2, 49])
def test_x2_a_reversal_leaves_something_out(reversed_sale: Books, element: int) -> None:
    at, reversal = reversed_sale.message("0400")
    reversed_sale.replace_frame(at, reversal.with_(without=(element,)))
    assert reversed_sale.rules() == {"X2"}


def test_x3_reversed_and_booked_again(reversed_sale: Books) -> None:
    sale = reversed_sale.booking()
    assert sale.reversed
    reversed_sale.rebook(sale, reversed=False)
    assert {"X3", "G4", "S1"} <= reversed_sale.rules()


def test_x3_taken_back_twice(reversed_sale: Books) -> None:
    sale = reversed_sale.booking()
    legs = reversed_sale.ledger.legs_of(sale.id)
    back = [leg for leg in legs if leg.because == "reversed"]
    reversed_sale.legs(sale.id, *legs, *back)
    assert {"X3", "S1"} == reversed_sale.rules()


def test_x4_another_request_before_the_reversal(reversed_sale: Books) -> None:
    _, request = reversed_sale.message("0200")
    at, _ = reversed_sale.message("0400")
    reversed_sale.insert_frame(at, Direction.TO_HOST, request.with_({11: "000777"}))
    # The answer to the request was on the wire, so the order alone could be innocent; the reversal is not.
    del reversed_sale.wire[reversed_sale.message("0210")[0]]
    assert "X4" in reversed_sale.rules()


def test_x4_another_request_before_the_reversal_is_answered(reversed_sale: Books) -> None:
    _, request = reversed_sale.message("0200")
    at, _ = reversed_sale.message("0410")
    reversed_sale.insert_frame(at, Direction.TO_HOST, request.with_({11: "000777"}))
    assert "X4" in reversed_sale.rules()


@pytest.mark.parametrize("other", [{"ledger_id": "00" * 8}, {"epoch": 2}], ids=["ledger", "epoch"])
def test_x4_b1_an_answer_out_of_another_book_ends_nothing(other: dict[str, Any]) -> None:
    books = Books(scripts.signed_on(), scripts.lost_sale)
    _, request = books.message("0200")
    books.insert_frame(len(books.wire), Direction.TO_HOST, request.with_({11: "000777"}))
    assert "X4" not in books.rules()
    books.change_book(books.message("0400")[0], **other)
    assert "X4" in books.rules()


def test_x3_is_about_answers_of_the_same_book(reversed_sale: Books) -> None:
    sale = reversed_sale.booking()
    reversed_sale.rebook(sale, reversed=False)
    assert "X3" in reversed_sale.rules()
    reversed_sale.change_book(reversed_sale.message("0400")[0], ledger_id="00" * 8)
    rules = reversed_sale.rules()
    assert "X3" not in rules
    assert "X1" in rules


def test_b1_a_settlement_before_the_reversal_is_answered() -> None:
    books = Books(scripts.signed_on(), scripts.sale, scripts.lost_sale, scripts.settlement)
    at, _ = books.message("0410")
    answer = books.wire.pop(at)
    books.wire.append(answer)
    assert "B1" in books.rules()


def test_b1_a_settlement_while_a_refund_is_in_doubt() -> None:
    books = Books(scripts.settled(), scripts.lost_refund, scripts.settlement)
    answers = [
        at
        for at, (direction, data) in enumerate(books.wire)
        if direction is Direction.TO_TERMINAL and data[14:16] == b"\x02\x30"
    ]
    for at in reversed(answers):
        del books.wire[at]
    at, _ = books.message("0610")
    books.wire.append(books.wire.pop(at))
    assert "B1" in books.rules()


def test_x5_by_hand_without_a_fault_slip() -> None:
    books = Books(scripts.owing_sale())
    give_away(books)
    assert books.rules() == {"X5"}
    assert [each.rule for each in declared(books.state)] == ["X5"]


def test_x5_a_fault_slip_that_is_noted_as_due() -> None:
    books = Books(scripts.owing_sale())
    voucher = give_away(books)
    books.state.fault_slips_due.put("000001" + voucher, True)
    assert books.rules() == set()
    books.state.fault_slips_due.clear()
    assert books.rules() == {"X5"}


def test_x5_by_hand_with_its_papers() -> None:
    books = Books(scripts.owing_sale())
    voucher = give_away(books)
    books.print(Slip("fault", ("批次号: 000001",), voucher))
    assert books.rules() == set()


def test_x5_a_settlement_slip_that_is_silent() -> None:
    books = Books(scripts.owing_sale())
    voucher = give_away(books)
    books.print(Slip("fault", ("批次号: 000001",), voucher))
    books.wire.append((Direction.TO_HOST, b"\x06"))
    books.print(Slip("report", ("批次号: 000001",)))
    assert books.rules() == {"X5"}
    books.slips[-1] = (len(books.wire), Slip("report", ("批次号: 000001", f" {voucher} sale RMB 58.00")))
    assert books.rules() == set()


def test_x5_a_copy_says_what_its_first_print_said() -> None:
    books = Books(scripts.owing_sale())
    before = Slip("report", ("批次号: 000000",))
    books.print(before)
    books.wire.append((Direction.TO_HOST, b"\x06"))
    voucher = give_away(books)
    books.print(Slip("fault", ("批次号: 000001",), voucher))
    books.wire.append((Direction.TO_HOST, b"\x06"))
    books.print(replace(before, lines=(*before.lines, "*** 重打印凭证/DUPLICATED ***")))
    assert books.rules() == set()


def give_away(books: Books) -> str:
    owed = books.state.owed
    assert owed is not None
    books.state.owed = None
    books.state.by_hand.put(owed.batch + owed.voucher, owed)
    return owed.voucher


def test_legs_that_come_back_are_no_effect(reversed_sale: Books) -> None:
    sale = reversed_sale.booking()
    total = sum(leg.amount for leg in reversed_sale.ledger.legs_of(sale.id) if isinstance(leg, Leg))
    assert total == 0
    assert replace(sale, reversed=True) == sale
