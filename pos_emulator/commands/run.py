"""``run``: plays keypad scripts and says how they ended."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from pos_emulator.commands.backend_option import backend_options, chosen_backend, hold_against
from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.endings import ends_in_order
from pos_emulator.commands.errors import ExitCode, ForbiddenError
from pos_emulator.commands.options import LANGUAGES
from pos_emulator.commands.profile_names import ProfileSource
from pos_emulator.commands.script_reading import ONE_SCRIPT

if TYPE_CHECKING:
    from pos_emulator.keyscript.runner.play import Keep
    from pos_emulator.keyscript.runner.pool import Players
    from pos_emulator.keyscript.runner.result import Result
    from pos_emulator.keyscript.runner.run import Plan
    from pos_emulator.keyscript.runner.summary import Summary

EXAMPLES = (
    Example("pos-emulator run --help-language", "the language on one page"),
    Example(f"{ONE_SCRIPT} && pos-emulator run on.keys", "a script that looks at a terminal as delivered"),
    Example(f"{ONE_SCRIPT} && pos-emulator run on.keys --backend pty", "on a real line, in real time"),
    Example(
        f"{ONE_SCRIPT} && pos-emulator run on.keys -j 2 --repeat 10 --junit report.xml",
        "ten times in two processes",
    ),
    Example(
        f"{ONE_SCRIPT} && pos-emulator run on.keys --coverage --bundle out",
        "what of the product it reached; a folder in out for each failure",
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
@click.option("--profile", type=ProfileSource(), metavar="NAME|FILE", help="In place of the scripts' own.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="In place of the scripts' own.")
@click.option("--repeat", type=click.IntRange(1, 1_000_000), default=1, metavar="N", help="Each so often.")
@click.option("--junit", type=click.Path(path_type=Path), metavar="FILE", help="Write a report as JUnit XML.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line in place of text.")
@click.option("--coverage", is_flag=True, help="What of the product was reached, and what was not.")
@click.option(
    "--bundle",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder for each scenario that fails: screens, slips, trace, script.",
)
@click.option("--github", is_flag=True, help="Failures as annotations of GitHub too.")
@click.option("--update-goldens", is_flag=True, help="Take the snapshots of this run, if all else passes.")
@backend_options
@click.option("--show", is_flag=True, help="In the terminal window, at a pace for people.")
@click.option(
    "--help-language",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_language,
    help="Explain the language on one page.",
)
@ends_in_order
def run(targets: tuple[str, ...], as_json: bool, github: bool, junit: Path | None, **options: Any) -> int:
    """Play keypad scripts against the terminal, in virtual time unless --backend says otherwise.

    Every line of every file is checked before the first key is pressed. Each scenario has a
    terminal and an acquirer of its own, and ends in the money check. The project's own scripts
    are in scripts/qa.
    """
    from pos_emulator.keyscript.runner.play import Keep

    options["backend"] = chosen_backend(options)
    bundle: Path | None = options["bundle"]
    if bundle is not None:
        _make_room(bundle)
    if junit is not None:
        _try_to_write(junit)
    with_bundle = bundle is not None
    # The line of JSON and that of a bundle are the same.
    keep = Keep(coverage=options["coverage"], evidence=with_bundle, digests=as_json or with_bundle)
    began = perf_counter()
    with _players(options, keep) as players:
        summary, plan, died = _played(targets, players, options, as_json=as_json, github=github)
    if plan is not None and options["coverage"]:
        _tell_coverage(summary, plan, as_json=as_json)
    _tell_end(summary, as_json=as_json)
    if not as_json and sys.stderr.isatty():
        # Not into the report, which is the same each time.
        click.echo(f"in {perf_counter() - began:.1f} s", err=True)
    if junit is not None:
        from pos_emulator.keyscript.report.junit import junit_xml

        junit.write_text(junit_xml(summary), "utf-8")
    if bundle is not None and plan is not None:
        from pos_emulator.keyscript.report.bundle import write_bundles

        written = write_bundles(bundle, summary.results, plan.sources)
        if written and not as_json:
            click.echo(f"evidence of {len(written)} failed: {bundle}")
    if died or summary.unwritable:
        raise ForbiddenError(died or summary.unwritable)
    return exit_code(summary)


def _played(
    targets: tuple[str, ...], players: Players, options: dict[str, Any], *, as_json: bool, github: bool
) -> tuple[Summary, Plan | None, str]:
    """Read and play, and tell each result; Ctrl-C at any moment ends in a summary of what there is.

    Returns:
        The summary, the plan if it came to one, and why the players died if they did.
    """
    from pos_emulator.commands.script_reading import read_all
    from pos_emulator.keyscript.asked import Asked
    from pos_emulator.keyscript.runner.errors import BackendLostError, PlayerDied
    from pos_emulator.keyscript.runner.run import Run
    from pos_emulator.keyscript.runner.select import Selection
    from pos_emulator.keyscript.runner.summary import Summary

    asked = Asked(options["profile"] or "", options["lang"] or "")
    selection = Selection(options["text"], options["tags"], options["repeat"], options["seed"], asked)
    plan, running, died = None, None, ""
    try:
        plan = read_all(targets, selection)
        hold_against(options["backend"], plan)
        running = Run(
            plan, players, stop_at_failure=options["stop"], update_goldens=options["update_goldens"]
        )
        _tell(running.results(), plan, as_json=as_json, github=github)
    except (KeyboardInterrupt, PlayerDied, BackendLostError) as stopped:
        # Once more Ctrl-C would take the report away; little is left to do.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        click.get_current_context().call_on_close(lambda: signal.signal(signal.SIGINT, before))
        if running is None:
            return Summary((), 0, interrupted=True), None, ""
        running.interrupt()
        died = "" if isinstance(stopped, KeyboardInterrupt) else str(stopped)
    return running.finish(), plan, died


def _make_room(bundle: Path) -> None:
    if bundle.is_dir() and any(bundle.iterdir()):
        raise click.UsageError(f"--bundle: {bundle} is not empty; name another folder, or empty it first.")
    bundle.mkdir(parents=True, exist_ok=True)


def _try_to_write(junit: Path) -> None:
    """A report that has no place is said before anything is played, and nothing is left of the trial.

    Raises:
        click.UsageError: there is no such folder, or something else is in the way.
    """
    is_new = not junit.exists()
    try:
        junit.open("ab").close()
    except OSError as error:
        raise click.UsageError(
            f"--junit: cannot write {junit}: {error.strerror}; name another file, or make its folder first."
        ) from None
    if is_new:
        junit.unlink()


def exit_code(summary: Summary) -> ExitCode:
    """What a run tells the shell."""
    if summary.interrupted:
        return ExitCode.INTERRUPTED
    if summary.has_crashed:
        return ExitCode.INTERNAL
    return ExitCode.WELL if summary.is_well else ExitCode.CHECK_FAILED


def _players(options: dict[str, Any], keep: Keep) -> Players:
    """Who plays: processes that nobody sees, or the window."""
    from pos_emulator.keyscript.runner.pool import Players

    if not options["show"]:
        return Players(options["processes"], keep=keep, backend=options["backend"])
    if options["processes"] > 1:
        raise click.UsageError("--show plays one scenario after the other; leave out -j.")
    from pos_emulator.commands.show import ShownPlayers

    return ShownPlayers(keep=keep, stop_at_failure=options["stop"], update_goldens=options["update_goldens"])


def _tell(results: Iterable[Result], plan: Plan, *, as_json: bool, github: bool) -> None:
    from pos_emulator.keyscript.report.github import annotation
    from pos_emulator.keyscript.report.json_lines import result_line
    from pos_emulator.keyscript.report.text import result_lines

    for number, result in enumerate(results, start=1):
        if as_json:
            click.echo(result_line(result))
        else:
            line, *below = result_lines(result, number, len(plan.tasks))
            click.echo("\n".join((line if result.outcome.is_well else click.style(line, fg="red"), *below)))
        if github and (line := annotation(result)):
            click.echo(line, err=as_json)


def _tell_coverage(summary: Summary, plan: Plan, *, as_json: bool) -> None:
    from pos_emulator.keyscript.coverage.parts import parts_of
    from pos_emulator.keyscript.coverage.reached import together
    from pos_emulator.keyscript.product import profile_name_of
    from pos_emulator.keyscript.report.coverage import coverage_line, coverage_lines
    from pos_emulator.profile import load_profile

    reached = together(each.reached for each in summary.results if each.reached is not None)
    profiles = sorted(set(map(profile_name_of, plan.scripts)))
    parts = parts_of(reached, map(load_profile, profiles))
    if as_json:
        click.echo(coverage_line(parts, reached))
    else:
        click.echo("\n".join(coverage_lines(parts, scenarios=len(summary.results))))


def _tell_end(summary: Summary, *, as_json: bool) -> None:
    from pos_emulator.keyscript.report.json_lines import summary_line
    from pos_emulator.keyscript.report.text import summary_lines

    if as_json:
        click.echo(summary_line(summary))
    else:
        click.echo("\n".join(summary_lines(summary)))
