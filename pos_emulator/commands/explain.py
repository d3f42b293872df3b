"""``explain``: the keys that each line of a script presses, and the screens they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.errors import ExitCode

if TYPE_CHECKING:
    from pos_emulator.keyscript.runner.stage import Stage, Touch
    from pos_emulator.keyscript.steps.step import Step

EXAMPLES = (
    Example("pos-emulator explain scripts/qa/void.keys", "every scenario, key by key"),
    Example("pos-emulator explain scripts/qa/void.keys:12", "one of them, by a line of it"),
)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("targets", nargs=-1, required=True, metavar="FILE|FILE:LINE...")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), metavar="N", help="In place of the script's own.")
def explain(targets: tuple[str, ...], seed: int | None) -> ExitCode:
    """Play scripts and show the keys that each line presses, in order, with the screens they lead to."""
    from pos_emulator.commands.script_reading import read_all
    from pos_emulator.keyscript.runner.play import Playing, play
    from pos_emulator.keyscript.runner.select import Selection
    from pos_emulator.keyscript.steps.step import Act
    from pos_emulator.texts.layout import cells

    plan = read_all(targets, Selection(seed=seed))
    well = True
    for number, task in enumerate(plan.tasks):
        script = plan.scripts[task.file]
        scenario = script.scenarios[task.scenario]
        click.echo(f"{chr(10) if number else ''}{script.file}:{scenario.place.line} {scenario.name}")

        def show(step: Step, stage: Stage) -> None:
            if not isinstance(step, Act) or len(stage.touches) == stage.marks.touches:
                return
            click.echo(f"  {step.place.line:>4}  {step.place.text.strip()}")
            for what, screen in strokes(stage.touches[stage.marks.touches :]):
                click.echo(f"          {what}{' ' * max(1, 30 - cells(what))}{screen}".rstrip())

        result = play(Playing.of(script, scenario, seed=seed), watch=show)
        if result.failure is not None:
            click.echo("\n".join(f"  {line}" for line in result.failure.shown))
        well = well and result.outcome.is_well
    return ExitCode.WELL if well else ExitCode.CHECK_FAILED


def strokes(touches: list[Touch]) -> Iterator[tuple[str, str]]:
    """What was done and where it led; digits into one field are one stroke."""
    digits, at = "", ""
    for touch in touches:
        is_digit = len(touch.what) == 1
        if digits and not (is_digit and touch.screen == at):
            yield digits, at
            digits = ""
        if is_digit:
            digits, at = digits + touch.what, touch.screen
        else:
            yield touch.what, touch.screen
    if digits:
        yield digits, at
