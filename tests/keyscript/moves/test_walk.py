from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.moves.walk import enter, open_menu, pressed, to_idle, typed, walk
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from tests.keyscript.playing import problem_at_shop, stage


def test_it_stops_at_a_screen_that_it_does_not_know() -> None:
    at = stage()
    open_menu(at, "void")
    assert walk(at, {}) == "void.password"


def test_it_does_the_same_at_one_screen_only_once() -> None:
    at = stage()
    open_menu(at, "void")
    assert walk(at, {"void.password": pressed(Key.DIGIT_1)}) == "void.password"
    assert at.bench.screen.fields["stars"] == 1


def test_idle_is_its_end() -> None:
    at = stage()
    open_menu(at, "void")
    assert walk(at, {"void.password": pressed(Key.CANCEL)}) == ""
    assert at.bench.screen.name == "idle.signed-on"


def test_the_menus_open_before_a_sign_on_too() -> None:
    at = stage("signed-off")
    open_menu(at, "logon")
    assert at.bench.screen.name == "logon.operator"
    typed("01")(at)
    assert at.bench.screen.name == "logon.password"


def test_a_move_begins_at_idle() -> None:
    at = stage()
    enter(at)
    with pytest.raises(ScenarioFailed, match=r"Sale begins at idle, and the terminal shows menu\.main"):
        to_idle(at, "Sale")


def test_a_slip_that_power_loss_interrupted_is_printed_first() -> None:
    assert (
        problem_at_shop(
            "Paper out",
            "Sale 58.00 as $sale",
            "Expect Shows slip.no-paper",
            "Power cut",
            "Paper load",
            "Power on",
            "Expect Shows power.slip",
            "Sale 3.00 as $next",
            "Expect Record $sale approved",
            "Expect Record $next approved",
        )
        == ""
    )
