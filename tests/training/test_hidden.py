from __future__ import annotations

from pos_emulator.firmware.peripherals import Key, Screen
from pos_emulator.training.hidden import Hidden
from pos_emulator.training.plan import Act, Press


def stars(count: int) -> Screen:
    return Screen("void.password", fields={"stars": count})


def test_digits_come_and_go_with_the_stars() -> None:
    hidden = Hidden()
    hidden.after(Press(Key.DIGIT_4), stars(1))
    hidden.after(Press(Key.DIGIT_8), stars(2))
    assert hidden.digits == "48"
    hidden.after(Press(Key.CLEAR), stars(1))
    assert hidden.digits == "4"
    hidden.after(Act("shield"), stars(1))
    hidden.after(Press(Key.DIGIT_7), stars(1))
    assert hidden.digits == "4"
    hidden.after(Press(Key.CANCEL), Screen("idle.signed-on"))
    assert hidden.digits == ""
    assert "4" not in repr(hidden).partition(" at ")[0]


def test_what_was_taken_back_was_pressed_all_the_same() -> None:
    hidden = Hidden()
    hidden.after(Press(Key.DIGIT_4), stars(1))
    hidden.after(Press(Key.CLEAR), stars(0))
    hidden.after(Press(Key.DIGIT_8), stars(1))
    assert (hidden.digits, hidden.pressed) == ("8", "48")
    hidden.after(Press(Key.ENTER), Screen("password.wrong"))
    assert hidden.pressed == ""


def test_what_was_too_short_stays() -> None:
    hidden = Hidden()
    hidden.after(Press(Key.DIGIT_4), stars(1))
    hidden.after(Press(Key.ENTER), Screen("password.short", fields={"count": 6}))
    hidden.after(Press(Key.DIGIT_8), stars(2))
    assert hidden.digits == "48"
