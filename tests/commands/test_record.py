from __future__ import annotations

import shlex
import signal
from pathlib import Path

import pytest

from pos_emulator.commands.command import Example
from pos_emulator.commands.record import EXAMPLES
from tests.commands.shell import run
from tests.commands.window import Window, on_display

SIGNED_ON, SIGNED_OFF, FIRST_STEP = on_display("请刷卡/插卡/挥卡"), on_display("未签到"), b"REC"
MENU = on_display("2撤销")
CONTROL_R, QUIT = b"\x12", b"\x11"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.line.split()[2])
def test_examples_run_as_they_stand(example: Example, tmp_path: Path) -> None:
    typed = shlex.split(example.line)[1:]
    typed[1] = str(tmp_path / typed[1])
    window = Window(typed={FIRST_STEP: QUIT})
    assert window.run(*typed) == 0
    assert "Nothing was done; nothing is saved." in window.text
    assert list(tmp_path.iterdir()) == []


def test_what_was_done_is_a_script_that_passes(tmp_path: Path) -> None:
    path = tmp_path / "out.keys"
    window = Window(typed={FIRST_STEP: b"\r", MENU: CONTROL_R})
    assert window.run("record", path, "--fast") == 0
    assert f"it replays: pos-emulator run {path}" in window.text.replace("\r\n", "")
    text = path.read_text()
    assert "  Given    signed-on\n" in text
    assert "  Enter\n" in text
    assert run("run", path).code == 0
    assert [each.name for each in tmp_path.iterdir()] == ["out.keys"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_window_that_is_told_to_go_leaves_its_script(number: signal.Signals, tmp_path: Path) -> None:
    path = tmp_path / "out.keys"
    window = Window(typed={FIRST_STEP: b"\r", MENU: number})
    assert window.run("record", path, "--fast") == 130
    assert run("run", path).code == 0


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "out.keys"
    path.write_text("# mine\n")
    ran = run("record", path)
    assert ran.code == 2
    assert f"{path} is there already; --force writes over it" in ran.error
    assert path.read_text() == "# mine\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("out.txt", "a script's name ends in .keys"), ("none/out.keys", "no such folder; make it first")],
)
def test_a_name_that_cannot_be_written(name: str, expected: str, tmp_path: Path) -> None:
    ran = run("record", tmp_path / name)
    assert ran.code == 2
    assert expected in ran.error


def test_without_a_window_it_says_so(tmp_path: Path) -> None:
    ran = run("record", tmp_path / "out.keys")
    assert ran.code == 5
    assert "no window" in ran.error
    assert ran.error.endswith("or write the script by hand (pos-emulator run --help-language)")
    assert list(tmp_path.iterdir()) == []
