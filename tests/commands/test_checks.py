from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from pos_emulator.commands import checks
from pos_emulator.runtime.state_folder import open_state_folder
from tests.commands.shop import busy_terminal


def test_a_state_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    check = checks.state_folder(tmp_path / "a" / "b")
    assert (check.status, check.found) == ("ok", f"{tmp_path / 'a' / 'b'}, made at the first start")
    assert list(tmp_path.iterdir()) == []


def test_a_state_folder_in_order(tmp_path: Path) -> None:
    busy_terminal(tmp_path / "terminal.db")
    assert checks.state_folder(tmp_path) == checks.Check("state folder", "ok", str(tmp_path))


def test_a_memory_that_is_empty_is_made_at_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "terminal.db").touch()
    assert checks.state_folder(tmp_path).status == "ok"


def test_a_state_folder_in_use(tmp_path: Path) -> None:
    with open_state_folder(tmp_path):
        check = checks.state_folder(tmp_path)
    assert (check.status, check.found) == ("note", f"{tmp_path}, in use by process {os.getpid()}")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("")
    check = checks.state_folder(tmp_path / "shop")
    assert check.status == "FAIL"
    assert check.advice == "choose another folder with --state DIR"


def test_a_newer_memory(tmp_path: Path) -> None:
    busy_terminal(tmp_path / "terminal.db")
    database = sqlite3.connect(tmp_path / "terminal.db")
    database.execute("PRAGMA user_version = 99")
    database.close()
    check = checks.state_folder(tmp_path)
    assert check.status == "FAIL"
    assert "schema 99" in check.found


def test_no_pty(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> tuple[int, int]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "openpty", none)
    check = checks.pty()
    assert check.status == "FAIL"
    assert "pos-emulator acquirer --line tcp://127.0.0.1:8583" in check.advice


def test_a_pty() -> None:
    assert checks.pty().status == "ok"


@pytest.mark.parametrize(
    ("written", "environment", "status", "found"),
    [
        ("utf-8", {"LANG": "zh_CN.UTF-8"}, "ok", "zh_CN.UTF-8, written as UTF-8"),
        ("UTF8", {"LC_ALL": "C.UTF-8", "LANG": "x"}, "ok", "C.UTF-8, written as UTF-8"),
        ("utf-8", {}, "ok", "not set, written as UTF-8"),
        ("iso8859-1", {"LANG": "de_DE"}, "FAIL", "de_DE, written as iso8859-1"),
        (None, {}, "FAIL", "not set, written as None"),
    ],
)
def test_locale(written: str | None, environment: dict[str, str], status: str, found: str) -> None:
    check = checks.encoding(written, environment)
    assert (check.status, check.found) == (status, found)


def test_no_window() -> None:
    assert checks.window(-1).status == "note"
    assert checks.wide_characters(-1).status == "note"


@pytest.mark.parametrize(
    ("fast", "status", "found"),
    [
        (True, "ok", "runs its C extension"),
        (False, "note", "runs its slow pure form: right, but some 20 times slower"),
    ],
)
def test_crcmod(fast: bool, status: str, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pos_emulator.link.checksums.uses_c_extension", lambda: fast)
    assert (checks.crc().status, checks.crc().found) == (status, found)
