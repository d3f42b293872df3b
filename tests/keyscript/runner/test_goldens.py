from __future__ import annotations

from pathlib import Path

from pos_emulator.keyscript.observe.snapshot import Snapshot
from pos_emulator.keyscript.runner.goldens import golden_path, golden_text


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
