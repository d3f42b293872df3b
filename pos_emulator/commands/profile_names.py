"""A terminal's profile on the command line: the name of a packaged one, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pos_emulator.commands.command import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

ENDING = ".toml"


class ProfileSource(click.ParamType[str]):
    """A profile that is there; whether it can be used is found out when it is loaded."""

    name = "profile"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name or path itself."""
        from pos_emulator.profile import profile_names

        text = str(value)
        if text.endswith(ENDING):
            if not Path(text).is_file():
                self.fail(f"{text}: no such file", param, ctx)
        elif text not in profile_names():
            hint = did_you_mean(text, profile_names())
            stop = "" if hint.endswith("?") else "."
            self.fail(f"no profile {text!r}, {hint}{stop} A file's name ends in {ENDING}", param, ctx)
        return text

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The packaged profiles that begin so, and files."""
        from click.shell_completion import CompletionItem

        from pos_emulator.profile import profile_names

        names = [CompletionItem(name) for name in profile_names() if name.startswith(incomplete)]
        return [*names, CompletionItem(incomplete, type="file")]
