from __future__ import annotations

import signal
from pathlib import Path

import pytest

from pos_emulator.acquirer.host_files import HostFolder
from pos_emulator.runtime.state_folder import open_state_folder
from tests.commands.shell import run
from tests.commands.shop import busy_terminal
from tests.commands.window import Window

QUESTION = b"Remove the memory of the terminal in"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    busy_terminal(tmp_path / "terminal.db")
    (tmp_path / "device.key").write_bytes(bytes(32))
    (tmp_path / "acquirer").mkdir()
    (tmp_path / "acquirer" / "ledger.db").write_bytes(b"1")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"lock"}


def test_says_what_was_owed_and_what_is_gone(state: Path) -> None:
    ran = run("reset", "terminal", "--yes", "--state", state)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "This terminal still owes or does not know:\n  a reversal of void 000016, 2.00\n"
    )
    assert "  the outcome of refund 000019, 0.99\n" in ran.out
    assert f"the terminal is as delivered; removed from {state}:\n  terminal.db\n" in ran.out
    assert names(state) == {"device.key", "acquirer"}


def test_the_acquirer_alone(state: Path) -> None:
    ran = run("reset", "acquirer", "--yes", "--state", state)
    assert ran.out == f"the acquirer is as delivered; removed from {state}:\n  acquirer\n"
    assert names(state) == {"device.key", "terminal.db"}


def test_says_that_the_days_come_apart(state: Path) -> None:
    (state / "days").write_bytes(b"2\n")
    ran = run("reset", "acquirer", "--yes", "--state", state)
    assert ran.out.splitlines()[-1].startswith("note: the terminal stays 2 days ahead of this machine")
    assert run("reset", "all", "--yes", "--json", "--state", state).json["apart"] == ""


def test_everything_for_a_program(state: Path) -> None:
    told = run("reset", "all", "--yes", "--json", "--state", state).json
    assert told["part"] == "all"
    assert str(state / "device.key") in told["removed"]
    assert "a reversal of void 000016, 2.00" in told["owed"]
    assert names(state) == set()


def test_nothing_to_remove(tmp_path: Path) -> None:
    assert (
        run("reset", "all", "--state", tmp_path / "none").out == f"nothing to remove in {tmp_path / 'none'}\n"
    )
    assert not (tmp_path / "none").exists()


def test_where_nobody_can_answer_it_needs_yes(state: Path) -> None:
    ran = run("reset", "terminal", "--state", state, stdin="y\n")
    assert ran.code == 2
    assert ran.error.endswith("and nobody can answer here; add --yes")
    assert "terminal.db" in names(state)


@pytest.mark.parametrize(
    ("answer", "code", "kept"),
    [(b"n\r", 130, True), (b"y\r", 0, False), (signal.SIGINT, 130, True)],
    ids=["no", "yes", "interrupt"],
)
def test_asks_first(answer: bytes | signal.Signals, code: int, kept: bool, state: Path) -> None:
    window = Window(typed={QUESTION: answer})
    assert window.run("reset", "terminal", "--state", state) == code
    assert ("terminal.db" in names(state)) is kept
    assert "a reversal of void 000016, 2.00" in window.text
    assert "Traceback" not in window.text


@pytest.mark.parametrize("part", ["terminal", "acquirer", "all"])
def test_not_while_the_terminal_runs(part: str, state: Path) -> None:
    with open_state_folder(state):
        ran = run("reset", part, "--yes", "--state", state)
    assert ran.code == 5
    assert "the state folder is in use by pos-emulator (process " in ran.err
    assert names(state) == {"terminal.db", "device.key", "acquirer"}


def test_not_while_the_acquirer_runs_alone(state: Path) -> None:
    folder = HostFolder(state / "acquirer")
    try:
        ran = run("reset", "all", "--yes", "--state", state)
        assert ran.code == 5
        assert "held by another acquirer" in ran.err
        assert names(state) == {"terminal.db", "device.key", "acquirer"}
        assert run("reset", "terminal", "--yes", "--state", state).code == 0
    finally:
        folder.close()


def test_a_mistyped_part(state: Path) -> None:
    ran = run("reset", "terminl", "--yes", "--state", state)
    assert (ran.code, ran.error) == (
        2,
        "Error: Invalid value for 'terminal|acquirer|all': no part 'terminl', did you mean terminal?",
    )
