from __future__ import annotations

import random

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.texts import LANGUAGES
from pos_emulator.training.coach import Coach
from pos_emulator.training.lessons import lesson_names
from pos_emulator.training.view import Mode
from tests.training.trainees import (
    MOST,
    NO_ANSWER,
    PASSWORD,
    VOID,
    any_deed,
    coach,
    follow,
    keys,
    made,
    to_the_end,
    until,
)

EVERY = [pytest.param(name, lang, id=f"{name}-{lang}") for name in lesson_names() for lang in LANGUAGES]


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_who_does_what_is_said_has_all_points(name: str, lang: str) -> None:
    at = coach(name, lang=lang)
    to_the_end(at)
    report = at.report()
    assert (report.points, report.passed, report.mistakes) == (100, True, ())
    assert report.keys == report.shortest
    assert at.view.step == at.view.steps


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_who_knows_the_way_needs_no_word_in_practice(name: str, lang: str) -> None:
    at, knows = coach(name, Mode.PRACTICE, lang=lang), coach(name, lang=lang)
    while not at.view.ended:
        silent = at.view
        assert (silent.todo, silent.why, silent.keys, silent.act, silent.trouble) == ("", "", (), "", "")
        said = knows.view
        for both in (at, knows):
            if said.act:
                both.counter(*said.act.split(" "))
            else:
                both.press(said.keys[0])
    assert (at.report().points, at.report().passed) == (100, True)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_watched_lesson_plays_itself_to_the_end(name: str, lang: str) -> None:
    at = coach(name, Mode.WATCH, lang=lang)
    waited, captions = 0.0, set()
    while not at.view.ended:
        at.press(Key.CANCEL)
        at.tick(600)
        waited += at.play_on()
        captions.add(at.view.caption)
    assert (at.view.points, at.report().passed) == (None, True)
    assert waited > 30
    assert len(captions) >= at.view.steps


