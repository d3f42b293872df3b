from __future__ import annotations

import pytest

from pos_emulator.keyscript.steps.clock import ClockDay, ClockForward, ClockToTimer, Given, Rewind, SavePoint
from pos_emulator.keyscript.steps.step import Step
from tests.keyscript.reading import refusal_of, step_of

REFUSED = (
    """\
MissingValue x.keys:2:3: Clock needs one of +TIME, to, day
  | Clock
  | ^^^^^""",
    """\
UnknownCommand x.keys:2:9: Clock knows no '70s'
  | Clock 70s
  |       ^^^  expected one of +TIME, day, to""",
    """\
BadArgument x.keys:2:9: expected a time such as +70s, found '+70'
  | Clock +70
  |       ^^^""",
    """\
BadArgument x.keys:2:9: Clock goes 10080m, 7 days, ahead at the most
  | Clock +10081m
  |       ^^^^^^^  Clock day +N goes further""",
    """\
BadArgument x.keys:2:12: expected 'timer', found 'tomorrow'
  | Clock to tomorrow
  |          ^^^^^^^^""",
    """\
BadArgument x.keys:2:13: expected a number of days such as +1, found '+0'
  | Clock day +0
  |           ^^""",
    """\
MissingValue x.keys:2:3: Given needs a start state such as signed-on
  | Given
  | ^^^^^""",
    """\
MissingValue x.keys:2:3: Save needs a name for this point
  | Save
  | ^^^^""",
    """\
BadArgument x.keys:2:8: expected a name for this point, found '"a"'
  | Save "a"
  |      ^^^""",
    """\
BadArgument x.keys:2:10: expected the name of a saved point, of letters, digits, dots and hyphens, found '../x'
  | Rewind ../x
  |        ^^^^""",
)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Clock +70s", ClockForward(70.0)),
        ("Clock +10080m", ClockForward(604800.0)),
        ("Clock to timer", ClockToTimer()),
        ("Clock day +1", ClockDay(1)),
        ("Given signed-on", Given("signed-on")),
        ("Save before.void-1", SavePoint("before.void-1")),
        ("Rewind before-void", Rewind("before-void")),
    ],
)
def test_reads(line: str, step: Step) -> None:
    assert step_of(line) == step


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown
