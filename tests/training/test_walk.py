from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.product import world_for
from pos_emulator.keyscript.steps.expect import ExpectStep
from pos_emulator.keyscript.values import Saved
from pos_emulator.training.guide import advise
from pos_emulator.training.lessons import Lesson, load_lesson
from pos_emulator.training.plan import Act, Cue, Elapse, Press, TurnBack, Typed
from pos_emulator.training.rehearsal import rehearse
from pos_emulator.training.walk import Walk


def walk(name: str = "void-before-card-leaves", *, slowly: bool = False) -> Walk:
    lesson = load_lesson(name, "zh")
    return Walk(lesson, rehearse(lesson, 7), 7, slowly=slowly)


def on(at: Walk, screen: str) -> Walk:
    at.begin()
    while at.stage.bench.screen.name != screen:
        deed = advise(at).next
        assert deed is not None
        at.do(deed)
    return at


def test_a_copy_stands_where_the_walk_stands() -> None:
    at = on(walk(), "void.card")
    at.do(Elapse(3))
    at.do(Elapse(4))
    at.do(TurnBack(at.at))
    other = at.copy()
    assert (other.here, other.at, other.lost, other.deeds) == (at.here, at.at, True, at.deeds)
    assert other.stage.bench.wire == at.stage.bench.wire
    assert at.deeds[-2] == Elapse(7)


def test_cancel_goes_back_and_nothing_is_done_twice() -> None:
    at = on(walk(), "void.check")
    at.do(Press(Key.CANCEL))
    assert (at.here.screen, at.tasks_done, at.lost) == ("idle.signed-on", 0, False)
    on(at, "void.check")
    assert at.unmet == []


def test_what_was_skipped_is_expected_of_who_comes_by_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[object] = []
    monkeypatch.setattr(
        "pos_emulator.training.walk.expect", lambda stage, step, began: looked_at.append(step)
    )
    at = on(walk(), "void.voucher")
    for key in "3", "Enter", "Enter", "Cancel", "Cancel":
        at.do(Press(Key(key)))
    assert at.here.screen == "idle.signed-on"
    led_to_the_end(at)
    cues = [item.step for item in at.plan.items if isinstance(item, Cue)]
    assert looked_at == [step for step in cues if isinstance(step, ExpectStep)]


def test_skipping_the_customer_copy_goes_ahead() -> None:
    at = on(walk(), "slip.tear")
    at.do(Press(Key.CANCEL))
    assert at.lost
    at.do(Press(Key.ENTER))
    assert (at.here.screen, at.lost, at.tasks_done) == ("slip.hand-over", False, 7)


def test_a_void_from_the_refund_is_a_void() -> None:
    at = walk()
    at.begin()
    stage = at.stage
    sale = stage.values.transaction("sale", stage.bench.state)
    secret = stage.secrets["refund"].reveal()
    for key in ("Enter", "3", "1", *secret, "Enter"):
        at.do(Press(Key(key)))
    at.do(Act("swipe", "demo-debit"))
    for key in ("Enter", *sale.rrn, "Enter", *sale.date, "Enter", "1", "Enter"):
        at.do(Press(Key(key)))
    assert at.here.screen == "void.card"
    while not at.ended:
        deed = advise(at).next
        assert deed is not None
        at.do(deed)
    assert at.unmet == []


def test_slowly_each_thing_of_the_coach_waits() -> None:
    at = walk(slowly=True)
    assert at.at == 0
    assert at.cue()
    assert at.at == 1


def test_a_sale_of_the_trainee_is_kept_by_its_name() -> None:
    at = on(walk("no-answer-reversal"), "reversal.sale-done")
    kept = at.stage.values.transaction("sale", at.stage.bench.state)
    assert (kept.amount, kept.card, kept.voucher) == (5800, "demo-debit", "000003")


def led_to_the_end(at: Walk) -> Walk:
    while not at.ended:
        deed = advise(at).next
        assert deed is not None
        at.do(deed)
    return at


def test_cancel_before_the_call_leaves_the_lock_as_it_is() -> None:
    at = on(walk("refund-password"), "password.unlock")
    at.do(Press(Key.CANCEL))
    assert at.here.screen == "idle.signed-on"
    on(at, "password.unlock")


def test_what_is_not_known_is_no_deed() -> None:
    at = on(walk("refund-password"), "password.unlock")
    typing = at.at
    assert isinstance(at.wanted(typing), Press)
    at.do(Press(Key.CANCEL))
    assert at.wanted(typing) is None
    assert at.digits(Typed(Saved("nothing", "rrn"))) == ""


def test_a_customer_who_went_early_ends_no_lesson() -> None:
    at = on(walk(), "slip.tear")
    at.do(Act("go"))
    led_to_the_end(at)
    assert at.unmet == []


def test_what_the_coach_cannot_arrange_is_an_outcome_unmet() -> None:
    text = """\
Background
  Given signed-on
  Customer arrives holding demo-debit
Scenario "s"
  Enter
  Customer leaves forgetting demo-debit
"""
    lesson = Lesson("s", "s", "zh", read_script(text, file="s.keys", world_for=world_for))
    at = Walk(lesson, rehearse(lesson, 7), 7)
    at.begin()
    at.do(Act("go"))
    at.do(Press(Key.ENTER))
    assert at.ended
    assert [each.problem for each in at.unmet] == [
        "s.keys:6: nobody is at the counter; a customer must arrive first"
    ]


def test_the_right_password_at_once_leaves_out_no_wrong_one() -> None:
    at = walk("refund-password")
    at.begin()
    for key in ("Enter", "3", "1", *at.stage.secrets["refund"].reveal(), "Enter"):
        at.do(Press(Key(key)))
    assert (at.here.screen, at.lost) == ("refund.card", True)
    assert at.tasks_done <= 4
    at.do(Press(Key.CANCEL))
    assert (at.here.screen, at.ended, at.lost) == ("idle.signed-on", False, False)
    on(at, "password.locked")
    assert led_to_the_end(at).unmet == []


def test_what_was_typed_wrong_before_gives_way_to_what_is_typed_next() -> None:
    text = """\
Background
  Given signed-on
  Customer arrives holding demo-debit
  Sale 20.00 as $sale
Scenario "s"
  Menu void
  Secret supervisor
  Enter
  Keys 000999 Enter
  Expect Shows void.not-found
  Enter
  Keys $sale.voucher Enter
  Expect Shows void.check
"""
    lesson = Lesson("s", "s", "zh", read_script(text, file="s.keys", world_for=world_for))
    at = Walk(lesson, rehearse(lesson, 7), 7)
    at.begin()
    for _ in range(24):
        at.do(advise(at).deeds[0])
    assert (at.here.screen, at.ended, at.unmet) == ("void.check", True, [])
