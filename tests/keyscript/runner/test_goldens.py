from __future__ import annotations

from pathlib import Path

from pos_emulator.keyscript.observe.snapshot import Snapshot
from pos_emulator.keyscript.runner.goldens import golden_path, golden_text, lost


def test_one_file_a_scenario_beside_the_script() -> None:
    assert golden_path("qa/void.keys", "Void, before 退货!", 0) == Path(
        "qa/goldens/void/void-before-退货.txt"
    )
    assert golden_path("qa/void.keys", "code 25", 2) == Path("qa/goldens/void/code-25.2.txt")
    assert golden_path("void.keys", "?", 0) == Path("goldens/void/scenario.txt")


def test_a_test_has_a_folder_of_its_own_beside_a_script_of_that_name() -> None:
    assert golden_path("test_v.py", "test_v", 0) == Path("goldens/test_v.py/test_v.txt")
    assert golden_path("test_v.keys", "test_v", 0) == Path("goldens/test_v/test_v.txt")


def test_each_snapshot_stands_below_its_name() -> None:
    shots = [Snapshot("one", 1, "", "screen a\n"), Snapshot("two", 2, "", "screen b\n")]
    assert golden_text(shots) == "=== one\nscreen a\n\n=== two\nscreen b\n"


SHOT = golden_text([Snapshot("one", 1, "", "screen menu.main\n")])


def put(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_goldens_are_lost_whose_script_is_gone(tmp_path: Path) -> None:
    gone = [put(tmp_path / each, SHOT) for each in ("goldens/m/a.txt", "sub/goldens/test_m.py/b.txt")]
    put(tmp_path / "sub/m.keys")
    assert list(lost(tmp_path)) == gone


def test_goldens_are_not_lost_while_their_script_is_there(tmp_path: Path) -> None:
    for script, folder in (("m.keys", "m"), ("m.pos", "m.pos"), ("test_m.py", "test_m.py")):
        put(tmp_path / script)
        put(tmp_path / "goldens" / folder / "a.txt", SHOT)
    assert list(lost(tmp_path)) == []


def test_what_others_keep_under_that_name_is_theirs(tmp_path: Path) -> None:
    put(tmp_path / "goldens/m/a.txt", "=== as somebody else has it\n")
    put(tmp_path / "goldens/m/b.txt", "")
    put(tmp_path / "goldens/c.txt", SHOT)
    assert list(lost(tmp_path)) == []


def test_a_folder_that_nobody_looks_into_loses_nothing(tmp_path: Path) -> None:
    put(tmp_path / ".venv/goldens/m/a.txt", SHOT)
    assert list(lost(tmp_path, leave_out=[".*"])) == []
