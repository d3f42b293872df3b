from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest

from pos_emulator.acquirer.host_files import HostFolder
from pos_emulator.commands import terminal
from pos_emulator.link.errors import NoPty, NoSuchPort
from pos_emulator.link.transports.line_address import SerialAddress, TcpAddress, VirtualLine
from pos_emulator.runtime.state_folder import open_state_folder
from tests.commands.shell import run
from tests.commands.window import Window, on_display

QUIT = b"\x11"


@pytest.mark.parametrize(("lang", "expected"), [("en", "NOT LOGGED ON"), ("zh", "未签到")])
def test_opens_and_closes(lang: str, expected: str, tmp_path: Path) -> None:
    window = Window(100, 40, typed={on_display(expected): QUIT})
    assert window.run("--state", tmp_path, "--lang", lang) == 0
    assert "Traceback" not in window.text
    assert (tmp_path / "terminal.db").exists()
    journal = run("journal", "--state", tmp_path, "--json", "--audit").json
    assert journal["audit"][0]["outcome"].startswith("demonstration master key")


def test_the_language_asked_for_wins_over_the_one_chosen_at_the_device(tmp_path: Path) -> None:
    switched = Window(100, 40, typed={on_display("未签到"): b"\x0c", on_display("NOT LOGGED ON"): QUIT})
    assert switched.run("--state", tmp_path, "--lang", "zh") == 0
    kept = Window(100, 40, typed={on_display("NOT LOGGED ON"): QUIT})
    assert kept.run("--state", tmp_path) == 0
    asked = Window(100, 40, typed={on_display("未签到"): QUIT})
    assert asked.run("--state", tmp_path, "--lang", "zh") == 0


BREAKS = """
import sys
from pos_emulator.cli import main
from pos_emulator.tui.app import PosApp

def broken(self):
    pan = "4111111111111111"
    raise ValueError(pan)

PosApp.on_mount = broken
main()
"""


def test_a_window_that_breaks_shows_no_values(tmp_path: Path) -> None:
    window = Window(program=("-c", BREAKS))
    assert window.run("--state", tmp_path) == 4
    assert "Error: internal error: ValueError" in window.text
    assert "4111" not in window.text
    assert "Traceback" not in window.text


SAYS_PACE = """
from pos_emulator.cli import main
from pos_emulator.runtime import open_live
from pos_emulator.runtime.errors import SurroundingsError

def said(options):
    pace = f"answer {options.answer_seconds}, printing {options.printing_seconds}"
    raise SurroundingsError("pace", what=pace, advice="read it")

open_live.open_live = said
main()
"""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ([], "pace: answer 1.5, printing 1.0; read it"),
        (["--fast"], "pace: answer 0.0, printing 0.0; read it"),
    ],
    ids=["as-people-know-it", "fast"],
)
def test_host_and_printer_keep_a_pace_that_people_can_follow(
    typed: list[str], expected: str, tmp_path: Path
) -> None:
    window = Window(program=("-c", SAYS_PACE))
    assert window.run("--state", tmp_path, *typed) == 5
    assert expected in window.text


@pytest.mark.parametrize(
    ("window", "typed", "code", "expected"),
    [
        (Window(79, 40), [], 5, "the window is too small: 79x40, needed are 80x24; enlarge it"),
        (Window(80, 23), [], 5, "the window is too small: 80x23, needed are 80x24; enlarge it"),
        (Window(), ["--line", "/dev/ttyUSB9"], 5, "/dev/ttyUSB9: no such port; check --line"),
        (Window(), ["--line", "foo"], 2, "--line foo: expected pty, a device such as /dev/ttyUSB0"),
        (Window(), ["--line", "tcp://192.0.2.1:9"], 2, "add --allow-remote if that is meant"),
        (Window(), ["--profile", "qaa"], 2, "no profile 'qaa', did you mean qa?"),
        (Window(), ["--lang", "e"], 2, "no language 'e'"),
    ],
    ids=["narrow", "low", "no-port", "no-line", "remote", "profile", "lang"],
)
def test_one_message_and_nothing_made(
    window: Window, typed: list[str], code: int, expected: str, tmp_path: Path
) -> None:
    assert window.run("--state", tmp_path / "shop", *typed) == code
    assert expected in window.text.replace("\r\n", "\n")
    assert "Traceback" not in window.text
    assert not (tmp_path / "shop").exists()


def test_a_second_one_on_the_same_state(tmp_path: Path) -> None:
    window = Window()
    held = HostFolder(tmp_path / "acquirer")
    try:
        with open_state_folder(tmp_path):
            assert window.run("--state", tmp_path) == 5
    finally:
        held.close()
    says = f"the state folder is in use by pos-emulator (process {os.getpid()}); end that one first"
    assert says in window.text
    assert "acquirer" not in window.text


def test_an_acquirer_that_runs_alone_on_the_same_state(tmp_path: Path) -> None:
    held = HostFolder(tmp_path / "acquirer")
    window = Window()
    try:
        assert window.run("--state", tmp_path) == 5
    finally:
        held.close()
    assert f"held by another acquirer (process {os.getpid()}); end it, or choose" in window.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_ended_from_outside_it_ends_in_order(number: signal.Signals, tmp_path: Path) -> None:
    window = Window(100, 40, typed={on_display("NOT LOGGED ON"): number})
    assert window.run("--ephemeral", "--lang", "en", TMPDIR=str(tmp_path)) == 130
    assert list(tmp_path.iterdir()) == []
    assert "Traceback" not in window.text


def test_a_damaged_memory(tmp_path: Path) -> None:
    (tmp_path / "terminal.db").write_bytes(b"\xff" * 4096)
    window = Window()
    assert window.run("--state", tmp_path) == 5
    assert "not a database" in window.text
    assert (tmp_path / "terminal.db").read_bytes() == b"\xff" * 4096


def test_broken_toml(tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_text('lang = "zh\n')
    window = Window()
    assert window.run("--ephemeral", "--profile", tmp_path / "shop.toml") == 3
    assert "shop.toml:1:11: " in window.text


def test_no_window() -> None:
    ran = run("--ephemeral")
    assert (ran.code, ran.out) == (5, "")
    assert ran.error.startswith("Error: no window: input or output is no terminal")


def test_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    with pytest.raises(NoSuchPort, match="nobody listens there"):
        terminal.check_line(TcpAddress("127.0.0.1", port), baud=9600, allow_remote=False)


def test_no_such_device() -> None:
    with pytest.raises(NoSuchPort):
        terminal.check_line(SerialAddress("/dev/ttyUSB9"), baud=9600, allow_remote=False)


def test_no_pty(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> tuple[int, int]:
        raise OSError(28, "No space left on device")

    terminal.check_line(VirtualLine(), baud=9600, allow_remote=False)
    monkeypatch.setattr(os, "openpty", none)
    with pytest.raises(NoPty, match="use --line tcp://"):
        terminal.check_line(VirtualLine(), baud=9600, allow_remote=False)
