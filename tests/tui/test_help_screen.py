from __future__ import annotations

import pytest

from pos_emulator.texts.layout import cells
from pos_emulator.tui.bindings import COUNTER_KEYS, WINDOW_KEYS
from pos_emulator.tui.help_screen import HelpText
from tests.tui.window import has, text_of, window


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_key_is_explained(lang: str) -> None:
    rows = text_of(HelpText(lang).lines(90))
    labels = " ".join(row[:14] for row in rows).split()
    for key, _ in COUNTER_KEYS:
        assert key in labels, key
    for key, action in WINDOW_KEYS:
        if action not in ("help",):
            shown = {"tab": "Tab", "shift+tab": "Shift-Tab"}.get(key, key.replace("ctrl+", "Ctrl-"))
            shown = shown[:-1] + shown[-1].upper() if shown.startswith("Ctrl") else shown
            assert shown in labels or (shown.startswith("f") and "F5–F9" in labels), key


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_beside_its_labels_in_the_smallest_window(lang: str) -> None:
    assert all(cells(row) <= 64 for row in text_of(HelpText(lang).lines(64)))


def test_no_pin_of_a_card_is_told() -> None:
    for lang in ("zh", "en"):
        shown = "\n".join(text_of(HelpText(lang).lines(90)))
        for pin in ("246810", "135790", "112233", "314159", "271828", "161803"):
            assert pin not in shown


@pytest.mark.asyncio
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_all_of_it_can_be_reached_with_the_keyboard(lang: str) -> None:
    async with window((80, 24), lang) as (pilot, app, live):
        await pilot.press("f1")
        await pilot.pause()
        text = app.screen.query_one(HelpText)
        assert not has(app, "Ctrl-Q")
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert has(app, "Ctrl-Q")
        end = text.scroll_offset.y
        tops = []
        for key in ("up", "down", "pageup", "end", "home"):
            await pilot.press(key)
            await pilot.pause()
            tops.append(text.scroll_offset.y)
        assert tops == [end - 1, end, max(end - text.size.height, 0), end, 0]
        assert live.pressed == []
        await pilot.press("q")
        assert len(app.screen_stack) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_larger_window_shows_all_of_it_at_once(lang: str) -> None:
    async with window((100, 32), lang) as (pilot, app, _live):
        await pilot.press("f1")
        await pilot.pause()
        assert has(app, "0000 Enter")
        assert has(app, "Ctrl-Q")
