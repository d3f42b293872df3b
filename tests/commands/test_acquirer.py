from __future__ import annotations

import json
import signal
import socket
from pathlib import Path

import pytest

from pos_emulator.acquirer.host_files import HostFolder
from pos_emulator.commands.acquirer import ReadyWords
from tests.commands.shell import ended, free_port, run, start


def test_runs_until_it_is_interrupted(tmp_path: Path) -> None:
    line = f"tcp://127.0.0.1:{free_port()}"
    process = start("acquirer", "--line", line, "--state", tmp_path, "--json")
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    assert ready == {"ready": True, "device": line, "control": str(tmp_path / "acquirer" / "control.sock")}
    assert run("host", "status", "--state", tmp_path, "--json").json["line"]["device"] == line
    second = run("acquirer", "--state", tmp_path)
    assert (second.code, second.out) == (5, "")
    process.send_signal(signal.SIGINT)
    ran = ended(process)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_says_to_people_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    ReadyWords(Path("shop")).write('{"ready": true, "device": "tcp://127.0.0.1:8583", "control": "x"}\n')
    assert capsys.readouterr().out == (
        "The acquirer is ready on tcp://127.0.0.1:8583; Ctrl-C ends it.\n"
        "  a terminal:        pos-emulator --line tcp://127.0.0.1:8583\n"
        "  what is booked:    pos-emulator ledger --state shop\n"
        "  its manners:       pos-emulator host status --state shop\n"
    )


@pytest.mark.parametrize(
    ("typed", "code", "expected"),
    [
        (["--line", "foo"], 2, "--line foo: expected pty, a device such as /dev/ttyUSB0"),
        (["--line", "tcp://192.0.2.1:8583"], 2, "outside this machine; add --allow-remote if that is meant"),
        (["--line", "/dev/ttyUSB9"], 5, "/dev/ttyUSB9: no such port; check --line"),
        (["--profile", "qaa"], 2, "no profile 'qaa', did you mean qa?"),
        (["--terminals", "0"], 2, "0 is not in the range 1<=x<=99999"),
    ],
)
def test_wrong(typed: list[str], code: int, expected: str, tmp_path: Path) -> None:
    ran = ended(start("acquirer", "--state", tmp_path, *typed))
    assert (ran.code, ran.out) == (code, "")
    assert expected in ran.err
    assert ran.err.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in ran.err


def test_another_on_the_same_state(tmp_path: Path) -> None:
    held = HostFolder(tmp_path / "acquirer")
    ran = ended(start("acquirer", "--state", tmp_path))
    held.close()
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith(f"Error: state {tmp_path / 'acquirer'}: ")


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        line = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        ran = ended(start("acquirer", "--state", tmp_path, "--line", line))
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith(f"Error: {line}: ")


def test_a_profile_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('extends = "cn-classic"\noperators = "six"\n')
    ran = ended(start("acquirer", "--state", tmp_path / "state", "--profile", tmp_path / "bad.toml"))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Error: ")
