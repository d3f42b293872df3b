from __future__ import annotations

from pos_emulator.firmware.peripherals import Key, Screen, Timer
from pos_emulator.keyscript.recorder.session import (
    Crossed,
    Done,
    Entry,
    KeyTaken,
    LanguageSwitched,
    SecretJudged,
    Shown,
    TimerRan,
)
from pos_emulator.keyscript.recorder.strokes import Stroke, strokes_of

IDLE = Screen("idle.signed-on")
RECEIVING, TEAR, APPROVED = Screen("host.receiving"), Screen("slip.tear"), Screen("sale.approved")


def keys(text: str) -> list[Entry]:
    """Keys as they are typed at a prompt for a secret, and the stars that follow."""
    entries: list[Entry] = []
    stars = 0
    for name in text.split():
        entries.append(KeyTaken(Key(name)))
        stars += 1 if name.isdigit() else -1 if name == "Clear" else 0
        if name != "Enter":
            entries.append(Shown(pin(stars)))
    return entries


def pin(stars: int) -> Screen:
    return Screen("sale.pin", fields={"stars": stars})


def shown(strokes: list[Stroke]) -> list[str]:
    return [" ".join(each.words) or " ".join(key.value for key in each.keys) for each in strokes]


def test_a_secret_is_what_stays_after_the_slips_of_a_finger() -> None:
    (stroke,) = strokes_of([*keys("1 2 9 Clear 3 Enter"), SecretJudged(False), Shown(TEAR)], pin(0))
    assert stroke.secret == "123"
    assert (stroke.ended_by, stroke.right, stroke.now) == (Key.ENTER, False, TEAR)


def test_a_secret_entered_too_early_goes_on() -> None:
    early = [*keys("1 2"), KeyTaken(Key.ENTER), Shown(Screen("password.short"))]
    rest: list[Entry] = [KeyTaken(Key.DIGIT_3), Shown(pin(3)), KeyTaken(Key.ENTER), Shown(TEAR)]
    (stroke,) = strokes_of([*early, *rest], pin(0))
    assert (stroke.secret, stroke.ended_by) == ("123", Key.ENTER)
    first: list[Entry] = [KeyTaken(Key.ENTER), Shown(Screen("password.short"))]
    (stroke,) = strokes_of([*first, *keys("7 8 Enter"), Shown(TEAR)], pin(0))
    assert stroke.secret == "78"


def test_no_repr_shows_the_digits() -> None:
    (stroke,) = strokes_of(keys("1 2 3 Enter"), pin(0))
    assert "123" not in repr(stroke)
    assert "DIGIT" not in repr(stroke)


def test_a_menu_takes_one_key_at_a_time() -> None:
    menu, entry = Screen("menu.main"), Screen("void.password", fields={"stars": 0})
    strokes = strokes_of([KeyTaken(Key.ENTER), Shown(menu), KeyTaken(Key.DIGIT_2), Shown(entry)], IDLE)
    assert [(each.at.name, each.now.name) for each in strokes] == [
        ("idle.signed-on", "menu.main"),
        ("menu.main", "void.password"),
    ]


def test_what_is_done_in_the_middle_of_an_entry_comes_before_it() -> None:
    strokes = strokes_of([*keys("1 2"), Done(("Paper", "out")), *keys("3 Enter"), Shown(TEAR)], pin(0))
    assert shown(strokes) == ["Paper out", "1 2 3 Enter"]


def test_paper_that_goes_while_the_host_is_asked_comes_before_the_key() -> None:
    asked: list[Entry] = [KeyTaken(Key.ENTER), Shown(RECEIVING)]
    strokes = strokes_of([*asked, Done(("Paper", "out")), Shown(APPROVED), Shown(TEAR)], pin(0))
    assert shown(strokes) == ["Paper out", "Enter"]
    assert [each.name for each in strokes[1].after] == ["host.receiving", "sale.approved", "slip.tear"]


def test_a_plug_pulled_while_an_answer_is_awaited_is_a_lost_response() -> None:
    asked: list[Entry] = [KeyTaken(Key.ENTER), Shown(RECEIVING), Crossed(True, "0200")]
    strokes = strokes_of([*asked, Done(("Line", "unplug")), TimerRan(Timer.HOST)], pin(0))
    assert shown(strokes) == ["Line drop next response for 0200", "Enter", "Line unplug", "Clock to timer"]


def test_a_plug_pulled_once_the_answer_is_there_is_only_pulled() -> None:
    asked: list[Entry] = [KeyTaken(Key.ENTER), Crossed(True, "0200"), Crossed(False, "0210"), Shown(APPROVED)]
    strokes = strokes_of([*asked, Done(("Line", "unplug")), Shown(TEAR)], pin(0))
    assert shown(strokes) == ["Enter", "Line unplug"]


def test_timers_of_line_and_display_are_nobodys_doing() -> None:
    entries: list[Entry] = [
        TimerRan(timer) for timer in (Timer.ACK, Timer.GAP, Timer.TICK, Timer.PROMPT, Timer.RETRY)
    ]
    assert shown(strokes_of(entries, IDLE)) == ["Clock to timer", "Clock to timer"]


def test_from_another_language_on_texts_are_not_those_of_the_beginning() -> None:
    entries: list[Entry] = [KeyTaken(Key.FUNC), Shown(TEAR), LanguageSwitched(), KeyTaken(Key.ENTER)]
    assert [each.lang for each in strokes_of(entries, IDLE)] == [True, False]


def test_a_lock_of_the_day_before_runs_out_with_the_day() -> None:
    day, lock = Done(("Clock", "day", "+1")), TimerRan(Timer.LOCK)
    wrong = [*keys("1 2 Enter"), SecretJudged(False)]
    assert shown(strokes_of([lock, day, lock], IDLE)) == ["Clock to timer", "Clock day +1"]
    assert shown(strokes_of([day, *wrong, Shown(IDLE), lock], pin(0)))[-1] == "Clock to timer"


def test_a_lock_that_runs_out_meanwhile_does_so_at_the_next_idle_screen() -> None:
    entries: list[Entry] = [TimerRan(Timer.LOCK), TimerRan(Timer.CODE), KeyTaken(Key.CANCEL), Shown(IDLE)]
    assert shown(strokes_of(entries, pin(0))) == ["Cancel", "Clock to timer", "Clock to timer"]
