from __future__ import annotations

import pytest

from pos_emulator.training.lessons import lesson_names, lesson_of, load_lesson
from pos_emulator.training.plan import Stroke
from pos_emulator.training.rehearsal import rehearse
from pos_emulator.training.view import Mode
from tests.training.trainees import coach, keys, made, to_the_end


def free_of(text: str) -> list[bool]:
    lesson = lesson_of(text.encode(), name="mine", file="mine.keys")
    return [item.free for item in rehearse(lesson, 7).items if isinstance(item, Stroke)]


HEAD = 'Background\nGiven signed-on\nScenario "s"\nMenu void\n'
MENU = [False, False]


@pytest.mark.parametrize(
    ("lines", "free"),
    [
        pytest.param("Keys 11 Clear Clear", [True] * 4, id="taken-back"),
        pytest.param("Keys 000000 Enter", [True] * 7, id="wrong"),
        pytest.param(
            "Keys 12 Clear Clear\nSecret supervisor\nEnter", [True] * 4 + [False] * 7, id="then-right"
        ),
        pytest.param("Keys 12", [False] * 2, id="left-standing"),
        pytest.param("Secret supervisor\nEnter\nKeys 12 Clear Clear", [False] * 11, id="for-all-to-see"),
    ],
)
def test_an_entry_is_free_behind_stars_where_it_comes_to_nothing(lines: str, free: list[bool]) -> None:
    assert free_of(f"{HEAD}{lines}\n") == MENU + free


@pytest.mark.parametrize("name", lesson_names())
def test_of_the_lessons_only_one_has_such_entries(name: str) -> None:
    strokes = [each for each in rehearse(load_lesson(name, "zh"), 7).items if isinstance(each, Stroke)]
    free = sum(each.free for each in strokes)
    assert free == (2 + 2 + 3 * 7 if name == "refund-password" else 0)


@pytest.mark.parametrize("short", ["", "333"])
def test_an_enter_too_early_is_no_try_and_leaves_the_way_open(short: str) -> None:
    at = coach("refund-password", Mode.PRACTICE)
    keys(at, "Enter", "31")
    at.counter("shield")
    keys(at, "12", "Clear", "Clear", *short, "Enter")
    assert at.bench.screen.name == "password.short"
    keys(at, "444444"[len(short) :], "Enter")
    assert (at.bench.screen.name, made(at)) == ("password.wrong", [])
    to_the_end(at)
    assert made(at) == []
