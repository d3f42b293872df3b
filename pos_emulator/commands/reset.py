"""``reset``: back to the state as delivered; what was owed is said first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from pos_emulator.commands.command import Example, ExampleCommand, OneOf
from pos_emulator.commands.errors import ExitCode
from pos_emulator.commands.options import json_option, state_option, state_path

PARTS = ("terminal", "acquirer", "all")
EXAMPLES = (
    Example(
        "pos-emulator reset terminal --yes --state ./shop", "a blank terminal; the acquirer keeps its books"
    ),
    Example("pos-emulator reset all --yes --state ./shop", "both, and the device key, as on the first day"),
)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("part", type=OneOf("part", lambda: PARTS))
@state_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_context
def reset(ctx: click.Context, part: str, state: Path | None, yes: bool, as_json: bool) -> None:
    """Put the terminal, the acquirer or both back as delivered.

    It says what is owed or in doubt, and asks before anything is removed. Neither may run meanwhile.
    """
    from pos_emulator.runtime.reset import Part, look_before_reset
    from pos_emulator.runtime.reset import reset as remove
    from pos_emulator.runtime.state_folder import open_state_folder

    folder_path = state_path(state)
    if not folder_path.exists():
        _tell({"part": part, "removed": [], "owed": [], "apart": ""}, folder_path, as_json=as_json)
        return
    with open_state_folder(folder_path) as folder:
        _refuse_running_acquirer(folder.acquirer, part)
        chosen = Part(part)
        report = look_before_reset(folder, chosen)
        owed = list(report.owed)
        if report.paths and not yes:
            if not as_json:
                _say_owed(owed)
            _ask(ctx, part, folder_path)
        elif not as_json:
            _say_owed(owed)
        remove(folder, chosen)
    _tell(
        {"part": part, "removed": [str(path) for path in report.paths], "owed": owed, "apart": report.apart},
        folder_path,
        as_json=as_json,
    )


def _say_owed(owed: list[str]) -> None:
    if owed:
        click.echo("This terminal still owes or does not know:")
    for sentence in owed:
        click.echo(f"  {sentence}")


def _ask(ctx: click.Context, part: str, folder: Path) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError(
            "reset asks before it removes anything, and nobody can answer here; add --yes", ctx
        )
    what = "terminal and acquirer" if part == "all" else part
    if not click.confirm(f"Remove the memory of the {what} in {folder}?", err=True):
        click.echo("Nothing was removed.", err=True)
        ctx.exit(ExitCode.INTERRUPTED)


def _refuse_running_acquirer(folder: Path, part: str) -> None:
    """An acquirer that runs alone holds its folder by a lock of its own.

    Raises:
        StateLocked: it does.
    """
    if part == "terminal" or not folder.exists():
        return
    from pos_emulator.acquirer.host_files import HostFolder

    HostFolder(folder).close()


def _tell(report: dict[str, Any], folder: Path, *, as_json: bool) -> None:
    if as_json:
        from pos_emulator.commands.printing import print_json

        print_json(report)
    elif report["removed"]:
        what = "terminal and acquirer are" if report["part"] == "all" else f"the {report['part']} is"
        click.echo(f"{what} as delivered; removed from {folder}:")
        for path in report["removed"]:
            click.echo(f"  {Path(path).relative_to(folder)}")
        if report["apart"]:
            click.echo(f"note: {report['apart']}")
    else:
        click.echo(f"nothing to remove in {folder}")
