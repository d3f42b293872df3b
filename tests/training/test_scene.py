from __future__ import annotations

import pytest

from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.product import world_for
from pos_emulator.keyscript.steps.counter import CustomerLeaves
from pos_emulator.training.lessons import Lesson, load_lesson
from pos_emulator.training.scene import LessonBrokenError, arrange, bench_of, names_of, open_scene


def lesson_of(text: str) -> Lesson:
    return Lesson("s", "s", "zh", read_script(text, file="s.keys", world_for=world_for))


def test_the_background_has_been_played() -> None:
    lesson = load_lesson("refund-after-the-card-left", "en")
    stage = open_scene(lesson, 7)
    assert stage.bench.screen.name == "idle.signed-on"
    assert bench_of(stage).counter.at_hand == ("demo-debit",)
    assert names_of(lesson, stage) == ("sale",)
    assert len(stage.values.transaction("sale", stage.bench.state).rrn) == 12


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            'Background\nGiven signed-on\nGiven fresh\nScenario "s"\nEnter\n',
            "s.keys:3: a lesson has one Given",
            id="two-start-states",
        ),
        pytest.param(
            'Scenario "s"\nEnter\nGiven signed-on\nEnter\n', "s.keys:3: a lesson has one Given", id="too-late"
        ),
        pytest.param(
            'Background\nGiven signed-off\nMenu void\nScenario "s"\nEnter\n',
            "s.keys:3: stopped at logon.needed",
            id="a-move-that-stops",
        ),
        pytest.param(
            'Background\nGiven signed-on\nSave here\nScenario "s"\nEnter\n',
            "s.keys:3: a lesson has no rules and no saved points",
            id="a-saved-point",
        ),
    ],
)
def test_a_background_that_cannot_be_is_refused_with_its_line(text: str, problem: str) -> None:
    with pytest.raises(LessonBrokenError, match=problem):
        open_scene(lesson_of(text), 7)


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        pytest.param('Scenario "s"\nGiven signed-on\nEnter\n', "idle.signed-on", id="in-the-scenario"),
        pytest.param('Scenario "s"\nEnter\n', "idle.signed-off", id="none"),
    ],
)
def test_where_a_lesson_begins(text: str, screen: str) -> None:
    assert open_scene(lesson_of(text), 7).bench.screen.name == screen


def test_a_customer_who_is_gone_leaves_no_more() -> None:
    stage = open_scene(load_lesson("void-before-card-leaves", "en"), 7)
    arrange(stage, CustomerLeaves())
    arrange(stage, CustomerLeaves())
    assert not bench_of(stage).counter.customer_here


def test_what_cannot_be_arranged_is_wrong_with_the_lesson() -> None:
    stage = open_scene(load_lesson("void-before-card-leaves", "en"), 7)
    with pytest.raises(LessonBrokenError, match="demo-chip is not here to be forgotten"):
        arrange(stage, CustomerLeaves("demo-chip"))
