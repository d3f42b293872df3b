from __future__ import annotations

import pytest

from pos_emulator.training.lessons import LANGUAGES, lesson_names
from pos_emulator.training.view import Mode
from tests.training.trainees import coach, to_the_end

EVERY = [pytest.param(name, lang, id=f"{name}-{lang}") for name in lesson_names() for lang in LANGUAGES]


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_who_does_what_is_said_has_all_points(name: str, lang: str) -> None:
    at = coach(name, lang=lang)
    to_the_end(at)
    report = at.report()
    assert (report.points, report.passed, report.mistakes) == (100, True, ())
    assert report.keys == report.shortest


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_watched_lesson_plays_itself_to_the_end(name: str, lang: str) -> None:
    at = coach(name, Mode.WATCH, lang=lang)
    waited = 0.0
    for _ in range(400):
        if at.view.ended:
            break
        seconds = at.play_on()
        waited += seconds
    assert at.view.ended
    assert at.view.points is None
    assert at.report().passed
    assert waited > 10
