from __future__ import annotations

from pos_emulator.training.view import Mode
from tests.training.trainees import coach, follow, follow_view


def test_hints_and_detours_are_counted_where_they_were() -> None:
    at = coach("void-before-card-leaves", Mode.PRACTICE)
    at.hint()
    knows = coach("void-before-card-leaves")
    while not at.view.ended:
        said = knows.view
        for both in (at, knows):
            follow_view(both, said)
    report = at.report()
    assert (report.points, report.hints, report.passed) == (99, 1, True)
    assert [task.hints for task in report.tasks] == [1, 0, 0, 0, 0, 0, 0, 0]


def test_a_lesson_left_half_way_is_not_passed() -> None:
    at = coach("void-before-card-leaves")
    follow(at)
    assert not at.report().passed


def test_a_watched_lesson_has_no_points() -> None:
    at = coach("void-before-card-leaves", Mode.WATCH)
    while at.play_on():
        pass
    assert list(at.report().lines(100))[1] == "观看完毕"
