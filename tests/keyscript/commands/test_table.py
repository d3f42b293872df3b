from __future__ import annotations

import re

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.commands.command import TERMINAL, Command
from pos_emulator.keyscript.commands.table import TABLE, parse_command
from pos_emulator.keyscript.lexer import tokens_of
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.steps.clock import When
from pos_emulator.keyscript.steps.counter import Paper, PaperState
from pos_emulator.keyscript.steps.host import HostReply
from pos_emulator.keyscript.steps.keys import PressKeys
from pos_emulator.keyscript.steps.step import Step
from tests.keyscript.reading import refusal_of, step_of

REFUSED = (
    """\
MissingValue x.keys:2:3: When needs 'Screen'
  | When
  | ^^^^""",
    """\
BadArgument x.keys:2:15: expected a /regex/, found '"x"'
  | When Screen "x" Do Enter
  |             ^^^""",
    """\
BadArgument x.keys:2:8: expected 'Screen', found 'Shows'
  | When Shows /x/ Do Enter
  |      ^^^^^""",
    """\
MissingValue x.keys:2:15: When needs 'Do'
  | When Screen /x/
  |             ^^^""",
    """\
MissingValue x.keys:2:19: When needs a command
  | When Screen /x/ Do
  |                 ^^""",
    """\
BadArgument x.keys:2:22: 'Expect' cannot stand behind Do
  | When Screen /x/ Do Expect Nothing sent
  |                    ^^^^^^  expected a command that acts""",
    """\
BadArgument x.keys:2:22: 'When' cannot stand behind Do
  | When Screen /x/ Do When Screen /y/ Do Enter
  |                    ^^^^  expected a command that acts""",
    """\
UnknownCommand x.keys:2:22: unknown command 'once'
  | When Screen /x/ Do once
  |                    ^^^^  did you mean Source?""",
    """\
BadArgument x.keys:2:22: 'When' cannot stand behind Do
  | When Screen /x/ Do When Screen
  |                    ^^^^  expected a command that acts""",
    """\
UnknownCommand x.keys:2:22: unknown command 'Entr'
  | When Screen /x/ Do Entr
  |                    ^^^^  did you mean Enter?""",
    """\
UnknownCommand x.keys:2:3: a row stands behind no Examples
  | | a | b |
  | ^  expected Examples above it""",
    """\
UnknownCommand x.keys:2:9: Known knows no 'bug'
  | Known bug "x"
  |       ^^^  expected failure""",
)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        (
            "When Screen /缺纸/ Do Paper load once",
            When(re.compile("缺纸"), Paper(PaperState.LOAD), once=True),
        ),
        ("When Screen /a b/ Do Keys 12", When(re.compile("a b"), PressKeys((Key.DIGIT_1, Key.DIGIT_2)))),
        ("When Screen /x/ Do Host reply 91", When(re.compile("x"), HostReply("91"))),
    ],
)
def test_reads(line: str, step: Step) -> None:
    assert step_of(line) == step


@pytest.mark.parametrize(
    "command", [command for command in TABLE if command.since == TERMINAL], ids=lambda command: command.name
)
def test_each_example_parses(command: Command) -> None:
    line = Place("x.keys", 1, 1, 1, command.example)
    assert parse_command(line, tokens_of(line)).place.column == 1


def test_what_comes_later_is_listed_with_its_capability() -> None:
    assert {command.name: command.since for command in TABLE if command.since != TERMINAL} == {
        "Scan": "scanner",
        "Host approve": "applications",
        "Host reject": "applications",
        "Host ask-documents": "applications",
    }


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown
