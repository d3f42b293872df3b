from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.keyscript.recorder.by_hand import ByHand


def moves(*parts: Callable[[ByHand], object]) -> list[str]:
    """The lines of a session that are not expectations."""
    hand = ByHand()
    for part in parts:
        part(hand)
    _, _, lines = hand.script().partition('Scenario "recorded"\n')
    return [" ".join(line.split()) for line in lines.splitlines() if line and "Expect" not in line]


def sell(hand: ByHand) -> None:
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", "5800", "Enter")
    hand.secret("demo-debit")
    hand.keys("Enter", "Enter")


def void(hand: ByHand) -> None:
    hand.keys("Enter", "2")
    hand.secret("supervisor")
    hand.keys(hand.bench.state.batch.names()[0], "Enter", "Enter")
    hand.card("swipe", "demo-debit")
    hand.secret("demo-debit")
    hand.keys("Enter", "Enter")


def settle(hand: ByHand) -> None:
    hand.keys("Enter", "7", "4", "Enter", "Enter")


def log_off_and_on(hand: ByHand) -> None:
    hand.keys("Enter", "7", "2", "Enter", "Enter", "Enter", "01", "Enter")
    hand.secret("operator-01")
    hand.keys("Enter")


def chip_sale(hand: ByHand) -> None:
    hand.card("insert", "demo-chip")
    hand.keys("Enter", "100", "Enter")
    hand.secret("demo-chip")
    hand.keys("Enter")
    hand.card("remove", "demo-chip")
    hand.keys("Enter")


SALE, VOID = "Sale 58.00 card=demo-debit as $sale", "Void $sale"


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        ([sell], [SALE]),
        ([sell, void], [SALE, VOID]),
        ([sell, sell, void], [SALE, "Sale 58.00 card=demo-debit as $sale2", VOID]),
        ([sell, settle], [SALE, "Settle"]),
        ([chip_sale], ["Sale 1.00 card=demo-chip as $sale"]),
        ([log_off_and_on], ["Menu logoff", "Enter", "Enter", "Logon 01"]),
    ],
    ids=["sale", "void", "the first of two", "settle", "chip", "logon"],
)
def test_what_a_move_presses_is_that_move(parts: list[Callable[[ByHand], object]], lines: list[str]) -> None:
    assert moves(*parts) == lines


def test_a_declined_sale_is_a_move_that_stops_and_the_rest_by_keys() -> None:
    def declined(hand: ByHand) -> None:
        hand.come("demo-no-funds")
        hand.card("swipe", "demo-no-funds")
        hand.keys("Enter", "5800", "Enter")
        hand.secret("demo-no-funds")
        hand.keys("Enter")

    hand = ByHand()
    declined(hand)
    text = hand.script()
    line = "  Sale     58.00 card=demo-no-funds as $sale"
    assert f"{line}\n  Expect   Screen sale.declined" in text
    assert moves(declined) == [
        "Customer arrives holding demo-no-funds", "Sale 58.00 card=demo-no-funds as $sale", "Enter",
    ]  # fmt: skip


def test_something_else_done_on_the_way_is_no_move() -> None:
    def sell_alone(hand: ByHand) -> None:
        hand.card("swipe", "demo-debit")
        hand.keys("Enter", "5800", "Enter")
        hand.secret("demo-debit")
        hand.keys("Enter")
        hand.go()
        hand.keys("Enter")

    assert moves(sell_alone) == [
        "Card swipe demo-debit", "Enter", "Keys 5800 Enter", "Secret demo-debit",
        "Enter", "Enter", "Customer leaves", "Enter",
    ]  # fmt: skip


def test_an_amount_of_nothing_is_no_move() -> None:
    def enter_twice(hand: ByHand) -> None:
        hand.card("swipe", "demo-debit")
        hand.keys("Enter", "Enter", "Enter", "100", "Enter")
        hand.secret("demo-debit")
        hand.keys("Enter", "Enter")

    assert moves(enter_twice) == [
        "Card swipe demo-debit", "Enter", "Enter", "Enter", "Keys 100 Enter", "Secret demo-debit",
        "Enter", "Enter", "Enter",
    ]  # fmt: skip


def test_a_refund_of_nothing_is_no_move() -> None:
    def refund(hand: ByHand) -> None:
        sale = next(iter(hand.bench.state.batch.values()))
        hand.keys("Enter", "3", "1")
        hand.secret("refund")
        hand.card("swipe", "demo-debit")
        hand.keys("Enter", sale.rrn, "Enter", sale.date, "Enter", "2", "Enter", "Enter", "2000", "Enter", "1")
        hand.keys("Enter", "Enter", "Enter")

    found = moves(sell, refund)
    assert found[:2] == [SALE, "Menu refund"]
    assert not any(line.startswith("Refund") for line in found)


def test_half_a_move_is_no_move() -> None:
    assert moves(lambda hand: hand.card("swipe", "demo-debit")) == ["Card swipe demo-debit"]
    assert moves(lambda hand: hand.keys("Enter", "2")) == ["Menu void"]


def test_another_way_than_the_cards_own_is_named() -> None:
    def swiped_chip(hand: ByHand) -> None:
        hand.card("swipe", "demo-chip")
        hand.keys("Enter", "100", "Enter")
        hand.secret("demo-chip")
        hand.keys("Enter", "Enter")

    assert moves(swiped_chip) == ["Sale 1.00 card=demo-chip by=swipe as $sale"]
