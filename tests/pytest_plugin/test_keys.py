from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.pytest_plugin.desk import Desk, KeysFailed
from pos_emulator.pytest_plugin.keys import Keys

FILE = """\
Background
  Given    signed-on
  Customer arrives holding demo-debit
Scenario "one"
  Sale     58.00 as $sale
Scenario "two"
  Sale     10.00 as $two
"""


@pytest.fixture
def keys(desk: Desk, tmp_path: Path) -> Keys:
    return Keys(desk, tmp_path)


def test_what_was_saved(shop: Keys) -> None:
    shop("Sale 58.00 as $sale")
    assert shop["$sale"].amount == shop["sale"].amount == 58_00
    assert len(shop["$sale"].rrn) == 12
    with pytest.raises(KeysFailed, match=r"\$other was never sent"):
        shop["$other"]


def test_an_error_shows_its_place_and_nothing_was_pressed(desk: Desk, keys: Keys) -> None:
    with pytest.raises(ScriptError) as raised:
        keys("Enter\n  Expct Screen x")
    assert str(raised.value) == (
        "keys:2:3: unknown command 'Expct'\n  | Expct Screen x\n  | ^^^^^  did you mean Expect?"
    )
    assert raised.value.__context__ is None or raised.value.__suppress_context__
    assert desk.stage.keys == 0


def test_a_file_and_one_of_its_scenarios(desk: Desk, keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "day.keys").write_text(FILE)
    keys("day.keys", scenario="one")
    assert keys["$sale"].amount == 58_00
    keys(Path("day.keys"), scenario="two")
    assert keys["$two"].amount == 10_00
    with pytest.raises(ValueError, match="name one of its scenarios: 'one', 'two'"):
        keys("day.keys")
    with pytest.raises(ValueError, match="name one of its scenarios"):
        keys("day.keys", scenario="three")


def test_a_file_with_a_background_alone(keys: Keys, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "shop.keys").write_text(FILE.partition("Scenario")[0])
    keys("shop.keys")
    assert desk.stage.bench.screen.name == "idle.signed-on"


def test_a_file_is_checked_behind_what_was_done(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "void.keys").write_text('Scenario "void"\n  Given signed-on\n  Void $sale\n')
    with pytest.raises(ScriptError, match=r"nothing is saved as \$sale before this"):
        keys("void.keys")


def test_a_file_about_another_terminal(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "h.keys").write_text('Profile hardened\nScenario "x"\n  Enter\n')
    with pytest.raises(ValueError, match="it is about hardened, and this terminal is cn-classic"):
        keys("h.keys")


def test_no_such_file(keys: Keys) -> None:
    with pytest.raises(FileNotFoundError):
        keys("nowhere.keys")
