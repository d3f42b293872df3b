"""``lint``: checks keypad scripts without pressing a key, and says what they could do better."""

from __future__ import annotations

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.errors import ExitCode
from pos_emulator.commands.script_reading import ONE_SCRIPT

EXAMPLES = (
    Example(f"{ONE_SCRIPT} && pos-emulator lint on.keys", "check a script"),
    Example(f"{ONE_SCRIPT} && pos-emulator lint on.keys --json", "the remarks for a program"),
)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("targets", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--json", "as_json", is_flag=True, help="The remarks as JSON.")
def lint(targets: tuple[str, ...], as_json: bool) -> ExitCode:
    """Check keypad scripts and remark on their style; no key is pressed.

    What does not parse or check ends it with 3; a remark with 1.
    """
    from pos_emulator.commands.printing import print_json
    from pos_emulator.commands.script_reading import read_files
    from pos_emulator.keyscript.lint import lint as remarks_on

    read = read_files(targets)
    remarks = [remark for _, script, _ in read for remark in remarks_on(script)]
    if as_json:
        print_json(
            [
                {
                    "file": remark.place.file,
                    "line": remark.place.line,
                    "column": remark.place.column,
                    "rule": remark.rule,
                    "text": remark.text,
                }
                for remark in remarks
            ]
        )
    else:
        for remark in remarks:
            click.echo(str(remark))
        files = f"{len(read)} file{'' if len(read) == 1 else 's'}"
        click.echo(f"{files}, {len(remarks) or 'no'} remark{'' if len(remarks) == 1 else 's'}")
    return ExitCode.CHECK_FAILED if remarks else ExitCode.WELL
