"""The table of commands, and how a line finds its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pos_emulator.keyscript.arguments import Arguments
from pos_emulator.keyscript.commands import clock, counter, expect, host, keys, line, moves, structure, teach
from pos_emulator.keyscript.commands.command import Command
from pos_emulator.keyscript.errors import (
    BadArgument,
    MissingValue,
    UnknownCommand,
    hint_for,
    one_of,
    quoted,
)
from pos_emulator.keyscript.lexer import Token
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.steps.clock import When
from pos_emulator.keyscript.steps.host import HostStep
from pos_emulator.keyscript.steps.step import Act, Step


def _when(arguments: Arguments) -> When:
    arguments.keyword("Screen")
    pattern = arguments.regex()
    arguments.keyword("Do")
    first = arguments.take("a command")
    behind = [first, *arguments.rest()]
    once = len(behind) > 1 and behind[-1].raw == "once"
    acts = None if first.raw == "When" else parse_command(arguments.line, behind[:-1] if once else behind)
    if not isinstance(acts, Act | HostStep):
        here = arguments.line.at(first.column, len(first.raw))
        raise BadArgument(
            here, f"{quoted(first.raw)} cannot stand behind Do", hint="expected a command that acts"
        )
    return When(pattern, acts, once, place=arguments.place)


GROUPS: Mapping[str, tuple[Command, ...]] = MappingProxyType(
    {
        "the file": structure.COMMANDS,
        "keys and secrets": keys.COMMANDS,
        "moves": moves.COMMANDS,
        "the counter": counter.COMMANDS,
        "the line": line.COMMANDS,
        "the host": host.COMMANDS,
        "time and state": clock.COMMANDS,
        "expectations (negated by Not: Expect Not Screen ...)": expect.COMMANDS,
        "teaching (a test ignores it)": teach.COMMANDS,
        "rules": (
            Command(
                "When",
                ("When Screen /re/ Do COMMAND [once]",),
                "From here on, whenever such a screen is shown.",
                "When Screen /缺纸/ Do Paper load once",
                _when,
            ),
        ),
    }
)
"""Every command, by group, in the order of the help."""

TABLE: tuple[Command, ...] = tuple(command for group in GROUPS.values() for command in group)

_BY_NAME = {command.name: command for command in TABLE}
_FAMILIES: dict[str, dict[str, Command]] = {}
for _command in TABLE:
    _family, _, _form = _command.name.partition(" ")
    if _form:
        _FAMILIES.setdefault(_family, {})[_form.partition(" ")[0]] = _command
_FIRST_WORDS = (*(name for name in _BY_NAME if " " not in name), *_FAMILIES)


def parse_command(line: Place, tokens: Sequence[Token]) -> Step:
    """The step that the tokens of a line are.

    Raises:
        ScriptError: they are no command, or its arguments are wrong.
    """
    first = tokens[0]
    command = _BY_NAME.get(first.raw)
    if command is not None:
        return _finished(command, Arguments(line, tokens, behind=1))
    if first.raw not in _FAMILIES:
        here = line.at(first.column, len(first.raw))
        if first.raw.startswith("|"):
            raise UnknownCommand(here, "a row stands behind no Examples", hint="expected Examples above it")
        hint = hint_for(first.raw, _FIRST_WORDS, otherwise="pos-emulator run --help-language lists them")
        raise UnknownCommand(here, f"unknown command {quoted(first.raw)}", hint=hint)
    return _of_family(line, tokens, first)


def _of_family(line: Place, tokens: Sequence[Token], first: Token) -> Step:
    """A command of two words or more: `Host reply`, `Expect Screen`, `Expect Not Nothing sent`."""
    forms = _FAMILIES[first.raw]
    negated = first.raw == "Expect" and len(tokens) > 1 and tokens[1].raw == "Not"
    at = 2 if negated else 1
    if len(tokens) <= at:
        here = line.at(tokens[at - 1].column, len(tokens[at - 1].raw))
        raise MissingValue(here, f"{first.raw} needs {one_of([_shown(form) for form in forms])}")
    word = tokens[at]
    command = forms.get(word.raw) or (forms.get("+") if word.raw.startswith("+") else None)
    if command is None:
        here = line.at(word.column, len(word.raw))
        hint = hint_for(word.raw, map(_shown, forms))
        raise UnknownCommand(here, f"{first.raw} knows no {quoted(word.raw)}", hint=hint)
    behind = at if command.name.endswith("+") else at + 1
    arguments = Arguments(line, tokens, behind=behind)
    for rest in command.name.split(" ")[2:]:
        arguments.keyword(rest)
    return _finished(command, arguments, negated=negated)


def _finished(command: Command, arguments: Arguments, *, negated: bool = False) -> Step:
    step = expect.negate(command, arguments) if negated else command.parse(arguments)
    arguments.end()
    return step


def _shown(form: str) -> str:
    return "+TIME" if form == "+" else form
