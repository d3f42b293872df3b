from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.product import world_for
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.values import Saved
from pos_emulator.training.lessons import Lesson, load_lesson
from pos_emulator.training.plan import WAIT, Act, Cue, Ended, Press, Stroke
from pos_emulator.training.rehearsal import digits_of, rehearse
from pos_emulator.training.scene import LessonBrokenError, open_scene


def broken(*lines: str) -> Lesson:
    text = 'Background\n  Given signed-on\nScenario "s"\n' + "".join(f"  {line}\n" for line in lines)
    return Lesson("s", "s", "zh", read_script(text, file="s.keys", world_for=world_for))


def test_each_key_is_a_stroke_with_where_it_begins() -> None:
    plan = rehearse(load_lesson("void-before-card-leaves", "zh"), 7)
    strokes = [item for item in plan.items if isinstance(item, Stroke)]
    assert [(each.deed, each.before.screen) for each in strokes[:2]] == [
        (Press(Key.ENTER), "idle.signed-on"),
        (Press(Key.DIGIT_2), "menu.main"),
    ]
    assert [each.deed for each in strokes if not isinstance(each.deed, Press)] == [Act("swipe", "demo-debit")]
    assert plan.keys == 26
    assert plan.sends == (("void", 12800, "sale", "demo-debit"),)
    assert isinstance(plan.items[-1], Ended)
    assert isinstance(plan.items[0], Cue)


def test_an_enter_behind_digits_belongs_to_their_task() -> None:
    plan = rehearse(load_lesson("void-before-card-leaves", "zh"), 7)
    assert len(plan.tasks) == 8
    assert [len(task.steps) for task in plan.tasks] == [1, 2, 1, 1, 1, 2, 1, 1]


def test_waiting_is_a_stroke_too() -> None:
    plan = rehearse(load_lesson("no-answer-reversal", "en"), 7)
    waits = [item for item in plan.items if isinstance(item, Stroke) and item.deed == WAIT]
    assert [each.after.screen for each in waits] == ["host.timeout", "reversal.owed", "reversal.sale-done"]


def test_a_plan_shows_no_digit_of_a_secret() -> None:
    lesson = load_lesson("refund-password", "zh")
    plan = rehearse(lesson, 7)
    secret = open_scene(lesson, 7).secrets["refund"].reveal()
    typed = [
        item for item in plan.items if isinstance(item, Stroke) and item.before.screen == "refund.password"
    ]
    assert max(len(each.before.entry) for each in typed) == 6
    assert not any(word in repr(each) for each in typed for word in ("DIGIT", "000", secret[:4]))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param("Expect Shows void.voucher", "s.keys:4", id="an-expectation-fails"),
        pytest.param("Save here", "rules", id="a-saved-point"),
        pytest.param("Chord Clear+5", "s.keys:4: a lesson has no chords", id="a-chord"),
        pytest.param("Settle", "s.keys:4: stopped at settle.empty", id="a-move-that-stops-last"),
    ],
)
def test_a_lesson_that_does_not_go_is_refused_with_its_place(line: str, problem: str) -> None:
    with pytest.raises(LessonBrokenError, match=problem):
        rehearse(broken(line, "Enter"), 7)


def test_a_move_that_stops_unseen_is_refused_with_its_line() -> None:
    twice = ("Customer arrives holding demo-debit", "Sale 58.00 as $s", "Void $s", "Void $s")
    with pytest.raises(LessonBrokenError, match=r"s\.keys:7: stopped at void\.already-voided"):
        rehearse(broken(*twice, "Menu refund"), 7)
    rehearse(broken(*twice, "Expect Shows void.already-voided"), 7)


def test_a_value_that_no_keypad_can_type_is_refused() -> None:
    stage = open_scene(load_lesson("refund-password", "zh"), 7)
    stage.values.keep_value("auth", "A1")
    with pytest.raises(ScenarioFailed, match="not of digits alone"):
        digits_of(stage, Saved("auth"))
