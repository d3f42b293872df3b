"""``run``: plays keypad scripts in virtual time and says how they ended."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.errors import ExitCode, ForbiddenError

if TYPE_CHECKING:
    from pos_emulator.keyscript.runner.result import Result
    from pos_emulator.keyscript.runner.run import Plan
    from pos_emulator.keyscript.runner.summary import Summary

from pos_emulator.commands.script_reading import ONE_SCRIPT

EXAMPLES = (
    Example("pos-emulator run --help-language", "the language on one page"),
    Example(f"{ONE_SCRIPT} && pos-emulator run on.keys", "a script that looks at a terminal as delivered"),
    Example(
        f"{ONE_SCRIPT} && pos-emulator run on.keys -j 2 --repeat 10 --junit report.xml",
        "ten times in two processes",
    ),
)


def _print_language(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from pos_emulator.keyscript.help import language_help

        click.echo(language_help())
        ctx.exit()


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("targets", nargs=-1, required=True, metavar="FILE|FOLDER|FILE:LINE...")
@click.option("-k", "text", default="", metavar="TEXT", help="Only scenarios with this text in name or file.")
@click.option("--tag", "tags", multiple=True, metavar="WORD", help="Only scenarios with this tag.")
@click.option("-x", "stop", is_flag=True, help="Stop at the first failure.")
@click.option(
    "-j", "processes", type=click.IntRange(1, 64), default=1, metavar="N", help="In so many processes."
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), metavar="N", help="In place of the scripts' own.")
@click.option("--repeat", type=click.IntRange(1, 1_000_000), default=1, metavar="N", help="Each so often.")
@click.option("--junit", type=click.Path(path_type=Path), metavar="FILE", help="Write a report as JUnit XML.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line in place of text.")
@click.option("--github", is_flag=True, help="Failures as annotations of GitHub too.")
@click.option("--update-goldens", is_flag=True, help="Take the snapshots of this run, if all else passes.")
@click.option("--backend", default="core", metavar="core", help="What plays; only core in this version.")
@click.option("--show", is_flag=True, help="In the terminal window; comes later.")
@click.option(
    "--help-language",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_language,
    help="Explain the language on one page.",
)
def run(targets: tuple[str, ...], as_json: bool, github: bool, junit: Path | None, **options: Any) -> int:
    """Play keypad scripts against the terminal in virtual time.

    Every line of every file is checked before the first key is pressed. Each scenario has a
    terminal and an acquirer of its own, and ends in the money check. The project's own scripts
    are in scripts/qa.
    """
    from pos_emulator.commands.script_reading import read_all
    from pos_emulator.keyscript.runner.errors import PlayerDied
    from pos_emulator.keyscript.runner.pool import Players
    from pos_emulator.keyscript.runner.run import Run
    from pos_emulator.keyscript.runner.select import Selection

    _refuse_what_comes_later(options["backend"], show=options["show"])
    selection = Selection(options["text"], options["tags"], options["repeat"], options["seed"])
    with Players(options["processes"]) as players:
        plan = read_all(targets, selection)
        died = ""
        running = Run(plan, players, stop_at_failure=options["stop"])
        try:
            _tell(running.results(), plan, as_json=as_json, github=github)
        except (KeyboardInterrupt, PlayerDied) as stopped:
            # Once more Ctrl-C would take the report away; little is left to do.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            running.interrupt()
            died = str(stopped) if isinstance(stopped, PlayerDied) else ""
    summary = running.finish(update_goldens=options["update_goldens"])
    _tell_end(summary, as_json=as_json)
    if junit is not None:
        from pos_emulator.keyscript.report.junit import junit_xml

        junit.write_text(junit_xml(summary), "utf-8")
    if died:
        raise ForbiddenError(died)
    return exit_code(summary)


def exit_code(summary: Summary) -> ExitCode:
    """What a run tells the shell."""
    if summary.interrupted:
        return ExitCode.INTERRUPTED
    if summary.has_crashed:
        return ExitCode.INTERNAL
    return ExitCode.WELL if summary.is_well else ExitCode.CHECK_FAILED


def _refuse_what_comes_later(backend: str, *, show: bool) -> None:
    if show:
        raise click.UsageError("--show comes later; in this version scripts play unseen.")
    if backend != "core":
        kind = backend.partition(":")[0]
        if kind in ("pty", "tcp", "serial"):
            raise click.UsageError(f"--backend {kind} comes later; in this version scripts play on core.")
        raise click.UsageError(f"there is no backend {backend!r}; expected core.")


def _tell(results: Iterable[Result], plan: Plan, *, as_json: bool, github: bool) -> None:
    from pos_emulator.keyscript.report.github import annotation
    from pos_emulator.keyscript.report.json_lines import result_line
    from pos_emulator.keyscript.report.text import result_lines

    for number, result in enumerate(results, start=1):
        if as_json:
            click.echo(result_line(result))
        else:
            click.echo("\n".join(result_lines(result, number, len(plan.tasks))))
        if github and (line := annotation(result)):
            click.echo(line, err=as_json)


def _tell_end(summary: Summary, *, as_json: bool) -> None:
    from pos_emulator.keyscript.report.json_lines import summary_line
    from pos_emulator.keyscript.report.text import summary_lines

    if as_json:
        click.echo(summary_line(summary))
    else:
        click.echo("\n".join(summary_lines(summary)))