@pytest.mark.parametrize("name", lesson_names())
@pytest.mark.parametrize("seed", range(6))
def test_the_advice_leads_to_the_end_from_wherever_one_went(name: str, seed: int) -> None:
    rng = random.Random(f"{name} {seed}")
    heeds = (0.9, 0.6, 0.3, 0.75, 0.5, 0.1)[seed]
    at = coach(name, Mode.PRACTICE if seed % 2 else Mode.LEARN, lang=LANGUAGES[seed // 3], seed=seed)
    for _ in range(50):
        if at.view.ended:
            break
        if rng.random() < heeds:
            follow(at)
        else:
            any_deed(at, rng)
    to_the_end(at)
    assert 0 <= (at.report().points or 0) <= 100
    assert at.stage.findings() == []


@pytest.mark.parametrize("name", lesson_names())
@pytest.mark.parametrize("deed", ["Cancel", "go"])
def test_cancel_and_a_customer_who_goes_are_led_on_from_everywhere(name: str, deed: str) -> None:
    for steps in range(MOST):
        at = coach(name)
        for _ in range(steps):
            follow(at)
        if at.view.ended:
            break
        if deed == "go":
            at.counter("go")
        else:
            at.press(Key.CANCEL)
        assert at.view.ended or at.view.keys or at.view.act not in ("", "again"), at.bench.screen.name
    assert steps > 20


@pytest.mark.parametrize("screen", ["sale.confirm-card", "slip.tear", "slip.hand-over"])
def test_who_is_left_alone_at_the_counter_comes_to_the_end(screen: str) -> None:
    at = until(coach(NO_ANSWER), "reversal.sale-done")
    until(at, screen).counter("go")
    to_the_end(at)
    assert made(at) == ["sent-away"]


@pytest.mark.parametrize(
    "deeds",
    [
        pytest.param(("73", "Clear", "Clear"), id="two"),
        pytest.param(("735", "Clear", "Clear"), id="one-too-many"),
        pytest.param(("73", "Clear", "4", "Clear", "Clear"), id="on-and-off"),
        pytest.param(("73591", "Clear", "2", "Clear", "5", "Clear", "Clear"), id="many"),
    ],
)
def test_any_digits_are_taken_back_however_many_they_are(deeds: tuple[str, ...]) -> None:
    at = coach(PASSWORD)
    while at.view.step < 2:
        follow(at)
    at.counter("shield")
    assert at.view.todo == "随便输数字，一共 2 位"
    for deed in deeds:
        keys(at, deed)
        assert at.view.trouble == ""
        assert at.view.todo in ("按【清除】", "输入 000000，再按【确认】")
    assert at.view.step == 4
    to_the_end(at)
    assert (made(at), at.report().points) == ([], 100)


def test_a_held_clear_takes_all_back() -> None:
    at = coach(PASSWORD)
    while at.view.step < 3:
        follow(at)
    at.press(Key.CLEAR, held=True)
    assert (at.view.step, at.view.trouble) == (4, "")


def test_keys_that_were_taken_back_are_still_warm() -> None:
    at = coach(PASSWORD, lang="en")
    while at.view.step < 2:
        follow(at)
    assert "no key yet" in at.view.onlooker[2]
    at.counter("shield")
    keys(at, "73", "Clear", "Clear")
    assert at.view.onlooker[0] == "Beside you: keys pressed: two"
    assert at.view.onlooker[2] == "Heat camera: keys still warm: two, their order is not seen"


def test_typing_unshielded_is_marked_once_a_prompt() -> None:
    at = until(coach(PASSWORD), "refund.password")
    keys(at, "1")
    assert at.view.act == "shield"
    keys(at, "2")
    assert made(at) == ["unshielded"]


def test_after_the_end_nothing_counts_any_more() -> None:
    at = coach(VOID)
    to_the_end(at)
    before = at.report()
    at.counter("back")
    at.tick(5)
    keys(at, "Enter", "7", "4", "Enter")
    at.counter("again")
    assert (at.report(), at.bench.screen.name) == (before, "idle.signed-on")


def test_hints_come_one_by_one_and_cost() -> None:
    at = coach(VOID, Mode.PRACTICE)
    given = []
    for _ in range(4):
        at.hint()
        given.append((len(at.view.hints), at.view.points, bool(at.view.todo), bool(at.view.keys)))
    assert given == [(1, 99, False, False), (2, 97, True, False), (3, 92, True, True), (3, 92, True, True)]
    follow(at)
    follow(at)
    assert at.view.hints == ()


def test_who_learns_is_shown_it_all_and_pays_for_no_hint() -> None:
    at = coach(VOID)
    keys(at, "Enter", "7")
    assert at.view.todo == "按【取消】"
    for _ in range(3):
        at.hint()
    assert (len(at.view.hints), at.view.points) == (3, 100)


def test_no_hint_says_what_the_one_before_it_said() -> None:
    at = coach(VOID, Mode.PRACTICE)
    keys(at, "Enter", "7")
    at.hint()
    assert "【取消】" not in at.view.trouble
    at.hint()
    assert "【取消】" in at.view.trouble


def test_a_key_that_does_nothing_and_a_call_about_nothing_are_spoken_of() -> None:
    at = coach(VOID, lang="en")
    keys(at, "5")
    assert at.view.trouble == "That key does nothing here."
    at.counter("call")
    assert at.view.trouble == "There is nothing to ring about: no number stands on the screen."
    keys(at, "Enter")
    assert at.view.trouble == ""
    at = until(coach(PASSWORD, lang="en"), "password.unlock")
    at.counter("call")
    assert at.view.trouble == ""


def test_too_few_digits_are_gone_on_with() -> None:
    at = until(coach(VOID, lang="en"), "void.password")
    first = at.view.keys[0].value
    keys(at, first, "Enter")
    assert at.bench.screen.name == "password.short"
    assert (at.view.todo, at.view.trouble) == ("Too few digits yet: go on typing", "")
    to_the_end(at)
    assert (made(at), at.report().points) == ([], 100)


def test_too_few_wrong_digits_are_taken_back() -> None:
    at = until(coach(VOID, lang="en"), "void.password")
    keys(at, "1" if at.view.keys[0] is not Key.DIGIT_1 else "2", "Enter")
    assert at.view.keys == (Key.CLEAR,)
    to_the_end(at)
    assert (made(at), at.report().points) == ([], 100)


@pytest.mark.parametrize("mode", [Mode.LEARN, Mode.PRACTICE])
def test_who_leaves_out_what_is_taught_by_doing_it_is_told_so(mode: Mode) -> None:
    at = coach(PASSWORD, mode, lang="en")
    keys(at, "Enter", "31")
    at.counter("shield")
    keys(at, at.stage.secrets["refund"].reveal(), "Enter")
    assert at.bench.screen.name == "refund.card"
    at.hint()
    assert at.view.hints == ("Which step that comes before this screen was left out?",)
    at.hint()
    assert at.view.trouble.startswith("A step of this lesson was left out")
    keys(at, "Cancel", "7")
    assert "left out" not in at.view.trouble


def test_what_cannot_be_done_at_the_counter_is_said() -> None:
    at = coach(VOID)
    at.counter("remove")
    assert "读卡器" in at.view.trouble
    with pytest.raises(ValueError, match="dance"):
        at.counter("dance")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_secret_stands_in_the_view_of_others_or_in_the_report(lang: str) -> None:
    at = coach(PASSWORD, lang=lang, seed=11)
    secrets = {each.reveal() for each in at.stage.secrets.values()}
    seen: list[str] = []
    while not at.view.ended:
        seen += at.view.onlooker
        follow(at)
    assert seen
    assert not any(character.isdecimal() for line in seen for character in line)
    report = "\n".join(at.report().lines())
    assert not any(secret in report for secret in secrets)
    assert "password wrong" in report


def test_the_same_seed_is_the_same_lesson_and_another_is_not() -> None:
    def secret(at: Coach) -> str:
        return at.stage.secrets["supervisor"].reveal()

    assert secret(coach(VOID, seed=3)) == secret(coach(VOID, seed=3)) != secret(coach(VOID, seed=4))


@pytest.mark.parametrize("mode", [Mode.LEARN, Mode.PRACTICE])
@pytest.mark.parametrize("wrong", ["111111", "135790", "000000"])
def test_any_wrong_digits_are_the_wrong_tries_that_the_lesson_asks_for(mode: Mode, wrong: str) -> None:
    at = coach(PASSWORD, mode)
    keys(at, "Enter", "31")
    at.counter("shield")
    keys(at, "73", "Clear", "Clear", *(wrong, "Enter", "Enter") * 2, wrong, "Enter")
    assert at.bench.screen.name == "password.locked"
    assert (at.view.points, made(at), at.view.trouble) == (100, [], "")
    to_the_end(at)
    assert made(at) == []


def test_a_wrong_try_that_nobody_asked_for_costs_and_does_not_begin_the_chapter_anew() -> None:
    at = until(coach(PASSWORD, lang="en"), "password.unlock")
    while at.bench.screen.name != "refund.password":
        follow(at)
    done = at.view.step
    right = at.stage.secrets["refund"].reveal()
    keys(at, "1" if right[0] != "1" else "2")
    assert at.view.keys == (Key.CLEAR,)
    keys(at, "11111", "Enter")
    assert (at.bench.screen.name, made(at), at.view.step) == ("password.wrong", ["wrong-password"], done)
    keys(at, "Enter")
    assert (at.view.step, at.view.keys[0]) == (done, Key(right[0]))
    to_the_end(at)
    assert made(at) == ["wrong-password"]


def test_three_wrong_tries_that_nobody_asked_for_lock_and_cost() -> None:
    at = until(coach(PASSWORD, lang="en"), "password.unlock")
    while at.bench.screen.name != "refund.password":
        follow(at)
    keys(at, *("111111", "Enter", "Enter") * 3)
    assert at.bench.screen.name == "password.unlock"
    to_the_end(at)
    assert made(at) == ["wrong-password", "wrong-password", "locked"]
