from __future__ import annotations

import pytest

from pos_emulator.cards import load_cards
from pos_emulator.keyscript.recorder.opening import CannotBegin
from pos_emulator.keyscript.recorder.trial import problem_of
from tests.keyscript.recorder.by_hand import ByHand
from tests.keyscript.recorder.careless import Careless, secrets_in
from tests.keyscript.recorder.test_known_moves import sell, void

PIN = load_cards()["demo-debit"].pin
ANOTHER = "# another number: what was typed is not kept"


def told(hand: ByHand, *secrets: str) -> str:
    """The script, which replays and in no line of which the digits of a secret stand, dots or not."""
    text = hand.script()
    assert problem_of(text, "x.keys") == ""
    for line in text.splitlines():
        digits = "".join(char for char in line if char.isdigit())
        assert not any(secret in digits for secret in secrets)
    return text


def at_amount() -> ByHand:
    hand = ByHand(lang="en")
    hand.card("swipe", "demo-debit")
    hand.keys("Enter")
    return hand


def test_a_pin_that_was_typed_as_the_amount_of_a_sale_that_was_left() -> None:
    hand = at_amount()
    hand.keys(PIN, "Enter", "Cancel")
    text = told(hand, PIN)
    assert f"  Keys     999999 Enter  {ANOTHER}\n  Expect   Screen sale.pin\n  Cancel\n" in text


@pytest.mark.parametrize("keys", [("Clear",), ("Clear", "9"), ("Clear", "Clear", "100")])
def test_a_password_that_begins_with_zero_and_was_taken_back_in_part(keys: tuple[str, ...]) -> None:
    hand = ByHand(lang="en")
    hand.keys("Enter", "2", "039219", "Enter", "Enter", "Cancel")
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", "039219", *keys, "Enter", "Cancel")
    told(hand, "039219", "39219", "3921")


def test_an_amount_that_went_to_the_host_is_one_even_if_it_is_like_a_pin() -> None:
    hand = at_amount()
    hand.keys(PIN, "Enter")
    hand.secret("demo-debit")
    hand.keys("Enter", "Enter")
    assert "  Sale     1234.56 card=demo-debit as $sale\n" in told(hand)


def test_without_a_line_it_never_went() -> None:
    hand = at_amount()
    hand.line(False)
    hand.keys(PIN, "Enter")
    hand.secret("demo-debit")
    hand.keys("Enter", "Enter")
    assert f"Keys     999999 Enter  {ANOTHER}" in told(hand, PIN)


@pytest.mark.parametrize("before", ["", "77"])
@pytest.mark.parametrize("name", ["supervisor", "admin"])
def test_a_password_that_was_not_typed_right_yet(name: str, before: str) -> None:
    hand = at_amount()
    secret = hand.secrets[name].reveal()
    hand.keys(before + secret, "Enter", "Cancel", "Enter", "2")
    hand.secret("supervisor")
    hand.keys(secret, "Enter", "Enter", "Cancel")
    told(hand, secret, secret[:6])


def test_the_password_of_an_operator() -> None:
    hand = at_amount()
    secret = hand.secrets["operator-01"].reveal()
    hand.keys(secret, "Enter", "Cancel")
    assert f"Keys     9999 Enter  {ANOTHER}" in told(hand, secret)


def test_another_amount_that_was_left_is_kept() -> None:
    hand = at_amount()
    hand.keys("246000", "Enter", "Cancel")
    assert '  Keys     246000 Enter\n  Expect   Screen sale.pin "CNY 2460.00"\n' in told(hand)


@pytest.mark.parametrize("last", [["Cancel"], []])
def test_what_was_typed_and_left_is_not_kept(last: list[str]) -> None:
    hand = at_amount()
    hand.keys(PIN, *last)
    assert "Keys" not in told(hand, PIN)


@pytest.mark.parametrize("typed", [(PIN, *["Clear"] * 6), (PIN, "Clear", "Clear"), ("12345", *["Clear"] * 5)])
def test_what_was_taken_back_is_not_kept(typed: tuple[str, ...]) -> None:
    hand = at_amount()
    hand.keys(*typed, "58", "Enter")
    hand.secret("demo-debit")
    hand.keys("Enter")
    told(hand, PIN, "12345")


def test_zeros_before_an_amount_are_digits_of_a_secret_too() -> None:
    hand = ByHand()
    hand.keys("Enter", "2", "012345", "Enter", "Enter", "Cancel")
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", "012345", "Enter")
    hand.secret("demo-debit")
    hand.keys("Enter", "Enter")
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", "00012345", "Enter", "Enter")
    told(hand, "012345")


def test_zeros_alone_may_be_a_password_as_delivered() -> None:
    hand = at_amount()
    hand.keys("0000", "Enter", "Enter", "Cancel", "Enter", "2")
    hand.secret("supervisor")
    hand.keys("0000", "Clear", "Enter", "Enter", "Cancel")
    assert "0000" not in told(hand)


def test_a_number_that_means_nothing_is_another_one() -> None:
    hand = ByHand()
    hand.keys("Enter", "2")
    hand.secret("supervisor")
    hand.keys("483920", "Enter", "Enter", "Cancel")
    assert f'Keys     999999 Enter  {ANOTHER}\n  Expect   Screen void.not-found "' in told(hand, "483920")


@pytest.mark.parametrize("typed", ["1234", "1122"])
def test_a_date_that_is_half_a_pin(typed: str) -> None:
    hand = ByHand()
    hand.keys("Enter", "3", "1")
    hand.secret("refund")
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", PIN + PIN, "Enter", typed, "Enter", "Cancel", "Cancel")
    told(hand, PIN, typed)


def test_a_reference_number_that_was_entered_too_early() -> None:
    hand = ByHand()
    sell(hand)
    sale = hand.bench.state.batch.get(hand.bench.state.last_voucher)
    assert sale is not None
    hand.keys("Enter", "3", "1")
    hand.secret("refund")
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", sale.rrn[:7], "Enter", "Enter", sale.rrn[7:], "Enter", sale.date, "Enter", "2")
    hand.keys(PIN, "Enter", "Enter", "1000", "Enter", "1", "Clear", "Cancel")
    text = told(hand, PIN)
    assert "  Keys     Clear Clear $sale.rrn Enter\n" in text


def test_the_reference_number_of_a_void_is_no_other_one() -> None:
    hand = ByHand()
    sell(hand)
    void(hand)
    hand.begin()
    booked = hand.bench.state.batch.get(hand.bench.state.last_voucher)
    assert booked is not None
    hand.keys("Enter", "3", "1")
    hand.secret("refund")
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", booked.rrn, "Enter", booked.date, "Enter", "1000", "Enter", "1", "Enter", "Enter")
    assert ANOTHER not in told(hand)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_typed_where_it_replays_and_tells_no_secret(seed: int) -> None:
    hand = ByHand(lang="zh" if seed % 2 else "en", profile="hardened" if seed % 5 == 4 else "cn-classic")
    person = Careless(hand, seed)
    if seed % 3 == 0:
        person.new_password()
    if seed % 4:
        person.work(seed % 4)
        begin_when_it_can(person)
    person.work(5)
    text = hand.script()
    assert problem_of(text, "x.keys") == ""
    assert secrets_in(hand, text) == []


def begin_when_it_can(person: Careless) -> None:
    while True:
        person.go_idle()
        try:
            person.hand.begin()
        except CannotBegin:
            person.work(1)
        else:
            return
