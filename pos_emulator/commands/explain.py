"""``explain``: the keys that each line of a script presses, and the screens they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.errors import ExitCode
from pos_emulator.commands.options import LANGUAGES
from pos_emulator.commands.profile_names import ProfileSource
from pos_emulator.commands.script_reading import ONE_SCRIPT

if TYPE_CHECKING:
    from pos_emulator.keyscript.runner.stage import Stage
    from pos_emulator.keyscript.steps.step import Step

EXAMPLES = (
    Example(f"{ONE_SCRIPT} && pos-emulator explain on.keys", "every scenario, key by key"),
    Example(f"{ONE_SCRIPT} && pos-emulator explain on.keys:2", "one of them, by a line of it"),
)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("targets", nargs=-1, required=True, metavar="FILE|FILE:LINE...")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), metavar="N", help="In place of the script's own.")
@click.option("--profile", type=ProfileSource(), metavar="NAME|FILE", help="In place of the script's own.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="In place of the script's own.")
def explain(targets: tuple[str, ...], seed: int | None, profile: str | None, lang: str | None) -> ExitCode:
    """Show which keys a script presses, line by line, and the screens they lead to; it is played."""
    from pos_emulator.commands.script_reading import read_all
    from pos_emulator.keyscript.asked import Asked
    from pos_emulator.keyscript.card_numbers import without_card_numbers
    from pos_emulator.keyscript.observe.evidence import strokes
    from pos_emulator.keyscript.runner.play import play
    from pos_emulator.keyscript.runner.playing import Playing
    from pos_emulator.keyscript.runner.select import Selection
    from pos_emulator.keyscript.steps.step import Act
    from pos_emulator.texts.layout import cells

    plan = read_all(targets, Selection(seed=seed, asked=Asked(profile or "", lang or "")))
    well = True
    for number, task in enumerate(plan.tasks):
        script = plan.scripts[task.file]
        scenario = script.scenarios[task.scenario]
        name = without_card_numbers(scenario.name)
        click.echo(f"{chr(10) if number else ''}{script.file}:{scenario.place.line} {name}")

        def show(step: Step, stage: Stage) -> None:
            if not isinstance(step, Act) or len(stage.touches) == stage.marks.touches:
                return
            click.echo(f"  {step.place.line:>4}  {without_card_numbers(step.place.text.strip())}")
            for what, screen in strokes(stage.touches, since=stage.marks.touches):
                shown = without_card_numbers(what)
                click.echo(f"          {shown}{' ' * max(1, 30 - cells(shown))}{screen}".rstrip())

        result = play(Playing.of(script, scenario, seed=seed), watch=show)
        if result.failure is not None:
            click.echo("\n".join(f"  {line}" for line in result.failure.shown))
        well = well and result.outcome.is_well
    return ExitCode.WELL if well else ExitCode.CHECK_FAILED
