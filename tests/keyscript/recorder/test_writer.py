from __future__ import annotations

from pos_emulator.firmware.peripherals import Key, Screen
from pos_emulator.keyscript.recorder.naming import Names
from pos_emulator.keyscript.recorder.strokes import Stroke
from pos_emulator.keyscript.recorder.trial import problem_of
from pos_emulator.keyscript.recorder.typed_secrets import SecretNames
from pos_emulator.keyscript.recorder.writer import Writer
from pos_emulator.profile import load_profile
from tests.keyscript.recorder.by_hand import ByHand
from tests.keyscript.recorder.test_known_moves import sell


def lines(*strokes: Stroke, lang: str = "zh") -> list[str]:
    secrets = SecretNames({}, "01")
    return list(Writer(load_profile("cn-classic"), lang, secrets=secrets, names=Names()).lines(strokes))


def test_keys_of_one_entry_stand_in_one_line() -> None:
    at = Screen("sale.amount", fields={"amount": 0})
    stroke = Stroke(at, keys=[Key.DIGIT_5, Key.DIGIT_8, Key.CLEAR, Key.DIGIT_0, Key.ENTER], typed="50")
    assert lines(stroke) == ["Keys 58 Clear 0 Enter"]
    assert lines(Stroke(at, keys=[Key.CANCEL])) == ["Cancel"]


def test_each_new_screen_is_expected_once_and_those_that_pass_are_not() -> None:
    names = (
        "host.connecting",
        "host.sending",
        "host.receiving",
        "host.timeout",
        "reversal.sending",
        "reversal.done",
    )
    stroke = Stroke(
        Screen("slip.tear"), words=("Clock", "to", "timer"), after=[Screen(name) for name in names]
    )
    assert lines(stroke, lang="") == [
        "Clock to timer",
        "Expect Screen host.timeout",
        "Expect Screen reversal.done",
    ]


def test_a_dark_display_is_no_screen() -> None:
    assert lines(Stroke(Screen("slip.tear"), words=("Power", "cut"), after=[Screen("off")])) == ["Power cut"]


def test_no_digit_of_a_key_component_is_written() -> None:
    stroke = Stroke(Screen("keys.component-1"), keys=[Key.DIGIT_7, Key.DIGIT_4, Key.ENTER], secret="74")
    (line,) = lines(stroke)
    assert line.startswith("# ")
    assert not any(char.isdigit() for char in line)


def test_a_sale_that_is_no_move_is_kept_by_its_numbers_for_the_void() -> None:
    hand = ByHand()
    for _ in range(2):
        hand.card("swipe", "demo-debit")
        hand.keys("Enter", "5800", "Enter")
        hand.secret("demo-debit")
        hand.go()
        hand.come()
        hand.keys("Enter", "Enter")
    hand.keys("Enter", "2")
    hand.secret("supervisor")
    hand.keys(hand.bench.state.last_voucher, "Enter")
    text = hand.script()
    received = "Expect   Received 0210 F39=00 F3=000000 F4=000000005800"
    assert f"  {received}\n  {received} F11:as=$sale_voucher F37:as=$sale_rrn F13:as=$sale_date\n" in text
    assert "Keys     $sale_voucher Enter" in text
    assert problem_of(text, "x.keys") == ""


def test_a_sale_of_before_is_not_taken_for_one_like_it() -> None:
    hand = ByHand()
    sell(hand)
    hand.begin()
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", "5800", "Enter")
    hand.secret("demo-debit")
    hand.go()
    hand.come()
    hand.keys("Enter", "Enter")
    for voucher in hand.bench.state.batch.names():
        hand.keys("Enter", "2")
        hand.secret("supervisor")
        hand.keys(voucher, "Enter", "Enter")
        hand.card("swipe", "demo-debit")
        hand.secret("demo-debit")
        hand.keys("Enter", "Enter")
    text = hand.script()
    received = "Expect   Received 0210 F39=00 F3=000000 F4=000000005800"
    assert text.count(received) == 2
    assert problem_of(text, "x.keys") == ""


def test_in_another_language_screens_are_known_by_name_alone() -> None:
    stroke = Stroke(
        Screen("slip.tear"), keys=[Key.ENTER], after=[Screen("void.not-found", ("", "x", "", ""))], lang=False
    )
    assert lines(stroke) == ["Enter", "Expect Screen void.not-found"]
