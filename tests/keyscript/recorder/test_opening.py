from __future__ import annotations

from collections.abc import Callable

import pytest

from pos_emulator.firmware.records import Tries
from pos_emulator.keyscript.recorder.opening import CannotBegin, opening
from pos_emulator.keyscript.recorder.trial import problem_of
from tests.keyscript.recorder.by_hand import ByHand
from tests.keyscript.recorder.test_known_moves import chip_sale, sell, settle, void


def lines(*parts: Callable[[ByHand], object], state: str = "signed-on") -> list[str]:
    hand = ByHand(state=state)
    for part in parts:
        part(hand)
    bench = hand.bench
    found = opening(
        bench.state, bench.profile, source="cn-classic", counter=bench.counter, screen=bench.screen
    )
    return [f"Given {found.given}", *found.lines]


HOLDING = "Customer arrives holding demo-debit demo-credit demo-chip"
CHIP_SALE = "Sale 1.00 card=demo-chip as $sale2"
SALE = "Sale 58.00 card=demo-debit as $sale"


def pull(hand: ByHand) -> None:
    hand.line(False)
    hand.paper("out")


def forget(hand: ByHand) -> None:
    hand.bench.act(*hand.bench.counter.leave(forgetting="demo-chip"))


def refund(hand: ByHand) -> None:
    sale = next(iter(hand.bench.state.batch.values()))
    hand.keys("Enter", "3", "1")
    hand.secret("refund")
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", sale.rrn, "Enter", sale.date, "Enter", "2", "2000", "Enter", "2", "Enter")
    hand.keys("Enter", "Enter", "Enter")


@pytest.mark.parametrize(
    ("parts", "made"),
    [
        ([], ["Given signed-on", HOLDING]),
        ([sell], ["Given signed-on", HOLDING, SALE]),
        ([sell, chip_sale, void], ["Given signed-on", HOLDING, SALE, CHIP_SALE, "Void $sale"]),
        ([sell, refund], ["Given signed-on", HOLDING, SALE, "Refund $sale 20.00 reason=2 as $refund"]),
        ([sell, settle], ["Given signed-on", HOLDING]),
        ([ByHand.go], ["Given signed-on"]),
        ([sell, ByHand.go], ["Given signed-on", "Customer arrives holding demo-debit", SALE, "Customer leaves"]),
        ([forget], ["Given signed-on", "Customer arrives holding demo-chip", "Customer leaves forgetting demo-chip"]),
        ([pull, ByHand.go], ["Given signed-on", "Paper out", "Line unplug"]),
    ],
    ids=["new", "sale", "void", "refund", "settled", "nobody", "gone", "forgotten", "around"],
)  # fmt: skip
def test_moves_bring_a_new_terminal_to_where_it_was(
    parts: list[Callable[[ByHand], object]], made: list[str]
) -> None:
    assert lines(*parts) == made


def test_a_customer_who_was_gone_before_it_began_is_not_there() -> None:
    hand = ByHand()
    hand.go()
    hand.begin()
    hand.keys("Enter", "2", "Cancel")
    hand.come("demo-debit")
    hand.go()
    text = hand.script()
    assert text.count("Customer leaves") == 1
    assert problem_of(text, "x.keys") == ""


def test_a_sale_of_the_day_before_is_one_when_it_is_played() -> None:
    hand = ByHand()
    sell(hand)
    hand.next_day()
    sell(hand)
    hand.begin()
    hand.keys("Enter", "2")
    hand.secret("supervisor")
    hand.keys(hand.bench.state.batch.names()[0], "Enter", "Enter", "Cancel")
    text = hand.script()
    assert f"  {SALE.replace(' ', '     ', 1)}\n  Clock    day +1\n  Logon    01\n  Sale     58.00" in text
    assert "Screen void.not-today" in text
    assert problem_of(text, "x.keys") == ""


def test_nobody_signed_on() -> None:
    assert lines(state="signed-off") == ["Given signed-off", HOLDING]


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (lambda hand: hand.keys("Enter"), "a recording begins at the idle screen"),
        (
            lambda hand: hand.bench.state.tries.put("supervisor", Tries(wrong=1)),
            "wrong passwords are counted",
        ),
        (lambda hand: setattr(hand.bench.state, "owed", object()), "something is owed"),
    ],
    ids=["menu", "tries", "owed"],
)
def test_what_keys_cannot_make_again_is_said(part: Callable[[ByHand], object], why: str) -> None:
    with pytest.raises(CannotBegin, match=why):
        lines(part)


def test_a_profile_without_a_name_is_for_the_command() -> None:
    bench = ByHand().bench
    with pytest.raises(CannotBegin, match="--profile FILE"):
        opening(bench.state, bench.profile, source="mine", counter=bench.counter, screen=bench.screen)


def test_cards_that_lie_on_the_counter_stay_there() -> None:
    hand = ByHand()
    hand.go("demo-debit")
    hand.come("demo-chip", "demo-credit")
    hand.go("demo-chip")
    hand.come("demo-credit")
    hand.begin()
    hand.go()
    for name in ("demo-debit", "demo-chip"):
        hand.card("swipe", name)
        hand.keys("Cancel")
    assert problem_of(hand.script(), "x.keys") == ""
