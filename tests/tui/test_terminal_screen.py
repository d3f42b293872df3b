from __future__ import annotations

import pytest

from pos_emulator.texts import Texts
from pos_emulator.texts.layout import cells
from pos_emulator.tui.terminal_screen import drawn_large


@pytest.mark.parametrize(
    ("row", "large"),
    [
        ("           58.00", " " * 22 + "5 8 . 0 0 "),
        ("请输入金额:     ", " 请  输  入  金  额 : " + " " * 10),
        ("ENTER=Y CANCEL=N", "E N T E R = Y   C A N C E L = N "),
    ],
)
def test_a_row_is_drawn_at_twice_its_width(row: str, large: str) -> None:
    assert drawn_large(row) == large
    assert cells(large) == 32


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_columns_stay_under_each_other(lang: str) -> None:
    for row in Texts(lang).rows("idle.signed-off", {"merchant": "训练便利店", "now": "11-21 08:55"}):
        assert cells(drawn_large(row)) == 32
