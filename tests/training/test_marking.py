from __future__ import annotations

from pos_emulator.training.marking import Marks
from pos_emulator.training.plan import Task


def test_hints_cost_one_two_and_five() -> None:
    marks = Marks("zh")
    points = []
    for _ in range(3):
        marks.hint(0)
        points.append(marks.points)
    marks.hint(1)
    assert (points, marks.points, marks.passed) == ([99, 97, 92], 91, True)


def test_the_weight_of_the_lesson_goes_before_the_table() -> None:
    marks = Marks("en")
    marks.mistake("voucher-unknown", 0, Task((), "", weight=7))
    marks.mistake("voucher-unknown", 1, None)
    assert (marks.points, marks.lost_at) == (91, {0: 7, 1: 2})


def test_a_critical_mistake_caps_the_lesson() -> None:
    marks = Marks("en")
    marks.mistake("swiped-again", 0, None)
    assert (marks.points, marks.passed) == (40, False)


def test_any_mistake_at_a_critical_command_is_critical() -> None:
    marks = Marks("en")
    marks.mistake("impatient", 0, Task((), "", critical=True))
    assert (marks.points, len(marks.critical)) == (40, 1)


def test_points_never_fall_below_nothing() -> None:
    marks = Marks("zh")
    for _ in range(20):
        marks.mistake("locked", 0, None)
    assert marks.points == 0
