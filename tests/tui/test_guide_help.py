from __future__ import annotations

import pytest
from textual.binding import Binding

from pos_emulator.texts.layout import cells
from pos_emulator.tui.guide_help import LESSON, SHOWN, WITHOUT
from pos_emulator.tui.help_screen import HelpText
from pos_emulator.tui.lesson_app import LessonApp
from pos_emulator.tui.show_app import ShowApp
from tests.tui.lesson import lesson
from tests.tui.window import comes, has, text_of

_SHOWN_AS = {"full_stop": ".", "right": "→", "plus": "+", "minus": "-", "space": "Space", "f4": "F4"}


def labels(*tables: tuple[tuple[str, str], ...]) -> set[str]:
    return {label for table in tables for row in table for label in row[0].split()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_key_of_these_windows_is_explained(lang: str) -> None:
    for app, told in ((LessonApp, labels(LESSON[lang], SHOWN[lang])), (ShowApp, labels(SHOWN[lang]))):
        keys = {each.key for each in app.BINDINGS if isinstance(each, Binding)} - {"equals_sign"}
        assert {_SHOWN_AS.get(key, key) for key in keys} <= told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_stands_above_the_usual_keys_and_fits(lang: str) -> None:
    rows = text_of(HelpText(lang, LESSON[lang]).lines(64))
    assert rows[0].startswith("h ")
    assert any(row.startswith("Backspace") for row in rows)
    assert max(map(cells, rows)) <= 64


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_does_nothing_in_a_lesson_is_not_offered(lang: str) -> None:
    usual = text_of(HelpText(lang).lines(64))
    for label in WITHOUT:
        assert any(row.startswith(f"{label} ") for row in usual), label
    rows = text_of(HelpText(lang, LESSON[lang], WITHOUT).lines(64))
    assert not any(row.startswith(tuple(WITHOUT)) for row in rows)
    assert len(rows) < len(text_of(HelpText(lang, LESSON[lang]).lines(64)))


@pytest.mark.asyncio
async def test_f1_says_it() -> None:
    async with lesson(size=(80, 24)) as (pilot, app):
        await pilot.press("f1")
        await comes(pilot, lambda: has(app, "回到这一节的开头"))
        await pilot.press("end")
        await comes(pilot, lambda: has(app, "Ctrl-Q"))
        assert not has(app, "Ctrl-R")
        await pilot.press("q")
        await comes(pilot, lambda: len(app.screen_stack) == 1)
