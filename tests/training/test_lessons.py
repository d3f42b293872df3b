from __future__ import annotations

import pytest

from pos_emulator.keyscript.runner.play import play
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Outcome
from pos_emulator.keyscript.steps.expect import ExpectStep
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.keyscript.steps.teach import TeachStep
from pos_emulator.texts import LANGUAGES
from pos_emulator.training.coach import Coach
from pos_emulator.training.lessons import Lesson, lesson_names, lesson_of, load_lesson
from pos_emulator.training.view import Mode
from tests.training.trainees import to_the_end

EVERY = [pytest.param(name, lang, id=f"{name}-{lang}") for name in lesson_names() for lang in LANGUAGES]


def steps(lesson: Lesson) -> list[Step]:
    return [*lesson.script.background, *lesson.scenario.steps]


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_lesson_is_a_test_that_passes(name: str, lang: str) -> None:
    lesson = load_lesson(name, lang)
    result = play(Playing.of(lesson.script, lesson.scenario))
    assert (result.outcome, result.failure) == (Outcome.PASSED, None)


@pytest.mark.parametrize("name", lesson_names())
def test_both_languages_do_the_same_and_teach_the_same_things(name: str) -> None:
    zh, en = (steps(load_lesson(name, lang)) for lang in LANGUAGES)
    spoken = ExpectStep | TeachStep
    assert [step for step in zh if not isinstance(step, spoken)] == [
        step for step in en if not isinstance(step, spoken)
    ]
    assert [type(step) for step in zh] == [type(step) for step in en]


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_lesson_says_a_situation_and_never_a_secret(name: str, lang: str) -> None:
    lesson = load_lesson(name, lang)
    assert lesson.title
    assert lesson.lang == lang
    assert len(lesson.script.scenarios) == 1
    assert [step for step in steps(lesson) if isinstance(step, TeachStep)]


@pytest.mark.parametrize(("name", "lang"), [("nothing", "zh"), ("refund-password", "fr")])
def test_what_there_is_not_is_said_with_what_there_is(name: str, lang: str) -> None:
    with pytest.raises(LookupError, match=r"expected one of .*(zh|void-before-card-leaves)"):
        load_lesson(name, lang)


def test_a_script_of_a_trainer_is_a_lesson_too() -> None:
    text = 'Lang en\nBackground\nGiven signed-on\nTag onlooker\nScenario "mine"\nMenu void\n'
    lesson = lesson_of(text.encode(), name="mine", file="mine.keys")
    assert (lesson.title, lesson.lang, lesson.watched) == ("mine", "en", True)
    with pytest.raises(LookupError, match=r"mine\.keys: a lesson has one scenario, this script 2"):
        lesson_of((text + 'Scenario "other"\nEnter\n').encode(), name="mine", file="mine.keys")


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            "Menu sale; Card swipe demo-debit; Up; Expect Shows sale.confirm-card; Cancel", id="no-effect"
        ),
        pytest.param(
            "Paper out; Sale 58.00; Expect Shows slip.no-paper; Enter; Expect Beep paper; Paper load; Enter",
            id="the-same-screen-again",
        ),
        pytest.param(
            "Host late 20s; Sale 58.00; Expect Shows host.receiving; Clock +20s; Expect Screen sale.approved",
            id="a-time-of-its-own",
        ),
        pytest.param(
            "Sale 20.00 as $sale; Menu void; Secret supervisor; Enter; Keys 000999 Enter; Enter;"
            " Keys $sale.voucher Enter; Expect Shows void.check",
            id="wrong-on-purpose",
        ),
    ],
)
def test_who_follows_the_lesson_of_a_trainer_has_all_points(lines: str) -> None:
    background = "Background\nGiven signed-on\nCustomer arrives holding demo-debit\n"
    text = background + 'Scenario "mine"\n' + lines.replace(";", "\n")
    at = Coach(lesson_of(text.encode(), name="mine", file="mine.keys"), Mode.LEARN)
    to_the_end(at)
    assert (at.report().points, at.report().mistakes) == (100, ())
