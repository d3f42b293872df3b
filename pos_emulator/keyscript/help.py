"""The language explained on one page, made from the table of commands."""

from __future__ import annotations

from collections.abc import Iterator

from pos_emulator.keyscript.commands.command import TERMINAL, Command
from pos_emulator.keyscript.commands.table import GROUPS
from pos_emulator.keyscript.help_names import name_lines
from pos_emulator.keyscript.values import PARTS

_LEXIS = f"""\
Keypad scripts (*.keys): one command a line, UTF-8, indentation free. Every line of a file is checked
before the first key is pressed, and nothing waits for real time.

  # comment        to the end of the line, outside quotes and slashes
  "text"           with \\" \\\\ \\n; /regex/ with \\/
  $x  $x.part      a saved value; ${{x.part}} before a letter, digit or dot; also inside "text" and fields
  <column>         a value of the row of Examples; \\| is a | inside a cell
  58.00            an amount; 2s 70s 5m are times
  parts of a saved transaction: {" ".join(PARTS)}
  names of screens, fields and menu entries: pos-emulator screens; of rules: pos-emulator rules;
  of cards: pos-emulator cards
"""


def language_help() -> str:
    """All commands with their forms, meanings and examples, as `run --help-language` prints them."""
    return "\n".join((_LEXIS, *_groups()))


def _groups() -> Iterator[str]:
    for title, commands in GROUPS.items():
        yield f"{title}\n"
        for command in commands:
            yield from _lines(command)
        yield ""


def _lines(command: Command) -> Iterator[str]:
    yield from (f"  {form}" for form in command.forms)
    when = "" if command.since == TERMINAL else f" Comes with: {command.since}; not in this version."
    yield f"      {command.meaning}{when}"
    yield from (f"      {line}" for line in name_lines(command))
    if command.example and command.example not in command.forms:
        yield f"      e.g. {command.example}"
