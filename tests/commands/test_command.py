from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from pos_emulator.commands.command import (
    Example,
    ExampleCommand,
    LazyCommand,
    OneOf,
    RootGroup,
    did_you_mean,
    wants_colour,
)


@click.command(cls=ExampleCommand, examples=(Example("tool ring 3", "three times"),))
@click.argument("name", type=OneOf("bell", lambda: ("big", "small", "bronze", "iron", "tin")))
def ring(name: str) -> None:
    """Ring a bell."""
    click.echo(f"{name}!")


TOOL = RootGroup(
    "tool",
    lazy={
        "ring": LazyCommand(f"{__name__}:ring", "Ring a bell."),
        "broken": LazyCommand("no_such_module:command", "Never loaded."),
    },
)


def test_help_lists_commands_without_loading_them() -> None:
    result = CliRunner().invoke(TOOL, ["--help"])
    assert result.exit_code == 0
    assert "  ring    Ring a bell.\n  broken  Never loaded.\n" in result.stdout


def test_an_example_stands_in_the_help_as_it_is_typed() -> None:
    shown = CliRunner().invoke(TOOL, ["ring", "--help"]).stdout
    assert shown.endswith("Examples:\n  # three times\n  tool ring 3\n")


def test_runs_the_command() -> None:
    result = CliRunner().invoke(TOOL, ["ring", "tin"])
    assert (result.exit_code, result.stdout) == (0, "tin!\n")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["rnig"], "Error: No such command 'rnig'. Did you mean 'ring'?"),
        (["--hlp"], "Error: No such option '--hlp'. Did you mean '--help'?"),
        (["ring", "smal"], "Error: Invalid value for 'NAME': no bell 'smal', did you mean small?"),
        (
            ["ring", "x"],
            "Error: Invalid value for 'NAME': no bell 'x', expected one of big, small, bronze, iron, tin",
        ),
        (["ring"], "Error: Missing argument 'NAME'."),
    ],
)
def test_mistyped(typed: list[str], expected: str) -> None:
    result = CliRunner().invoke(TOOL, typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == expected


def test_without_standalone_mode_it_only_runs() -> None:
    assert TOOL.main(["ring", "tin"], standalone_mode=False) is None
    with pytest.raises(click.UsageError):
        TOOL.main(["rnig"], standalone_mode=False)


def test_did_you_mean() -> None:
    assert did_you_mean("approvd", ("approved", "voided")) == "did you mean approved?"
    assert did_you_mean("x", ("approved", "voided")) == "expected one of approved, voided"


def test_of_many_names_only_the_nearest_are_listed() -> None:
    known = tuple(f"screen.{number:03d}" for number in range(100))
    said = did_you_mean("07", known)
    assert said.startswith("one of 100; the nearest are ")
    assert said.count("screen.") == 5
    assert "screen.077" in said


def test_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert wants_colour() is False
    monkeypatch.setenv("NO_COLOR", "")
    assert wants_colour() is None
