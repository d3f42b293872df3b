from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pos_emulator.runtime.errors import StateError, StateLocked
from pos_emulator.runtime.state_folder import (
    default_state_path,
    open_state_folder,
    write_whole,
)


def holder(path: Path) -> subprocess.Popen[str]:
    """Another process that tries to hold the folder."""
    script = Path(__file__).with_name("hold_state.py")
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.runtime.{script.stem}", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=script.parents[2],
    )


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    with open_state_folder(tmp_path / "a" / "state") as folder:
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
        assert folder.terminal_db == tmp_path / "a" / "state" / "terminal.db"
        assert folder.acquirer.parent == folder.device_key.parent == folder.path
        assert not folder.ephemeral


def test_is_the_users_own_unless_another_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    with open_state_folder() as folder:
        assert folder.path == default_state_path()
        assert folder.path.is_relative_to(tmp_path)
        assert folder.path.name == "pos-emulator"


def test_an_ephemeral_one_is_gone_afterwards() -> None:
    with open_state_folder(ephemeral=True) as folder:
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
        folder.acquirer.mkdir()
        folder.terminal_db.write_bytes(b"1")
    assert not folder.path.exists()


def test_a_second_process_is_told_who_holds_it(tmp_path: Path) -> None:
    with open_state_folder(tmp_path), holder(tmp_path) as other:
        assert first_line(other) == str(os.getpid())
    with holder(tmp_path) as other:
        assert first_line(other) == "held"
        with pytest.raises(
            StateLocked, match=rf"in use by pos-emulator \(process {other.pid}\); end that one"
        ) as raised:
            open_state_folder(tmp_path)
        assert raised.value.pid == other.pid
        other.communicate("")
    open_state_folder(tmp_path).close()


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        assert first_line(other) == "held"
        other.kill()
        other.wait()
        open_state_folder(tmp_path).close()


def test_a_holder_that_has_not_signed_is_another_process(tmp_path: Path) -> None:
    with open_state_folder(tmp_path):
        (tmp_path / "lock").write_bytes(b"")
        with pytest.raises(StateLocked, match="in use by another process") as raised:
            open_state_folder(tmp_path)
        assert raised.value.pid == 0


def test_a_file_in_its_place_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(StateError, match="a file, not a folder; choose another folder with --state DIR"):
        open_state_folder(tmp_path / "state")
    with pytest.raises(StateError, match="a file, not a folder"):
        open_state_folder(tmp_path / "state" / "below")


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(StateError, match=r"cannot be written \(Is a directory\); check its permissions"):
        open_state_folder(tmp_path)


def test_closing_twice_is_fine(tmp_path: Path) -> None:
    folder = open_state_folder(tmp_path)
    folder.close()
    folder.close()
    open_state_folder(tmp_path).close()


def test_remembers_how_far_the_clock_is_ahead(tmp_path: Path) -> None:
    with open_state_folder(tmp_path) as folder:
        assert folder.days == 0
        folder.keep_days(3)
    with open_state_folder(tmp_path) as folder:
        assert folder.days == 3
        folder.keep_days(36_500)
        assert folder.days == 36_500


@pytest.mark.parametrize(
    "said", [b"99999999999", b"3000000", b"36501", b"-800000", b"-1", b"?", b"", b"\xff", b"9" * 5000]
)
def test_days_that_cannot_be_are_said_so(said: bytes, tmp_path: Path) -> None:
    (tmp_path / "days").write_bytes(said)
    with open_state_folder(tmp_path) as folder:
        with pytest.raises(
            StateError, match="not how many days the clock is ahead, 0 to 36500; remove"
        ) as raised:
            _ = folder.days
        assert raised.value.where == str(tmp_path / "days")


def test_the_clock_is_not_moved_beyond_a_hundred_years(tmp_path: Path) -> None:
    with open_state_folder(tmp_path) as folder:
        folder.keep_days(36_500)
        with pytest.raises(StateError, match="at most 36500 days ahead"):
            folder.keep_days(36_501)
        assert folder.days == 36_500


def test_a_file_is_written_whole_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "key"
    write_whole(path, b"one")
    (tmp_path / f".key.{os.getpid()}").write_bytes(b"left by a crash")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["key"]
