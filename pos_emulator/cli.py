"""``pos-emulator``: opens the terminal; its subcommands look at everything around it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from pos_emulator.commands.command import Example, LazyCommand, OneOf, RootGroup, wants_colour
from pos_emulator.commands.options import LANGUAGES
from pos_emulator.commands.profile_names import ProfileSource

_HERE = "pos_emulator.commands"

COMMANDS: Mapping[str, LazyCommand] = MappingProxyType(
    {
        "run": LazyCommand(f"{_HERE}.run:run", "Play keypad scripts."),
        "lint": LazyCommand(f"{_HERE}.lint:lint", "Check keypad scripts without pressing a key."),
        "explain": LazyCommand(f"{_HERE}.explain:explain", "Show which keys a script presses."),
        "list": LazyCommand(f"{_HERE}.list_scripts:list_scripts", "Show the scenarios of scripts."),
        "record": LazyCommand(f"{_HERE}.record:record", "Write what is done at a new terminal as a script."),
        "lesson": LazyCommand(f"{_HERE}.lesson:lesson", "Take a lesson with a coach beside the terminal."),
        "acquirer": LazyCommand(
            f"{_HERE}.acquirer:acquirer", "Run the acquirer alone, on a line of its own."
        ),
        "ledger": LazyCommand(f"{_HERE}.ledger:ledger", "Show what the acquirer has booked."),
        "journal": LazyCommand(f"{_HERE}.journal:journal", "Show what the terminal remembers."),
        "rules": LazyCommand(f"{_HERE}.rules:rules", "Show the host's rules, in order."),
        "host": LazyCommand(f"{_HERE}.host:host", "Make the host behave: rules, replies, faults, funds."),
        "cards": LazyCommand(f"{_HERE}.cards:cards", "Show the test cards."),
        "profiles": LazyCommand(f"{_HERE}.profiles:profiles", "Show and check terminal profiles."),
        "screens": LazyCommand(f"{_HERE}.screens:screens", "Show every screen by name, in both languages."),
        "decode": LazyCommand(f"{_HERE}.decode:decode", "Explain the bytes of a message."),
        "doctor": LazyCommand(f"{_HERE}.doctor:doctor", "Check what this machine gives the emulator."),
        "reset": LazyCommand(f"{_HERE}.reset:reset", "Put terminal or acquirer back as delivered."),
        "completion": LazyCommand(f"{_HERE}.completion:completion", "Print the shell completion script."),
    }
)

EXAMPLES = (
    Example("pos-emulator", "open the terminal, with its acquirer on a virtual serial line"),
    Example("pos-emulator --ephemeral --lang en", "try something out: English, and nothing is kept"),
    Example("pos-emulator --line tcp://127.0.0.1:8583", "talk to a host that listens there"),
)


@click.group(
    cls=RootGroup,
    lazy=COMMANDS,
    examples=EXAMPLES,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--state", type=click.Path(path_type=Path), metavar="DIR", help="Keep everything in this folder."
)
@click.option("--ephemeral", is_flag=True, help="Keep everything in a folder that is removed at the end.")
@click.option(
    "--profile",
    type=ProfileSource(),
    metavar="NAME|FILE",
    help="The terminal's settings; cn-classic if not given.",
)
@click.option("--lang", type=OneOf("language", lambda: LANGUAGES), help="Language of screens and slips.")
@click.option("--line", metavar="pty|DEVICE|tcp://HOST:PORT", help="The other end; pty if not given.")
@click.option(
    "--baud",
    type=click.IntRange(min=50),
    metavar="N",
    help="Bits per second of a serial DEVICE; 9600 if not given.",
)
@click.option("--allow-remote", is_flag=True, help="Allow a line that leads out of this machine.")
@click.option("--allow-any-pan", is_flag=True, help="Let the acquirer accept cards outside its list.")
@click.option("--fast", is_flag=True, help="Let host and printer answer at once, not at a human pace.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="pos-emulator", prog_name="pos-emulator")
@click.pass_context
def cli(ctx: click.Context, /, **options: Any) -> int | None:
    """A card-payment terminal without the hardware.

    Without a command it opens the terminal in this window.
    """
    ctx.color = wants_colour()
    given = {name: value for name, value in options.items() if value and name != "debug"}
    if ctx.invoked_subcommand is None:
        from pos_emulator.commands.terminal import open_terminal

        return open_terminal(**given)
    if given:
        _hand_down(ctx, given)
    return None


def _hand_down(ctx: click.Context, given: Mapping[str, Any]) -> None:
    """Options before a command count as if they stood behind it; one that it does not have is refused."""
    assert isinstance(ctx.command, click.Group)
    assert ctx.invoked_subcommand is not None
    command = ctx.command.get_command(ctx, ctx.invoked_subcommand)
    below = command.commands.values() if isinstance(command, click.Group) else (command,)
    known = {parameter.name for each in below if each is not None for parameter in each.params}
    for name in given.keys() - known:
        option = f"--{name.replace('_', '-')}"
        raise click.UsageError(
            f"{option} opens the terminal; {ctx.invoked_subcommand} does not take it.", ctx
        )
    if isinstance(command, click.Group):
        ctx.default_map = {ctx.invoked_subcommand: dict.fromkeys(command.commands, given)}
    else:
        ctx.default_map = {ctx.invoked_subcommand: given}


def main() -> None:
    """The program; ends in `SystemExit` with the exit code."""
    cli(prog_name="pos-emulator")


if __name__ == "__main__":
    main()
