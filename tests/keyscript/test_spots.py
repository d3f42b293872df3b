from __future__ import annotations

import pytest

from pos_emulator.keyscript.spots import spot, use_of
from tests.keyscript.reading import step_of


@pytest.mark.parametrize(
    ("line", "word", "column", "width"),
    [
        ("Expect Screen Screen # Screen", "Screen", 17, 6),
        ("Expect Sent 0200 F37=$sale.rrn", "sale", 25, 4),
        ("Expect Sent 0200 F3=1 F33=1", "F3", 25, 2),
        ("Void $sale", "$sale", 8, 5),
        ("Void $sale", "absent", 3, 4),
    ],
)
def test_finds_the_word(line: str, word: str, column: int, width: int) -> None:
    place = spot(step_of(line), word)
    assert (place.column, place.width) == (column, width)


@pytest.mark.parametrize(
    ("line", "name", "column", "width"),
    [
        ("Expect Sent 0200 F38:as=$a F37=$a", "a", 34, 2),
        ("Expect Sent 0200 F61=${sale.batch}${s.voucher}", "s", 37, 3),
        ("Enter", "s", 3, 5),
    ],
)
def test_finds_the_use(line: str, name: str, column: int, width: int) -> None:
    place = use_of(step_of(line), name)
    assert (place.column, place.width) == (column, width)
