from __future__ import annotations

from errno import ENOSPC
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
        plan = read_all([str(path)], Selection(text))
        run = Run(plan, players, stop_at_failure=stop, update_goldens=update)
        list(run.results())
        return run.finish()


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
    failed = finished(shop, update=True)
    assert failed.line == "1 passed, 1 failed"
    assert failed.goldens == "goldens: none written, for 1 failed"
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


def test_the_goldens_of_a_script_that_is_gone_are_unused(shop: Path) -> None:
    finished(shop, update=True)
    shop.unlink()
    left = shop.with_name("b.keys")
    left.write_text('Scenario "left"\n  Expect Shows idle.signed-off\n')
    stray = golden(shop)
    assert finished(shop.parent).unused_goldens == (stray.as_posix(),)
    assert finished(shop.parent, text="left").unused_goldens == ()
    assert finished(left).unused_goldens == ()
    assert finished(shop.parent, update=True).goldens == "goldens: 0 written, 1 removed"
    assert not stray.exists()


@pytest.mark.parametrize(
    ("in_the_way", "says"),
    [
        ("goldens/a/second.txt/x", "second.txt: a folder is where a golden has to be"),
        ("goldens/a", "goldens/a: a file is where a folder has to be"),
        ("goldens", "goldens: a file is where a folder has to be"),
    ],
)
def test_no_golden_is_written_while_one_cannot_be(tmp_path: Path, in_the_way: str, says: str) -> None:
    path, before = tmp_path / "a.keys", tmp_path / in_the_way
    path.write_text("".join(f'Scenario "{name}"\n  Expect Snapshot one\n' for name in ("first", "second")))
    before.parent.mkdir(parents=True, exist_ok=True)
    before.write_text("")
    there = sorted(tmp_path.rglob("*"))
    summary = finished(path, update=True)
    assert says in summary.unwritable
    assert (summary.line, summary.goldens, summary.is_well) == ("2 passed", "goldens: none written", False)
    assert sorted(tmp_path.rglob("*")) == there


def test_nothing_is_left_of_goldens_that_could_not_be_written(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_text: str) -> None:
        path.touch()
        raise OSError(ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_text", full)
    summary = finished(shop, update=True)
    assert "first.txt: no space left on device; no golden was written" in summary.unwritable
    assert not (shop.parent / "goldens").exists()


def test_no_golden_is_written_while_an_unused_one_stays(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finished(shop, update=True)
    golden(shop).with_name("gone.txt").touch()
    before = golden(shop).write_text("=== idle\nscreen menu.main\n")
    monkeypatch.setattr("os.access", lambda *_asked: False)
    assert "gone.txt: it cannot be removed; no golden" in finished(shop, update=True).unwritable
    assert len(golden(shop).read_text()) == before


def test_a_golden_that_differs_says_where(shop: Path) -> None:
    finished(shop, update=True)
    golden(shop).write_text(golden(shop).read_text("utf-8").replace("lamp line", "lamp owed"))
    result = finished(shop).results[0]
    assert result.failure is not None
    assert result.failure.problem == "idle is not as the golden has it"
    assert {"-lamp owed", "+lamp line"} <= set(result.failure.evidence)


def test_the_first_failure_can_be_the_last_result(shop: Path) -> None:
    assert finished(shop, stop=True).line == "1 failed, 1 not run"


def test_a_known_failure_may_be_that_of_a_snapshot(shop: Path) -> None:
    finished(shop, update=True)
    should_be = "=== idle\nscreen menu.main\n"
    golden(shop).write_text(should_be)
    shop.write_text(shop.read_text().replace('Scenario "first"', 'Known failure "later"\nScenario "first"'))
    assert finished(shop).line == "1 passed, 1 known failure"
    updated = finished(shop, update=True)
    assert (updated.line, updated.goldens) == (
        "1 passed, 1 known failure",
        "goldens: 0 written, 0 removed",
    )
    assert golden(shop).read_text() == should_be


def test_a_known_failure_whose_snapshot_is_right_again_must_lose_its_mark(shop: Path) -> None:
    finished(shop, update=True)
    shop.write_text(shop.read_text().replace('Scenario "first"', 'Known failure "later"\nScenario "first"'))
    assert finished(shop).line == "1 passed, 1 passed though marked as a known failure"


def test_an_interrupted_run_writes_no_golden_and_is_not_well(shop: Path) -> None:
    with Players(1) as players:
        run = Run(read_all([str(shop)], Selection()), players, update_goldens=True)
        next(iter(run.results()))
        run.interrupt()
        summary = run.finish()
    assert summary.line == "1 passed, 1 not run (interrupted)"
    assert summary.goldens == "goldens: none written, for the run was interrupted"
    assert not golden(shop).exists()


def test_an_update_that_stopped_early_removes_no_golden(tmp_path: Path) -> None:
    path = tmp_path / "a.keys"
    path.write_text("".join(f'Scenario "{name}"\n  Expect Snapshot one\n' for name in ("first", "second")))
    finished(path, update=True)
    golden(path).write_text("=== one\nscreen menu.main\n")
    assert finished(path, update=True, stop=True).line == "2 passed"
    assert golden(path).with_name("second.txt").is_file()
    assert finished(path).is_well


def test_an_update_says_which_goldens_are_new_and_which_change(shop: Path) -> None:
    first = finished(shop, update=True)
    assert [each.golden for each in first.results] == ["new golden", ""]
    assert first.goldens == "goldens: 1 written, 0 removed"
    golden(shop).write_text("=== idle\nscreen menu.main\n")
    assert [each.golden for each in finished(shop, update=True).results] == ["golden changes", ""]
    assert [each.golden for each in finished(shop, update=True).results] == ["", ""]


def test_a_golden_that_is_no_text_fails_its_scenario_and_is_written_anew(shop: Path) -> None:
    finished(shop, update=True)
    golden(shop).write_bytes(b"=== idle\n\xff\xfe\n")
    failed = finished(shop)
    assert failed.line == "1 passed, 1 failed"
    failure = failed.results[0].failure
    assert failure is not None
    assert failure.problem == f"{golden(shop).as_posix()} is not UTF-8"
    assert finished(shop, update=True).goldens == "goldens: 1 written, 0 removed"
    assert finished(shop).is_well
