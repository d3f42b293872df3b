"""``record``: what is done in the window, as a keypad script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pos_emulator.commands.command import Example, ExampleCommand, OneOf
from pos_emulator.commands.errors import ExitCode
from pos_emulator.commands.options import lang_option
from pos_emulator.commands.profile_names import ProfileSource

if TYPE_CHECKING:
    from pos_emulator.runtime.driver import LiveTerminal
    from pos_emulator.tui.record_switch import RecordSwitch

_SUFFIX = ".keys"

EXAMPLES = (
    Example("pos-emulator record void.keys", "operator 01 is signed on: sell, void, and close the window"),
    Example("pos-emulator record on.keys --given signed-off --lang en", "begin with the sign-on, in English"),
)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.keys")
@click.option(
    "--given",
    type=OneOf("start", lambda: ("signed-on", "signed-off")),
    default="signed-on",
    help="Where it begins: signed-on if not given.",
)
@click.option(
    "--profile", type=ProfileSource(), default="cn-classic", metavar="NAME|FILE", help="Its settings."
)
@lang_option
@click.option("--fast", is_flag=True, help="Let host and printer answer at once, not at a human pace.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def record(out: Path, given: str, profile: str, lang: str | None, *, fast: bool, force: bool) -> int:
    """Write what is done at a new terminal as a keypad script.

    The window opens; Ctrl-R or Ctrl-Q ends it. The terminal is thrown away at the end, and its passwords
    are as delivered. The script has moves such as Sale and Void where it can, expects each screen that
    came, and is played once before it is called good.

    It names secrets. No PIN of a test card, no password and nothing else that was typed as a secret stands in
    it, not even where it was typed at the wrong prompt: an entry that was left or taken back is not kept, and
    a number in the wrong place becomes another one, with a remark. Only an amount that went to the host
    stays, whatever it is like.
    """
    check_out(out, force=force)
    from pos_emulator.commands.terminal import (
        ANSWER_SECONDS,
        PRINTING_SECONDS,
        check_line,
        check_window,
        run_window,
        without_collection,
    )
    from pos_emulator.link.transports.line_address import VirtualLine
    from pos_emulator.profile import load_profile

    settings = load_profile(profile)
    if lang is not None:
        settings = replace(settings, lang=lang)
    check_window("or write the script by hand (pos-emulator run --help-language)")
    check_line(VirtualLine(), baud=9600, allow_remote=False)
    with without_collection():
        from pos_emulator.tui.record_app import RecordApp

    def opened() -> LiveTerminal:
        from pos_emulator.runtime.open_live import LiveOptions, open_live

        return open_live(
            LiveOptions(
                profile=settings,
                profile_source=profile,
                ephemeral=True,
                answer_seconds=0.0 if fast else ANSWER_SECONDS,
                printing_seconds=0.0 if fast else PRINTING_SECONDS,
            )
        )

    sign_on = given == "signed-on"
    app = RecordApp(opened, out, source=profile, sign_on=sign_on, lang=settings.lang)
    code = run_window(app)
    return say_end(app.recorder, code)


def check_out(out: Path, *, force: bool) -> None:
    """Whether the script can be written there.

    Raises:
        click.UsageError: it would not be found again as a script, its folder is not there, or it is there.
    """
    if out.suffix != _SUFFIX:
        raise click.UsageError(f"{out}: a script's name ends in {_SUFFIX}.")
    if not out.parent.is_dir():
        raise click.UsageError(f"{out.parent}: no such folder; make it first.")
    if out.exists() and not force:
        raise click.UsageError(f"{out} is there already; --force writes over it, or choose another name.")


def say_end(recorder: RecordSwitch | None, code: int) -> int:
    """What became of the recording; the exit code.

    Raises:
        OSError: the script could not be written.
    """
    if recorder is not None and recorder.failure is not None:
        raise recorder.failure
    ended = None if recorder is None else recorder.ended
    if ended is None or ended.path is None:
        click.echo("Nothing was done; nothing is saved.")
        return code
    if ended.problem:
        click.echo(f"Saved to {ended.path}, but a replay of it differs:\n{ended.problem}")
        return code or ExitCode.CHECK_FAILED
    click.echo(f"Saved to {ended.path}; it replays: pos-emulator run {ended.path}")
    return code
