from __future__ import annotations

import pytest

from pos_emulator.firmware.records import Settled
from pos_emulator.keyscript.recorder.trial import problem_of
from tests.keyscript.recorder.by_hand import ByHand
from tests.keyscript.recorder.test_known_moves import sell, settle


def settled_sale(hand: ByHand) -> Settled:
    return next(iter(hand.bench.state.settled.values()))


def refund(hand: ByHand, sale: Settled) -> None:
    hand.keys("Enter", "3", "1")
    hand.secret("refund")
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", sale.rrn, "Enter", sale.date, "Enter", "2000", "Enter", "1", "Enter")
    hand.keys("Enter", "Enter", "Enter")


@pytest.mark.parametrize("next_day", [False, True])
def test_a_refund_of_a_settled_sale_finds_it_sold_and_settled(next_day: bool) -> None:
    hand = ByHand()
    sell(hand)
    sell(hand)
    settle(hand)
    if next_day:
        hand.next_day()
    sale = settled_sale(hand)
    hand.begin()
    refund(hand, sale)
    text = hand.script()
    background, scenario = text.split('Scenario "recorded"\n')
    day = "  Clock    day +1\n  Logon    01\n" if next_day else ""
    assert background.endswith(
        "  Customer arrives holding demo-debit\n  Sale     58.00 card=demo-debit as $earlier\n  Settle\n"
        + day
        + "\n"
    )
    assert scenario.startswith("  Refund   $earlier 20.00 as $refund\n")
    assert "  Expect   Ledger $earlier refunded 20.00\n" in scenario
    assert sale.rrn not in text
    assert problem_of(text, "x.keys") == ""


def test_a_voucher_of_a_settled_batch_is_that_sale() -> None:
    hand = ByHand()
    sell(hand)
    settle(hand)
    hand.begin()
    hand.keys("Enter", "2")
    hand.secret("supervisor")
    hand.keys(settled_sale(hand).voucher, "Enter", "Enter", "Cancel")
    text = hand.script()
    assert '  Void     $earlier\n  Expect   Screen void.settled "本批已结算"\n' in text
    assert problem_of(text, "x.keys") == ""


def test_a_sale_like_it_is_another_one() -> None:
    hand = ByHand()
    sell(hand)
    settle(hand)
    hand.begin()
    refund(hand, settled_sale(hand))
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", "5800", "Enter")
    hand.secret("demo-debit")
    hand.go()
    hand.come()
    hand.keys("Enter", "Enter")
    hand.keys("Enter", "2")
    hand.secret("supervisor")
    hand.keys(hand.bench.state.last_voucher, "Enter", "Enter", "Cancel")
    assert problem_of(hand.script(), "x.keys") == ""
    assert hand.script().count("Expect   Received") == 2


def test_its_customer_has_left_where_nobody_was_there() -> None:
    hand = ByHand()
    sell(hand)
    settle(hand)
    hand.go()
    hand.begin()
    hand.keys("Enter", "2")
    hand.secret("supervisor")
    hand.keys(settled_sale(hand).voucher, "Enter", "Enter", "Cancel")
    text = hand.script()
    assert "as $earlier\n  Settle\n  Customer leaves\n\n" in text
    assert problem_of(text, "x.keys") == ""


def test_a_sale_that_nothing_refers_to_is_not_made_again() -> None:
    hand = ByHand()
    sell(hand)
    settle(hand)
    hand.begin()
    hand.keys("Enter", "Cancel")
    assert "Sale" not in hand.script()


def test_the_day_that_changes_while_it_is_recorded() -> None:
    hand = ByHand()
    sell(hand)
    settle(hand)
    hand.next_day()
    assert "Clock    day +1" in hand.script()
    assert problem_of(hand.script(), "x.keys") == ""
