from __future__ import annotations

import pytest

from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.product import world_for
from pos_emulator.training.lessons import Lesson, load_lesson
from pos_emulator.training.scene import LessonBrokenError, bench_of, names_of, open_scene


def test_the_background_has_been_played() -> None:
    lesson = load_lesson("refund-after-the-card-left", "en")
    stage = open_scene(lesson, 7)
    assert stage.bench.screen.name == "idle.signed-on"
    assert bench_of(stage).counter.at_hand == ("demo-debit",)
    assert names_of(lesson, stage) == ("sale",)
    assert len(stage.values.transaction("sale", stage.bench.state).rrn) == 12


@pytest.mark.parametrize(
    ("background", "problem"),
    [
        pytest.param("Given signed-on\nGiven fresh", "one Given", id="two-start-states"),
        pytest.param("Given signed-off\nMenu void", "logon.needed", id="a-move-that-stops"),
    ],
)
def test_a_background_that_cannot_be_is_refused(background: str, problem: str) -> None:
    text = f'Background\n{background}\nScenario "s"\nEnter\n'
    lesson = Lesson("s", "s", "zh", read_script(text, file="s.keys", world_for=world_for))
    with pytest.raises(LessonBrokenError, match=problem):
        open_scene(lesson, 7)
