from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from pos_emulator.firmware.entry import AskAmount, AskDigits, AskReference, AskSecret
from pos_emulator.firmware.flow import Cancelled, Display, Done, FlowStopped, Outcome, Request
from pos_emulator.firmware.peripherals import Beep, Key, KeyPressed, LineLost, Sound

CLEAR, ENTER, ALPHA = KeyPressed(Key.CLEAR), KeyPressed(Key.ENTER), KeyPressed(Key.ALPHA)
Answered = Done[Any] | FlowStopped | Iterable[Outcome]


def type_in(ask: Request[Any], digits: str) -> Answered:
    last: Answered = ()
    for digit in digits:
        last = ask.handle(KeyPressed(Key(digit)))
    return last


def shown(answered: Answered) -> dict[str, object]:
    assert not isinstance(answered, Done | FlowStopped)
    (display,) = answered
    assert isinstance(display, Display)
    return display.values


def answer(ask: Request[Any]) -> object:
    done = ask.handle(ENTER)
    assert isinstance(done, Done), done
    return done.answer


def test_an_amount_fills_from_the_right() -> None:
    ask = AskAmount("sale.amount")
    assert shown(ask.start()) == {"amount": 0}
    assert [shown(type_in(ask, digit))["amount"] for digit in "5800"] == [5, 58, 580, 5800]
    assert answer(ask) == 5800


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        pytest.param("9999999999", 9_999_999_999, id="the-most"),
        pytest.param("99999999990", 9_999_999_999, id="one-digit-too-many"),
        pytest.param("0005", 5, id="leading-zeros"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_amounts_end_at_99_999_999_99(typed: str, fen: int) -> None:
    ask = AskAmount("sale.amount")
    type_in(ask, typed)
    assert answer(ask) == fen


def test_an_amount_that_is_full_beeps() -> None:
    ask = AskAmount("sale.amount")
    type_in(ask, "9999999999")
    assert type_in(ask, "9") == (Sound(Beep.ERROR),)


def test_clear_takes_one_digit_then_all() -> None:
    ask = AskAmount("sale.amount")
    type_in(ask, "1234")
    assert shown(ask.handle(CLEAR)) == {"amount": 123}
    assert shown(ask.handle(CLEAR)) == {"amount": 0}


def test_clear_held_takes_all() -> None:
    ask = AskAmount("sale.amount")
    type_in(ask, "1234")
    assert shown(ask.handle(KeyPressed(Key.CLEAR, held=True))) == {"amount": 0}


def test_a_digit_between_two_clears_parts_them() -> None:
    ask = AskDigits("void.voucher", most=6)
    type_in(ask, "123")
    ask.handle(CLEAR)
    type_in(ask, "4")
    assert shown(ask.handle(CLEAR)) == {"typed": "12"}


def test_clear_on_nothing_and_cancel() -> None:
    ask = AskDigits("void.voucher", most=6)
    assert ask.handle(CLEAR) == ()
    assert isinstance(ask.handle(KeyPressed(Key.CANCEL)), Cancelled)


def test_digits_fill_from_the_left_with_zeros() -> None:
    ask = AskDigits("void.voucher", most=6, fill=True)
    type_in(ask, "12")
    assert answer(ask) == "000012"


def test_too_few_digits_beep_and_stay() -> None:
    ask = AskDigits("logon.operator", most=2, least=2)
    type_in(ask, "0")
    assert ask.handle(ENTER) == (Sound(Beep.ERROR),)
    type_in(ask, "1")
    assert type_in(ask, "2") == (Sound(Beep.ERROR),)
    assert answer(ask) == "01"


def test_what_was_typed_before_is_offered_and_gives_way_to_a_digit() -> None:
    offered = AskDigits("void.voucher", most=6, typed="000012")
    assert shown(offered.start()) == {"typed": "000012"}
    assert answer(offered) == "000012"
    replaced = AskDigits("void.voucher", most=6, typed="000012")
    assert shown(type_in(replaced, "7")) == {"typed": "7"}
    corrected = AskDigits("void.voucher", most=6, typed="000012")
    assert shown(corrected.handle(CLEAR)) == {"typed": "00001"}


def test_a_key_without_meaning_beeps_and_events_of_others_do_nothing() -> None:
    ask = AskDigits("void.voucher", most=6)
    assert ask.handle(ALPHA) == (Sound(Beep.ERROR),)
    assert ask.handle(LineLost()) == ()


@pytest.mark.parametrize(
    ("digit", "letters"),
    [
        pytest.param("1", "QZ1Q", id="1"),
        pytest.param("2", "ABC2A", id="2"),
        pytest.param("7", "PQRS7P", id="7"),
        pytest.param("9", "WXYZ9W", id="9"),
        pytest.param("0", " 0 ", id="0"),
    ],
)
def test_alpha_turns_the_last_digit_into_its_letters(digit: str, letters: str) -> None:
    ask = AskReference("refund.reference", most=12)
    type_in(ask, digit)
    assert [shown(ask.handle(ALPHA))["typed"] for _ in letters] == list(letters)


def test_letters_and_digits_make_a_reference() -> None:
    ask = AskReference("refund.reference", most=12)
    type_in(ask, "04")
    type_in(ask, "2")
    ask.handle(ALPHA)
    type_in(ask, "3")
    ask.handle(ALPHA)
    ask.handle(ALPHA)
    assert answer(ask) == "04AE"


def test_after_clear_alpha_has_nothing_to_turn() -> None:
    ask = AskReference("refund.reference", most=12)
    type_in(ask, "12")
    ask.handle(CLEAR)
    assert ask.handle(ALPHA) == (Sound(Beep.ERROR),)


def test_a_hidden_reference_shows_its_count_and_only_what_alpha_may_turn() -> None:
    ask = AskReference("keys.component-1", most=32, hidden=True)
    assert shown(type_in(ask, "42")) == {"count": 2, "typed": "2"}
    assert shown(ask.handle(ALPHA)) == {"count": 2, "typed": "A"}
    assert shown(ask.handle(CLEAR)) == {"count": 1, "typed": ""}


def test_a_secret_shows_stars_and_keeps_its_digits_out_of_sight() -> None:
    ask = AskSecret("void.password", most=6)
    assert shown(type_in(ask, "1234")) == {"stars": 4}
    assert ask.handle(ENTER) == (Sound(Beep.ERROR), Display("password.short", {"count": 6}))
    assert shown(type_in(ask, "5")) == {"stars": 5}
    type_in(ask, "6")
    done = ask.handle(ENTER)
    assert isinstance(done, Done)
    assert done.answer.reveal() == "123456"
    assert "123456" not in repr(done)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        pytest.param("", True, id="card-without-pin"),
        pytest.param("123", False, id="too-short"),
        pytest.param("1234", True, id="shortest"),
        pytest.param("123456789012", True, id="longest"),
    ],
)
def test_a_pin_has_4_to_12_digits_or_none(typed: str, taken: bool) -> None:
    ask = AskSecret("sale.pin", most=12, least=4, may_be_empty=True)
    type_in(ask, typed)
    done = ask.handle(ENTER)
    assert isinstance(done, Done) is taken
    if isinstance(done, Done):
        assert done.answer.reveal() == typed
