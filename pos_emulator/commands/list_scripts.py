"""``list``: what there is to run."""

from __future__ import annotations

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.script_reading import ONE_SCRIPT

EXAMPLES = (
    Example(f"{ONE_SCRIPT} && pos-emulator list .", "every scenario of a folder"),
    Example(f"{ONE_SCRIPT} && pos-emulator list . -k on", "those with a text in name or file"),
)


@click.command("list", cls=ExampleCommand, examples=EXAMPLES)
@click.argument("targets", nargs=-1, required=True, metavar="FILE|FOLDER|FILE:LINE...")
@click.option("-k", "text", default="", metavar="TEXT", help="Only scenarios with this text in name or file.")
@click.option("--tag", "tags", multiple=True, metavar="WORD", help="Only scenarios with this tag.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_scripts(targets: tuple[str, ...], text: str, tags: tuple[str, ...], as_json: bool) -> None:
    """Show the scenarios of keypad scripts, each with the place by which `run` takes it."""
    from pos_emulator.commands.printing import print_json, print_table
    from pos_emulator.commands.script_reading import read_all
    from pos_emulator.keyscript.card_numbers import without_card_numbers
    from pos_emulator.keyscript.runner.select import Selection

    # A name may hold a card number, and lists go into logs.
    plan = read_all(targets, Selection(text, tags), to_play=False)
    found = [
        (plan.scripts[task.file], plan.scripts[task.file].scenarios[task.scenario]) for task in plan.tasks
    ]
    if as_json:
        print_json(
            [
                {
                    "file": script.file,
                    "line": scenario.place.line,
                    "name": without_card_numbers(scenario.name),
                    "row": scenario.row,
                    "tags": list(scenario.tags),
                    "known_failure": without_card_numbers(scenario.known_failure),
                }
                for script, scenario in found
            ]
        )
        return
    print_table(
        ("where", "scenario", "tags"),
        [
            (
                f"{script.file}:{scenario.place.line}",
                without_card_numbers(scenario.name),
                " ".join(scenario.tags),
            )
            for script, scenario in found
        ],
    )
