from __future__ import annotations

import ast
from pathlib import Path

import pytest

import pos_emulator.firmware
from pos_emulator.keyscript.product import GUARDS, product_world, profile_name_of, value_problem, world_for
from pos_emulator.keyscript.script import Script
from pos_emulator.keyscript.steps.structure import UseProfile
from pos_emulator.keyscript.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return product_world()


def test_names_of_the_product(world: World) -> None:
    assert {"cn-classic", "qa", "hardened"} <= world.profiles
    assert world.cards["demo-chip"] == ("insert", "swipe")
    assert "demo-debit" in world.pins
    assert "demo-foreign" not in world.pins
    assert world.operators == {"01", "02", "03", "04", "05"}
    assert {"operator-05", "supervisor", "refund", "admin"} <= world.secrets
    assert world.screens["void.check"] == {"voucher", "card", "amount"}
    assert world.screens["void.card"] == set()
    assert {"off", "menu.administrator-2"} <= set(world.screens)
    assert world.rules["wrong-pin"] is True
    assert world.rules["closed-batch"] is False
    assert {"0200", "0220", "0400", "0600"} <= world.requests
    assert {"0210", "0230", "0410"} <= world.responses
    assert (min(world.elements), max(world.elements)) == (2, 64)


def test_a_script_plays_under_the_profile_that_it_names() -> None:
    assert profile_name_of(Script("x.keys", profile=UseProfile("hardened"))) == "hardened"
    assert profile_name_of(Script("x.keys")) == "cn-classic"


def test_menu_entries_by_what_reaches_them(world: World) -> None:
    assert {"void", "reprint-last", "settle", "others"} <= world.menu_entries
    assert world.menu_elsewhere["keys"] == "is on the menu of 99: sign on there and choose it by keys"
    assert world.menu_elsewhere["operator-add"] == "is not in this version"
    assert not world.menu_entries & set(world.menu_elsewhere)


def test_guards_are_those_that_the_firmware_names() -> None:
    """The names that stand in the firmware's sources, and the screens by which some guards go."""
    folder = Path(pos_emulator.firmware.__file__).parent
    named: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "rule" and isinstance(node.value, ast.Constant):
                named.add(str(node.value.value))
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                if name in ("explain", "Refused"):
                    named.add(str(node.args[0].value))
    assert named <= GUARDS
    assert GUARDS - named == {
        "refund.blocked",
        "void.already-voided",
        "void.in-doubt",
        "void.not-a-sale",
        "void.not-found",
        "void.not-today",
        "void.refunded",
        "void.settled",
    }


@pytest.mark.parametrize(
    ("number", "value", "problem"),
    [
        (4, "000000005800", ""),
        (4, "58.00", "expected decimal digits"),
        (11, "12", "expected 6 digits, found 2"),
        (22, "021", ""),
        (37, "041533829017", ""),
        (39, "A0", ""),
        (39, "0", "expected 2 characters, found 1"),
        (64, "00112233aabbccdd", ""),
        (64, "00112233AABBCCDD", "expected octets as lower-case hex"),
        (64, "0011", "expected 8 bytes, found 2"),
        (62, "df0102", ""),
    ],
)
def test_values_of_elements(number: int, value: str, problem: str) -> None:
    assert value_problem(number, value) == problem


@pytest.mark.parametrize(
    ("named", "used"),
    [(None, "cn-classic"), ("qa", "qa"), ("hardened", "hardened"), ("unknown", "cn-classic")],
)
def test_the_world_is_that_of_the_profile(named: str | None, used: str) -> None:
    script = Script("x.keys", profile=UseProfile(named) if named else None)
    assert world_for(script) is product_world(used)


def test_a_profile_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('extends = "cn-classic"\noperators = 2\n[menu]\nothers = ["1 echo"]\n', "utf-8")
    world = world_for(Script("x.keys", profile=UseProfile(str(file))))
    assert world.operators == {"01", "02"}
    assert "refund-query" not in world.menu_entries
    file.write_text('extends = "cn-classic"\noperators = 3\n', "utf-8")
    assert world_for(Script("x.keys", profile=UseProfile(str(file)))).operators == {"01", "02", "03"}
