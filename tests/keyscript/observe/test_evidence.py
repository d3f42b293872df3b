from __future__ import annotations

from pos_emulator.firmware.peripherals import Key, Screen
from pos_emulator.keyscript.observe.evidence import around, books, screens_beside, strokes
from pos_emulator.keyscript.runner.stage import Touch
from tests.keyscript.playing import at_shop, stage


def test_screens_stand_beside_what_was_expected() -> None:
    screens = [
        Screen("sale.pin", ("*   ", "    ")),
        Screen("sale.pin", ("**  ", "    ")),
        Screen("sale.approved", ("交易成功", " 58.00 ")),
    ]
    assert screens_beside(["Screen void.approved", '"撤销"'], screens) == (
        "expected               shown since the last command",
        "Screen void.approved   sale.pin",
        '"撤销"                   **',
        "                       sale.approved",
        "                         交易成功",
        "                          58.00",
    )


def test_digits_into_one_field_are_one_stroke() -> None:
    touches = [Touch("Enter", "menu.main"), Touch("2", "query.voucher")]
    touches += [Touch(each, "query.voucher") for each in "000003"] + [Touch("Enter", "query.record")]
    assert list(strokes(touches)) == [
        ("Enter", "menu.main"),
        ("2", "query.voucher"),
        ("000003", "query.voucher"),
        ("Enter", "query.record"),
    ]


def test_what_was_done_before_says_where_the_first_digit_was_typed() -> None:
    touches = [Touch("Enter", "void.password"), *(Touch("*", "void.password") for _ in "111111")]
    assert list(strokes(touches, since=1)) == [("******", "void.password")]


def test_digits_of_a_password_are_stars() -> None:
    at = stage()
    at.press(Key.ENTER, Key.DIGIT_2)
    at.type_digits("123456")
    assert around(at)[0] == "last keys: Enter · 2 · ******"


def test_the_books_in_lines() -> None:
    assert books(stage()) == ("ledger: nothing is booked",)


def test_a_failure_shows_messages_decoded_and_masked() -> None:
    failure = at_shop("Sale 58.00 as $sale", "Expect Ledger $sale voided").failure
    assert failure is not None
    assert "  sent at 08:55:00: MTI 0200  sale" in failure.evidence
    assert "    DE2   PAN               622424******0069" in failure.evidence
    assert "    DE52  PIN block         ****************" in failure.evidence
    assert failure.evidence[-1] == "  000001/000003 sale 58.00 622424******0069 booked"
