from __future__ import annotations

import string

from pos_emulator.texts.layout import COLUMNS, cells
from pos_emulator.tui.words import WORDS, word


def test_both_languages_say_everything_with_the_same_values() -> None:
    for key, (chinese, english) in WORDS.items():
        assert chinese, key
        assert english, key
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (chinese, english)
        ]
        assert fields[0] == fields[1], key


def test_the_lamps_fit_above_the_display() -> None:
    for lang in ("zh", "en"):
        names = [word(key, lang) for key in WORDS if key.startswith("lamp.")]
        assert sum(cells(name) + 2 for name in names) <= 2 * COLUMNS + 6


def test_values_are_filled_in() -> None:
    assert word("done.swipe", "en", card="demo-chip") == "demo-chip was swiped"
    assert word("done.swipe", "zh", card="demo-chip") == "刷了 demo-chip"
