"""Options that several commands share, spelled and explained alike."""

from __future__ import annotations

from pathlib import Path

import click

from pos_emulator.commands.command import OneOf

LANGUAGES = ("zh", "en")

state_option = click.option(
    "--state",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The state folder; the user's own if not given.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
unmask_option = click.option("--unmask", is_flag=True, help="Show card numbers, PINs and passwords in clear.")
lang_option = click.option(
    "--lang", type=OneOf("language", lambda: LANGUAGES), help="Words in this language."
)


def state_path(state: Path | None) -> Path:
    """The state folder that is meant; whether it is there is another question."""
    from pos_emulator.runtime.state_folder import default_state_path

    return (state or default_state_path()).expanduser().absolute()
