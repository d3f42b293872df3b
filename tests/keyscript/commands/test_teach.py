from __future__ import annotations

import pytest

from pos_emulator.keyscript.commands.teach import COMMANDS
from pos_emulator.keyscript.parser import parse_script
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.keyscript.steps.teach import Because, Critical, Hint, Marker, Pause, Say, Weight
from pos_emulator.keyscript.values import Text
from tests.keyscript.reading import refusal_of

REFUSED = (
    """\
MissingValue x.keys:2:3: Say needs a text in quotes
  | Say
  | ^^^""",
    """\
BadArgument x.keys:2:7: expected a text in quotes, found 'hello'
  | Say hello
  |     ^^^^^""",
    """\
BadArgument x.keys:2:8: expected 1, 2 or 3, found '4'
  | Hint 4 "x"
  |      ^""",
    """\
BadArgument x.keys:2:8: expected 1, 2 or 3, found '"x"'
  | Hint "x"
  |      ^^^""",
    """\
MissingValue x.keys:2:3: Because needs a text in quotes
  | Because
  | ^^^^^^^""",
    """\
BadArgument x.keys:2:10: expected points from 0 to 100, found 'many'
  | Weight many
  |        ^^^^""",
    """\
BadArgument x.keys:2:12: Critical takes nothing more, found '5'
  | Critical 5
  |          ^""",
    """\
BadArgument x.keys:2:9: expected a time such as 70s or 5m, found '2'
  | Pause 2
  |       ^""",
    """\
BadArgument x.keys:2:10: expected a text in quotes, found '1'
  | Marker 1
  |        ^""",
)


def test_reads() -> None:
    lines = [
        "Background",
        'Say "a"',
        'Hint 1 "b"',
        'Because "c"',
        "Weight 5",
        "Critical",
        'Marker "d"',
        "Pause 1.5s",
        "Enter",
    ]
    steps: list[Step] = [
        Say(Text(("a",))),
        Hint(1, Text(("b",))),
        Because(Text(("c",))),
        Weight(5),
        Critical(),
        Marker(Text(("d",))),
        Pause(1.5),
    ]
    assert list(parse_script("\n".join(lines), file="x.keys").background[:-1]) == steps


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown


def test_the_page_of_the_language_says_what_practice_shows() -> None:
    meanings = {command.name: command.meaning for command in COMMANDS}
    assert "in practice only a chapter's first" in meanings["Say"]
    assert "in practice it and its first Say stay in sight" in meanings["Marker"]
