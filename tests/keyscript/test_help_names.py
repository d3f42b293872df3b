from __future__ import annotations

import re

import pytest

from pos_emulator.firmware.peripherals import Lamp
from pos_emulator.keyscript.commands.table import TABLE
from pos_emulator.keyscript.help_names import name_lines
from pos_emulator.keyscript.product import GUARDS, START_STATES, product_world

BY_NAME = {command.name: command for command in TABLE}
THE_SCRIPTS_OWN = {"Save", "Rewind", "Expect Snapshot"}
"""Commands whose NAME is whatever the script likes."""


def text_of(name: str) -> str:
    return "\n".join(name_lines(BY_NAME[name]))


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("Given", {*START_STATES, "yesterday-sale (saves $sale)"} - {"yesterday-sale"}),
        ("Expect Lamp", {lamp.value for lamp in Lamp}),
        ("Menu", set(product_world().menu_entries)),
        ("Expect Why", set(GUARDS)),
        ("Require", set(product_world().features)),
    ],
)
def test_what_is_short_and_closed_is_listed(command: str, names: set[str]) -> None:
    place, _, rest = " ".join(text_of(command).split()).partition(": ")
    assert re.search(rf"\b{place}\b", BY_NAME[command].forms[0])
    assert set(rest.split("; or ")[0].split(", ")) == names


def test_it_reads_so() -> None:
    assert text_of("Given") == (
        "NAME: signed-on, signed-off, fresh, locked, settled, batch-full, yesterday-sale (saves $sale)"
    )


def test_every_start_state_says_what_it_saves() -> None:
    told = {state: set(re.findall(rf"{state} \(saves ([^)]*)\)", text_of("Given"))) for state in START_STATES}
    assert told == {
        state: {" ".join(f"${each}" for each in sorted(saved))} if saved else set()
        for state, saved in START_STATES.items()
    }
    assert text_of("Expect Lamp") == "NAME: default-password, training, line, lock, owed"
    assert text_of("Card swipe") == "NAME: see pos-emulator cards"
    assert text_of("Void") == ""


def test_no_name_of_the_product_is_left_to_guess() -> None:
    for command in TABLE:
        named = any(re.search(r"\b(NAME|CARD|FEATURE|RULE)\b", form) for form in command.forms)
        # Secrets stand in the meaning, each with what it is for.
        if named and command.name not in THE_SCRIPTS_OWN | {"Secret"}:
            assert text_of(command.name), command.name
