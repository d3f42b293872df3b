"""``lesson``: takes a lesson in the terminal window, led by a coach."""

from __future__ import annotations

import json
from pathlib import Path
from secrets import randbelow
from typing import TYPE_CHECKING

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.errors import BadInputError, ExitCode
from pos_emulator.commands.options import LANGUAGES

if TYPE_CHECKING:
    from pos_emulator.training.lessons import Lesson
    from pos_emulator.training.report import Report

_SEEDS = 1_000_000
"""So many attempts have secrets of their own."""

MODES = ("watch", "learn", "practice")

EXAMPLES = (
    Example("pos-emulator lesson", "the lessons there are"),
    Example("pos-emulator lesson --json --lang en", "the same for a program"),
)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("name", required=False, metavar="[NAME|FILE]")
@click.option(
    "--mode",
    type=click.Choice(MODES),
    default="learn",
    show_default=True,
    help="watch plays itself; learn says what to do and why; practice names the task, and is silent until asked.",
)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="Of lesson and terminal."
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    metavar="N",
    help="The numbers and secrets of that attempt again.",
)
@click.option("--json", "as_json", is_flag=True, help="The list of lessons as JSON.")
def lesson(name: str | None, mode: str, lang: str, seed: int | None, as_json: bool) -> int:
    """Take a lesson with a coach beside the terminal; without NAME, list the lessons.

    FILE is a lesson of one's own: a keypad script NAME.keys with one scenario and teaching lines.
    A Marker begins a chapter. In practice a chapter's Marker and its first Say, if it stands before the
    first thing to do, are shown as the task; every later Say is teaching, for watch and learn alone.

    Nothing is kept, and no acquirer process is needed. At the end journal, slip and ledger stand
    side by side with the marks. Exit codes: 0 passed, or watched to the end; 1 not passed; 3 the
    file is no lesson; 5 no window, or one too small; 130 left in the middle.
    """
    if name is None:
        _list(lang, as_json=as_json)
        return ExitCode.WELL
    if as_json:
        raise click.UsageError("--json is for the list: leave out the name.")
    return _take(_lesson(name, lang), mode, seed)


def _list(lang: str, *, as_json: bool) -> None:
    from pos_emulator.training.lessons import lesson_names, load_lesson

    titles = {name: load_lesson(name, lang).title for name in lesson_names()}
    if as_json:
        click.echo(
            json.dumps([{"name": name, "title": title} for name, title in titles.items()], ensure_ascii=False)
        )
        return
    width = max(map(len, titles))
    for name, title in titles.items():
        click.echo(f"{name:{width}}  {title}")


def _lesson(name: str, lang: str) -> Lesson:
    """A lesson of ours by its name, or somebody's own from a file.

    Raises:
        click.UsageError: there is none.
        BadInputError: the file is no lesson.
    """
    from pos_emulator.keyscript.errors import ScriptError
    from pos_emulator.training.lessons import lesson_names, lesson_of, load_lesson

    if name in lesson_names():
        return load_lesson(name, lang)
    path = Path(name)
    if path.suffix != ".keys":
        raise click.UsageError(f"there is no lesson {name!r}; expected one of {', '.join(lesson_names())}.")
    if not path.is_file():
        raise click.UsageError(f"{name}: no such file; check the name")
    try:
        return lesson_of(path.read_bytes(), name=path.stem, file=path.as_posix(), load=_read)
    except (ScriptError, LookupError) as error:
        raise BadInputError(str(error)) from None


def _read(path: str) -> bytes:
    return Path(path).read_bytes()


def _take(lesson: Lesson, mode: str, seed: int | None) -> int:
    from pos_emulator.commands.terminal import check_window, run_window, without_collection

    with without_collection():
        from pos_emulator.training.coach import Coach
        from pos_emulator.training.scene import LessonBrokenError
        from pos_emulator.training.view import Mode

    if seed is None:
        seed = randbelow(_SEEDS)
    try:
        coach = Coach(lesson, Mode(mode), seed=seed)
    except LessonBrokenError as error:
        raise BadInputError(f"{error}; a lesson is rehearsed first, see pos-emulator run") from None
    check_window("or play scripts that need none (pos-emulator run --help)")
    with without_collection():
        from pos_emulator.tui.lesson_app import LessonApp
    app = LessonApp(coach)
    code = run_window(app)
    if code:
        return code
    if not app.over:
        from pos_emulator.training.words import word

        click.echo(word("report.left", lesson.lang, name=lesson.name), err=True)
        return ExitCode.INTERRUPTED
    report = coach.report()
    click.echo(in_short(report))
    click.echo(f"seed {seed}")
    return ExitCode.WELL if report.passed else ExitCode.CHECK_FAILED


def in_short(report: Report) -> str:
    """The result in a few lines: points, and what they were lost for."""
    from pos_emulator.training.words import word

    if report.points is None:
        verdict = word("report.watched", report.lang)
    else:
        passed = word("report.passed" if report.passed else "report.failed", report.lang)
        verdict = f"{word('report.points', report.lang, points=report.points)} · {passed}"
    lines = [f"{report.title}: {verdict}"]
    for mistake in report.mistakes:
        mark = f"[{word('report.critical', report.lang)}] " if mistake.critical else ""
        lines.append(f"  -{mistake.lost} {mark}{mistake.text}")
    if report.hints:
        lines.append(f"  -{report.hints} {word('report.hints-short', report.lang)}")
    return "\n".join(lines)
