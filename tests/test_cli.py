"""The command line as a whole: its help, its examples, its options before a command, what it costs to start."""

from __future__ import annotations

import re
import shlex
import signal
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from pos_emulator.cli import COMMANDS, EXAMPLES, cli
from pos_emulator.commands.command import Example, ExampleCommand
from tests.acquirer.processes import HostProcess
from tests.commands.shell import ended, environment, free_port, in_shell, run, start
from tests.commands.shop import busy_terminal
from tests.commands.window import Window, on_display

LIGHT = {
    "pos_emulator",
    "pos_emulator.cli",
    "pos_emulator.commands",
    "pos_emulator.commands.command",
    "pos_emulator.commands.errors",
    "pos_emulator.commands.options",
    "pos_emulator.commands.profile_names",
}
HEAVY = {"asyncio", "construct", "crcmod", "cryptography", "serial", "sqlite3", "textual"}


def every_command() -> Iterator[tuple[str, click.Command]]:
    for name, lazy in COMMANDS.items():
        command = lazy.load()
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", each) for below, each in command.commands.items())


EVERY = dict(every_command())
ALL_EXAMPLES = [
    (name, example)
    for name, command in EVERY.items()
    if isinstance(command, ExampleCommand)
    for example in command.examples
]


@pytest.mark.parametrize("name", EVERY)
def test_every_help_has_an_example(name: str) -> None:
    ran = run(*name.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    command = EVERY[name]
    assert isinstance(command, ExampleCommand)
    assert command.examples
    for example in command.examples:
        assert f"\n  # {example.says}\n  {example.line}\n" in ran.out
        assert re.search(rf"pos-emulator {name}\b", example.line) or isinstance(command, click.Group)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose state folder has a busy terminal and an acquirer that runs."""
    home = tmp_path_factory.mktemp("home")
    state = home / "state" / "pos-emulator"
    busy_terminal(state / "terminal.db")
    with HostProcess(state / "acquirer", "--line", "pty") as process:
        yield home
        assert process.terminate() == 0


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(example.line, id=f"{name}-{number}")
        for number, (name, example) in enumerate(ALL_EXAMPLES)
        if name not in ("acquirer", "host why", "record")
    ],
)
def test_examples_run_as_they_stand(line: str, shop: Path, tmp_path: Path) -> None:
    ran = in_shell(line, folder=tmp_path, XDG_STATE_HOME=str(shop / "state"), HOME=str(shop))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out or ">" in line


def test_the_example_of_why_runs_once_there_was_a_message(shop: Path, tmp_path: Path) -> None:
    (example,) = [example for name, example in ALL_EXAMPLES if name == "host why"]
    ran = in_shell(example.line, folder=tmp_path, XDG_STATE_HOME=str(shop / "state"), HOME=str(shop))
    assert ran.code == 2
    assert "nothing is remembered of 12345676 000012" in ran.error


@pytest.mark.parametrize("example", [example for name, example in ALL_EXAMPLES if name == "acquirer"])
def test_examples_of_the_acquirer_run_until_control_c(example: Example, tmp_path: Path) -> None:
    typed = shlex.split(example.line.replace("8583", str(free_port())))[1:]
    if "--state" in typed:
        typed[typed.index("--state") + 1] = str(tmp_path / "shop")
    process = start(*typed, XDG_STATE_HOME=str(tmp_path))
    assert process.stdout is not None
    assert process.stdout.readline().startswith("The acquirer is ready on ")
    process.send_signal(signal.SIGINT)
    ran = ended(process)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.says.split()[0])
def test_examples_of_the_terminal_open_it(example: Example, tmp_path: Path) -> None:
    port = str(free_port())
    host = start("acquirer", "--line", f"tcp://127.0.0.1:{port}", "--state", tmp_path / "host")
    assert host.stdout is not None
    assert host.stdout.readline()
    window = Window(typed={on_display("未签到"): b"\x11", on_display("NOT LOGGED ON"): b"\x11"})
    try:
        assert (
            window.run(*shlex.split(example.line.replace("8583", port))[1:], XDG_STATE_HOME=str(tmp_path))
            == 0
        )
    finally:
        host.send_signal(signal.SIGINT)
        assert ended(host).code == 0
    assert "Traceback" not in window.text


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    shown = run("--help").out
    for name, lazy in COMMANDS.items():
        assert f"  {name:<10}  {lazy.says}\n" in shown
        help_text = lazy.load().help
        assert help_text
        first = help_text.replace("\n", " ").partition(".")[0].partition(":")[0].partition(",")[0]
        assert lazy.says.split()[0] == first.split()[0]


def test_version() -> None:
    assert run("--version").out == f"pos-emulator, version {version('pos-emulator')}\n"


@pytest.mark.parametrize("typed", [["--help"], ["-h"], ["--version"]])
def test_help_loads_nothing_heavy(typed: list[str], tmp_path: Path) -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "pos_emulator", *typed],
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert {name for name in loaded if name.startswith(("pos_emulator", "iso8583"))} <= LIGHT
    assert not loaded & HEAVY


def test_options_before_a_command_count_for_it(tmp_path: Path) -> None:
    busy_terminal(tmp_path / "terminal.db")
    before = run("--state", tmp_path, "--lang", "en", "journal")
    assert before == run("journal", "--state", tmp_path, "--lang", "en")
    assert before.code == 0


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["jurnal"], "No such command 'jurnal'. Did you mean 'journal'?"),
        (["--stat", "x"], "--state'"),
        (["--line", "pty", "cards"], "--line opens the terminal; cards does not take it."),
        (["--ephemeral", "host", "status"], "--ephemeral opens the terminal; host does not take it."),
        (["--profile", "absent.toml"], "absent.toml: no such file"),
        (["--lang", "de"], "no language 'de', expected one of zh, en"),
        (["--baud", "fast"], "'fast' is not a valid integer range."),
    ],
)
def test_wrong_invocation(typed: list[str], expected: str) -> None:
    ran = run(*typed)
    assert (ran.code, ran.out) == (2, "")
    assert expected in ran.error


def test_an_internal_error_says_where_and_debug_says_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(name: str) -> None:
        raise RuntimeError("4111111111111111")

    monkeypatch.setattr("pos_emulator.cards.card_named", breaks)
    ran = run("cards", "demo-debit")
    assert (ran.code, ran.out) == (4, "")
    assert re.fullmatch(
        r"Error: internal error: RuntimeError in pos_emulator\.commands\.cards:\d+; "
        r"run again as `pos-emulator --debug \.\.\.` for the traceback",
        ran.error,
    )
    assert "Traceback (most recent call last)" in run("--debug", "cards", "demo-debit").err


def test_runs_as_a_module() -> None:
    ran = ended(start("cards", "demo-debit", "--json"))
    assert (ran.code, ran.json["name"], ran.err) == (0, "demo-debit", "")


def test_no_colour_is_written_into_a_pipe(tmp_path: Path) -> None:
    for line in ("cards", "rules --state .", "journal --state ."):
        assert "\x1b" not in in_shell(f"pos-emulator {line} 2>&1", folder=tmp_path).out


@pytest.mark.parametrize("line", ["cards", "journal"])
def test_no_color(line: str, tmp_path: Path) -> None:
    coloured = Window()
    coloured.run(line, XDG_STATE_HOME=str(tmp_path))
    assert b"\x1b[" in coloured.shown
    plain = Window()
    plain.run(line, XDG_STATE_HOME=str(tmp_path), NO_COLOR="1")
    assert b"\x1b[3" not in plain.shown


def test_the_root_is_the_program() -> None:
    assert cli.name == "cli"
    assert list(COMMANDS) == cli.list_commands(click.Context(cli))
