from __future__ import annotations

import pytest

from pos_emulator.keyscript.runner.select import Selection, chosen
from tests.keyscript.playing import script

SCRIPT = script(
    """\
Tag smoke
Scenario "first"
  Enter

Tag slow money
Scenario "second <n>"
  Examples
    | n |
    | 1 |
    | 2 |
  Keys <n>
"""
)


@pytest.mark.parametrize(
    ("selection", "lines", "places"),
    [
        (Selection(), (), [0, 1, 2]),
        (Selection("SECOND"), (), [1, 2]),
        (Selection("x.keys"), (), [0, 1, 2]),
        (Selection(tags=("money", "smoke")), (), [0, 1, 2]),
        (Selection(tags=("slow",)), (), [1, 2]),
        (Selection(), (3,), [0]),
        (Selection(), (10,), [1, 2]),
        (Selection("first"), (10,), []),
        (Selection(), (4,), []),
    ],
)
def test_what_is_chosen(selection: Selection, lines: tuple[int, ...], places: list[int]) -> None:
    assert list(chosen(SCRIPT, selection, lines)) == places
