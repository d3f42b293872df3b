from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.commands.script_reading import read_all
from pos_emulator.keyscript.runner.pool import Players
from pos_emulator.keyscript.runner.run import Run
from pos_emulator.keyscript.runner.select import Selection
from pos_emulator.keyscript.runner.summary import Summary

TWO = """\
Background
  Given signed-on

Scenario "first"
  Expect Snapshot idle

Scenario "second"
  Expect Shows {screen}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "a.keys"
    path.write_text(TWO.format(screen="idle.signed-on"))
    return path


def finished(path: Path, *, update: bool = False, stop: bool = False, text: str = "") -> Summary:
    with Players(1) as players:
        run = Run(read_all([str(path)], Selection(text)), players, stop_at_failure=stop)
        list(run.results())
        return run.finish(update_goldens=update)


def golden(path: Path) -> Path:
    return path.parent / "goldens" / "a" / "first.txt"


def test_a_missing_golden_fails_and_is_written_when_asked(shop: Path) -> None:
    assert finished(shop).line == "1 passed, 1 failed"
    assert not golden(shop).exists()
    assert finished(shop, update=True).line == "2 passed"
    assert golden(shop).read_text("utf-8").startswith("=== idle\nscreen idle.signed-on\n|   训练便利店   |\n")
    assert finished(shop).line == "2 passed"


def test_no_golden_is_written_while_anything_else_fails(shop: Path) -> None:
    shop.write_text(TWO.format(screen="menu.main"))
    assert finished(shop, update=True).line == "2 failed"
    assert not golden(shop).exists()


def test_an_unused_golden_fails_and_goes_with_the_next_update(shop: Path) -> None:
    finished(shop, update=True)
    stray = golden(shop).with_name("gone.txt")
    stray.write_text("=== x\n")
    assert finished(shop).unused_goldens == (stray.as_posix(),)
    assert not finished(shop).is_well
    assert finished(shop, text="second").is_well
    assert finished(shop, update=True).is_well
    assert not stray.exists()


def test_a_golden_that_differs_says_where(shop: Path) -> None:
    finished(shop, update=True)
    golden(shop).write_text(golden(shop).read_text("utf-8").replace("lamp line", "lamp owed"))
    result = finished(shop).results[0]
    assert result.failure is not None
    assert result.failure.problem == "idle is not as the golden has it"
    assert {"-lamp owed", "+lamp line"} <= set(result.failure.evidence)


def test_the_first_failure_can_be_the_last_result(shop: Path) -> None:
    assert finished(shop, stop=True).line == "1 failed, 1 not run"


def test_an_interrupted_run_writes_no_golden_and_is_not_well(shop: Path) -> None:
    with Players(1) as players:
        run = Run(read_all([str(shop)], Selection()), players)
        next(iter(run.results()))
        run.interrupt()
        summary = run.finish(update_goldens=True)
    assert summary.line == "1 failed, 1 not run (interrupted)"
    assert not golden(shop).exists()
