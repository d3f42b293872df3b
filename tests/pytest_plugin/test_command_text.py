from __future__ import annotations

import pytest

from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.product import product_world
from pos_emulator.keyscript.steps.counter import CustomerArrives, PresentCard
from pos_emulator.keyscript.steps.moves import Sale, Void
from pos_emulator.pytest_plugin.command_text import commands_in

WORLD = product_world()


def test_lines_are_commands() -> None:
    steps = commands_in(
        "\n  Customer arrives holding demo-debit # c\n\nSale 1.00 as $s", before=(), world=WORLD
    )
    assert steps == (CustomerArrives(("demo-debit",)), Sale(1_00, save_as="s"))


def test_what_was_done_before_is_known() -> None:
    before = (CustomerArrives(("demo-debit",)), Sale(1_00, save_as="s"))
    assert commands_in("Void $s", before=before, world=WORLD) == (Void("s"),)
    assert commands_in("Card swipe demo-debit", before=before, world=WORLD) == (
        PresentCard("swipe", "demo-debit"),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Void $s", "keys:1:6: nothing is saved as $s before this"),
        ("Card swipe demo-debit", "keys:1:12: demo-debit is not at the counter"),
        ("Expect Shows idle", "keys:1:14: there is no screen 'idle'"),
        ('Scenario "x"\nEnter', "keys:1:1: Scenario makes up a file"),
        ("Background", "keys:1:1: Background makes up a file"),
        ("Known failure", "keys:1:1: Known makes up a file"),
        ("Enter\nSource x.keys", "keys:2:1: Source makes up a file"),
        ('Hint 1 "x"', "keys:1:1: this belongs to the next command"),
        ("Enter \ud800", "keys:1:7: half a character is not UTF-8"),
    ],
)
def test_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ScriptError) as raised:
        commands_in(text, before=(), world=WORLD)
    assert str(raised.value).startswith(says)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ScriptError) as raised:
        commands_in("Enterr\nProfile qa\nSael 1", before=(), world=WORLD)
    assert [error.line for error in raised.value.errors] == [1, 2, 3]
