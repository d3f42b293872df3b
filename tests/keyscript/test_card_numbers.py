from __future__ import annotations

import pytest

from pos_emulator.keyscript.card_numbers import without_card_numbers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("6224242300000069", "622424******0069"),
        ('expected "6224242300000069"', 'expected "622424******0069"'),
        ("pan6224242300000069x", "pan622424******0069x"),
        ("Keys 1 62242423 00000069 Enter", "Keys 1 622424** ****0069 Enter"),
        ("Keys 6 2 2 4 2 4 2 3 0 0 0 0 0 0 6 9", "Keys 6 2 2 4 2 4 * * * * * * 0 0 6 9"),
        ("16224242300000069", "1622424******0069"),
        ("6224-2423-0000-0069", "6224-24**-****-0069"),
        ("6224242300000069\n  DE53  x  2600000000000000", "622424******0069\n  DE53  x  2600000000000000"),
        ("62242423 · 00000069 · Enter", "622424** · ****0069 · Enter"),
        ('"6216261000000000018"   5800', '"621626*********0018"   5800'),
        ("6224242300000069=30122010000012300000", "622424******0069=" + 20 * "*"),
    ],
)
def test_a_card_number_shows_six_and_four_digits(text: str, shown: str) -> None:
    assert without_card_numbers(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6224242300000068",
        "622424******0069",
        "000001 000002",
        "58.00 at 2024-05-01 12:00:00",
        "sha256 a6224242300000068b",
        "  DE53  security control  2600000000000000",
        "F37: expected 123456789012, found 123456789013",
    ],
)
def test_anything_else_stays(text: str) -> None:
    assert without_card_numbers(text) == text
