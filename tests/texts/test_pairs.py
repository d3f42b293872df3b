from __future__ import annotations

import pytest

from pos_emulator.texts.pairs import in_language


def test_each_language_has_its_words() -> None:
    pair = ("第 {step} 步", "step {step}")
    assert in_language(pair, "zh", step=2) == "第 2 步"
    assert in_language(pair, "en", step=2) == "step 2"


def test_braces_stay_where_nothing_is_filled_in() -> None:
    assert in_language(("{", "}"), "en") == "}"


def test_a_third_language_has_none() -> None:
    with pytest.raises(ValueError, match="index"):
        in_language(("一", "one"), "fr")
