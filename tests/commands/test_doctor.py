from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.shell import in_shell, run
from tests.commands.window import Window


def test_all_checks_for_a_program(tmp_path: Path) -> None:
    ran = run("doctor", "--json", "--state", tmp_path)
    assert ran.code == 0
    assert ran.json["well"] is True
    assert {check["name"]: check["status"] for check in ran.json["checks"]} == {
        "python": "ok",
        "virtual line": "ok",
        "window": "note",
        "locale": "ok",
        "Chinese characters": "note",
        "state folder": "ok",
        "crcmod": ran.json["checks"][-1]["status"],
    }


@pytest.mark.parametrize(
    ("window", "code", "expected"),
    [
        pytest.param(Window(100, 40), 0, "ok    Chinese characters  two columns each", id="well"),
        pytest.param(Window(80, 24), 0, "ok    window              80x24; 80x24 is the least", id="least"),
        pytest.param(Window(79, 24), 1, "FAIL  window              79x24, needed are 80x24", id="narrow"),
        pytest.param(Window(80, 23), 1, "FAIL  window              80x23, needed are 80x24", id="low"),
        pytest.param(
            Window(wide=1), 1, "FAIL  Chinese characters  5 of them took 5 columns, expected 10", id="halved"
        ),
        pytest.param(Window(silent=True), 0, "note  Chinese characters  not measured", id="silent"),
    ],
)
def test_in_a_window(window: Window, code: int, expected: str, tmp_path: Path) -> None:
    assert window.run("doctor", "--state", tmp_path) == code
    assert expected in window.text


def test_colours_only_where_they_are_wanted(tmp_path: Path) -> None:
    window = Window()
    window.run("doctor", "--state", tmp_path)
    assert b"\x1b[32mok" in window.shown
    plain = Window()
    plain.run("doctor", "--state", tmp_path, NO_COLOR="1")
    assert b"\x1b[3" not in plain.shown
    assert "\x1b" not in in_shell("pos-emulator doctor --state .", folder=tmp_path).out


def test_a_locale_without_chinese(tmp_path: Path) -> None:
    ran = in_shell(
        "pos-emulator doctor --state .", folder=tmp_path, PYTHONIOENCODING="latin-1", PYTHONUTF8="0"
    )
    assert ran.code == 1
    assert "written as iso8859-1" in ran.out or "written as latin-1" in ran.out
    ran = in_shell(
        "pos-emulator screens power.owed", folder=tmp_path, PYTHONIOENCODING="latin-1", PYTHONUTF8="0"
    )
    assert (ran.code, ran.err) == (0, "")
    assert "\\u" in ran.out
