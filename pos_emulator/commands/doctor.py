"""``doctor``: what this machine gives the emulator, and what to do about what it does not."""

from __future__ import annotations

from pathlib import Path

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.errors import ExitCode
from pos_emulator.commands.options import json_option, state_option, state_path

EXAMPLES = (
    Example("pos-emulator doctor", "before the first start, or when something looks wrong"),
    Example("pos-emulator doctor --json --state ./shop", "for a program, with another state folder"),
)
_COLOURS = {"ok": "green", "note": "yellow", "FAIL": "red"}


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@state_option
@json_option
@click.pass_context
def doctor(ctx: click.Context, state: Path | None, as_json: bool) -> None:
    """Check what this machine gives the emulator: pty, window, locale, Chinese characters, state folder.

    A note is worth knowing; FAIL says what to do about it, and the exit code is 1.
    """
    from pos_emulator.commands.checks import all_checks
    from pos_emulator.commands.printing import print_json

    checks = all_checks(state_path(state))
    failed = any(check.status == "FAIL" for check in checks)
    if as_json:
        print_json(
            {
                "well": not failed,
                "checks": [
                    {"name": c.name, "status": c.status.lower(), "found": c.found, "advice": c.advice or None}
                    for c in checks
                ],
            }
        )
    else:
        width = max(len(check.name) for check in checks)
        for check in checks:
            status = click.style(f"{check.status:<4}", fg=_COLOURS[check.status])
            click.echo(f"{status}  {check.name:<{width}}  {check.found}")
            if check.advice:
                click.echo(f"      {'':<{width}}  {check.advice}")
    if failed:
        ctx.exit(ExitCode.CHECK_FAILED)
