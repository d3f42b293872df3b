from __future__ import annotations

from pos_emulator.firmware.peripherals import Key
from pos_emulator.training.guide import advise, leads_on
from pos_emulator.training.lessons import load_lesson
from pos_emulator.training.plan import WAIT, Act, Press
from pos_emulator.training.rehearsal import rehearse
from pos_emulator.training.walk import Walk


def walk(name: str = "void-before-card-leaves") -> Walk:
    lesson = load_lesson(name, "zh")
    found = Walk(lesson, rehearse(lesson, 7), 7)
    found.begin()
    return found


def pressed(on: Walk, *keys: Key) -> Walk:
    for key in keys:
        on.do(Press(key))
    return on


def test_what_is_left_of_an_entry_comes_next() -> None:
    on = pressed(walk(), Key.ENTER)
    assert advise(on).deeds == (Press(Key.DIGIT_2),)
    pressed(on, Key.DIGIT_2)
    assert len(advise(on).deeds) == 7
    assert advise(on).deeds[-1] == Press(Key.ENTER)


def test_a_wrong_digit_is_taken_back() -> None:
    on = pressed(walk("refund-after-the-card-left"), Key.ENTER, Key.DIGIT_3, Key.DIGIT_1)
    right = advise(on).next
    wrong = Key.DIGIT_1 if right != Press(Key.DIGIT_1) else Key.DIGIT_2
    assert advise(pressed(on, wrong)).next == Press(Key.CLEAR)
    assert advise(pressed(on, Key.CLEAR)).next == right


def test_out_of_another_menu_by_the_red_key() -> None:
    on = pressed(walk(), Key.ENTER, Key.DIGIT_7)
    advice = advise(on)
    assert (advice.next, advice.on_the_way) == (Press(Key.CANCEL), False)


def test_the_plug_the_paper_and_the_customer_come_first() -> None:
    on = walk()
    on.do(Act("line"))
    assert advise(on).next == Act("line")
    on.do(Act("line"))
    on.do(Act("paper"))
    assert advise(on).next == Act("paper")


def test_a_locked_terminal_is_unlocked_by_who_locked_it() -> None:
    on = pressed(walk(), Key.ENTER, Key.DIGIT_7, Key.DIGIT_5, Key.ENTER)
    assert on.stage.bench.screen.name == "lock.locked"
    assert advise(on).deeds == (Press(Key.DIGIT_0), Press(Key.DIGIT_1), Press(Key.ENTER))
    assert leads_on(on)


def test_who_signed_off_signs_on_again() -> None:
    on = pressed(walk("refund-password"), Key.ENTER, Key.DIGIT_7, Key.DIGIT_2, Key.ENTER, Key.ENTER)
    assert on.stage.bench.screen.name == "idle.signed-off"
    assert leads_on(on)


def test_a_settled_batch_leads_nowhere() -> None:
    on = pressed(walk(), Key.ENTER, Key.DIGIT_7, Key.DIGIT_4)
    assert leads_on(on)
    pressed(on, Key.ENTER)
    assert not leads_on(on)


def typed_wrong_codes(count: int) -> Walk:
    on = walk("refund-password")
    while on.here.screen != "password.unlock":
        deed = advise(on).next
        assert deed is not None
        on.do(deed)
    for number in range(count):
        pressed(on, *[Key.ENTER] * bool(number), *[Key.DIGIT_0] * 6, Key.ENTER)
    return on


def test_after_a_wrong_unlock_code_one_rings_again() -> None:
    on = typed_wrong_codes(2)
    assert on.here.screen == "password.code-wrong"
    assert advise(on).next == Press(Key.ENTER)
    assert advise(pressed(on, Key.ENTER)).next == Act("call")
    assert leads_on(on)


def test_while_no_unlock_code_is_taken_one_waits() -> None:
    on = typed_wrong_codes(3)
    assert on.here.screen == "password.wait"
    assert advise(on).next == WAIT
    assert leads_on(on)
    assert advise(pressed(on, Key.ENTER, Key.ENTER, Key.DIGIT_3, Key.DIGIT_1)).next == WAIT
    assert on.here.screen == "password.locked"
