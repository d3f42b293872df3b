from __future__ import annotations

import re

import pytest

from pos_emulator.training.words import WORDS, word


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_the_same_values(key: str) -> None:
    zh, en = (set(re.findall(r"\{(\w+)\}", text)) for text in WORDS[key])
    assert zh == en
    assert "" not in WORDS[key]


def test_values_are_filled_in() -> None:
    assert word("voice", "en", code="271828") == "On the telephone: “The code is 271828.”"
