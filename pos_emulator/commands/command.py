"""Commands that show an example in their help, a group that loads its commands when they are asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from pos_emulator.commands.errors import run_and_report

PROGRAM = "pos-emulator"
COMPLETE_VARIABLE = "_POS_EMULATOR_COMPLETE"


@dataclass(frozen=True, slots=True)
class Example:
    """A line that can be typed into a shell, and what it does."""

    line: str
    says: str


class ExampleCommand(click.Command):
    """A command whose help ends in examples."""

    def __init__(self, *args: Any, examples: Sequence[Example] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        write_examples(self.examples, formatter)


class ExampleGroup(ExampleCommand, click.Group):
    """A group whose help ends in examples."""

    command_class = ExampleCommand

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, each with the whole first sentence of its help."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, command.get_short_help_str(limit=200)) for name, command in self.commands.items()]
            )


def write_examples(examples: Sequence[Example], formatter: click.HelpFormatter) -> None:
    """The section of a help text that can be copied into a shell."""
    if not examples:
        return
    with formatter.section("Examples"):
        for example in examples:
            formatter.write(f"{'':>{formatter.current_indent}}# {example.says}\n")
            formatter.write(f"{'':>{formatter.current_indent}}{example.line}\n")


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command is, as ``module:attribute``, and the line that the list of commands shows."""

    where: str
    says: str

    def load(self) -> click.Command:
        """The command; its module is imported now."""
        module, _, attribute = self.where.partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


class RootGroup(ExampleGroup):
    """The program itself: loads its commands lazily, and turns whatever they raise into message and exit code.

    Args:
        lazy: The commands by name, in the order of the help.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, LazyCommand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> object:
        """Run, report, and leave; without ``standalone_mode`` only run."""
        typed = list(sys.argv[1:] if args is None else args)
        name = prog_name or PROGRAM

        def run() -> object:
            # Not click's own main: it has its own opinion of a broken pipe.
            try:
                with self.make_context(name, list(typed), **extra) as ctx:
                    return self.invoke(ctx)
            except click.exceptions.Exit as end:
                return end.exit_code

        if instruction := os.environ.get(complete_var or COMPLETE_VARIABLE):
            from click.shell_completion import shell_complete

            sys.exit(shell_complete(self, extra, name, complete_var or COMPLETE_VARIABLE, instruction))
        if not standalone_mode:
            return run()
        _never_fail_to_print()
        sys.exit(run_and_report(run, debug=lambda: "--debug" in typed))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded."""
        found = self._lazy.get(cmd_name)
        return None if found is None else found.load()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; a mistyped one is answered with those that are close."""
        name = args[0]
        if name not in self._lazy and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.NoSuchCommand(name, possibilities=self._lazy, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, none of them loaded."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.says) for name, command in self._lazy.items()])


_MOST_LISTED = 30
"""Names that a message lists; of more only the nearest."""
_NEAREST = 5


class OneOf(click.ParamType[str]):
    """One of some names; a mistyped one is answered with the one that is close.

    Args:
        what: What such a name is the name of.
        names: All of them; asked for when there is something to compare.
    """

    def __init__(self, what: str, names: Callable[[], Sequence[str]]) -> None:
        self.name = what
        self._names = names

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself."""
        names = self._names()
        if value not in names:
            self.fail(f"no {self.name} {str(value)!r}, {did_you_mean(str(value), names)}", param, ctx)
        return str(value)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """As the help shows it: the names themselves, where they are few."""
        names = self._names()
        return "|".join(names) if len(names) < 5 else None

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """The names that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self._names() if name.startswith(incomplete)]


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The end of a message about a word that is not known."""
    close = get_close_matches(word, known, n=1)
    if close:
        return f"did you mean {close[0]}?"
    if len(known) > _MOST_LISTED:
        near = get_close_matches(word, known, n=_NEAREST, cutoff=0.0)
        return f"one of {len(known)}; the nearest are {', '.join(near)}"
    return f"expected one of {', '.join(known)}"


def wants_colour() -> bool | None:
    """False where ``NO_COLOR`` says so, else None: only to a terminal."""
    return False if os.environ.get("NO_COLOR") else None


def _never_fail_to_print() -> None:
    """A terminal without Chinese shows an escape in place of a character, not an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
