from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.keyscript.asked import Asked
from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.runner.errors import NothingSelected
from pos_emulator.keyscript.runner.sources import Target, files_of, source_at, target_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    (tmp_path / "b.keys").write_text('Source below/shop.keys\nScenario "b"\n  Enter\n')
    (tmp_path / "a.keys").write_text('Scenario "a"\n  Enter\n')
    (tmp_path / "below" / "shop.keys").write_text("Background\n  Given signed-on\n")
    (tmp_path / "notes.txt").write_text("no script")
    return tmp_path


def test_a_file_a_folder_and_a_line(tmp_path: Path) -> None:
    assert target_of("x/a.keys") == Target(Path("x/a.keys"))
    assert target_of("x/a.keys:12") == Target(Path("x/a.keys"), 12)
    odd = tmp_path / "a:1"
    odd.write_text("")
    assert target_of(str(odd)) == Target(odd)


def test_a_folder_has_its_scripts_in_order_each_once(folder: Path) -> None:
    found = files_of([Target(folder), Target(folder / "a.keys", 1)])
    assert [path.name for path in found] == ["a.keys", "b.keys", "shop.keys"]
    assert set(found.values()) == {frozenset()}
    assert files_of([Target(folder / "a.keys", 1), Target(folder / "a.keys", 2)]) == {
        folder / "a.keys": frozenset({1, 2})
    }


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingSelected, match="no such file or folder"):
        files_of([Target(tmp_path / "none.keys")])
    with pytest.raises(NothingSelected, match=r"no \*\.keys in this folder"):
        files_of([Target(tmp_path)])


def test_a_source_can_be_read_again_without_the_disk(folder: Path) -> None:
    source, read = source_at(folder / "b.keys")
    (folder / "below" / "shop.keys").unlink()
    assert source.parsed() == read
    assert [type(step).__name__ for step in read.background] == ["Given"]


def test_a_script_that_does_not_check_is_refused(folder: Path) -> None:
    (folder / "a.keys").write_text('Scenario "a"\n  Menu viod\n')
    with pytest.raises(ScriptError, match="did you mean void"):
        source_at(folder / "a.keys")


def test_it_is_checked_against_the_profile_that_was_asked_for(folder: Path) -> None:
    (folder / "a.keys").write_text('Profile cn-classic\nScenario "a"\n  Logon 06\n')
    with pytest.raises(ScriptError, match="there is no operator '06'"):
        source_at(folder / "a.keys")
    (folder / "more.toml").write_text('extends = "cn-classic"\noperators = 6\n')
    _, script = source_at(folder / "a.keys", Asked(profile=str(folder / "more.toml")))
    assert script.profile is not None
    assert script.profile.name == str(folder / "more.toml")


def test_a_path_that_no_file_can_have_is_an_error_in_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.keys"
    path.write_bytes(b'Source "a\0b"\nScenario "s"\n  Enter\n')
    with pytest.raises(ScriptError) as caught:
        source_at(path)
    assert caught.value.line == 1
    assert caught.value.problem.endswith("is no name of a file")
    assert '\n  | Source "a\ufffdb"\n  | ^^^^^^^^^^^^\n' in f"{caught.value}\n"
