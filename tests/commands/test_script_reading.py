from __future__ import annotations

from pathlib import Path

import click
import pytest

from pos_emulator.commands.errors import BadInputError
from pos_emulator.commands.script_reading import read_all, read_files
from pos_emulator.keyscript.runner.select import Selection

TWO = 'Scenario "a"\n  Enter\nScenario "b"\n  Enter\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "a.keys"
    found.write_text(TWO)
    return found


def test_each_scenario_as_often_as_asked_in_order(path: Path) -> None:
    plan = read_all([str(path)], Selection(repeat=2, seed=5))
    assert [(task.scenario, task.repeat, task.seed) for task in plan.tasks] == [
        (0, 1, 5),
        (0, 2, 5),
        (1, 1, 5),
        (1, 2, 5),
    ]
    assert plan.whole == {path.as_posix()}


def test_a_part_of_a_file_is_not_the_whole(path: Path) -> None:
    assert read_all([f"{path}:3"], Selection()).whole == frozenset()


def test_what_selects_nothing_or_does_not_parse(path: Path) -> None:
    with pytest.raises(click.UsageError, match="no scenario is selected"):
        read_all([str(path)], Selection("refund"))
    path.write_text("Scenario\n")
    with pytest.raises(BadInputError, match=r"^no key was pressed\n.*a\.keys:1:1: "):
        read_all([str(path)], Selection())
    with pytest.raises(BadInputError, match=r"^[^\n]*a\.keys:1:1: "):
        read_files([str(path)])
