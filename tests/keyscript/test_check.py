from __future__ import annotations

import pytest

from pos_emulator.keyscript.check import check, read_script
from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.parser import parse_script
from pos_emulator.keyscript.product import product_world, world_for
from tests.keyscript.samples import VOID_KEYS


def test_the_sample_file_is_well() -> None:
    script = read_script(VOID_KEYS.encode(), file="void.keys", world_for=world_for)
    assert len(script.scenarios) == 3


def test_names_and_order_are_said_together_by_line() -> None:
    script = parse_script('Scenario "a"\n  Void $sale\n  Menu voidd', file="x.keys")
    with pytest.raises(ScriptError) as raised:
        check(script, product_world())
    assert [(error.line, error.problem) for error in raised.value.errors] == [
        (2, "nothing is saved as $sale before this"),
        (3, "there is no menu entry 'voidd'"),
    ]


def test_where_a_line_does_not_parse_names_are_still_looked_at() -> None:
    text = 'Scenario "a"\n  Sale 58 as $sale\n  Void $sale\n  Menu voidd'
    with pytest.raises(ScriptError) as raised:
        read_script(text, file="x.keys", world_for=world_for)
    assert [(error.line, error.problem) for error in raised.value.errors] == [
        (2, "expected an amount such as 58.00, found '58'"),
        (4, "there is no menu entry 'voidd'"),
    ]
