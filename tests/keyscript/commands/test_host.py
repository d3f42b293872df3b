from __future__ import annotations

import pytest

from pos_emulator.keyscript.steps.host import (
    HostDay,
    HostDeaf,
    HostFunds,
    HostLate,
    HostNormal,
    HostReply,
    HostRule,
    HostSilent,
)
from pos_emulator.keyscript.steps.step import Step
from tests.keyscript.reading import refusal_of, step_of

REFUSED = (
    """\
MissingValue x.keys:2:8: Host reply needs a response code such as 91
  | Host reply
  |      ^^^^^""",
    """\
BadArgument x.keys:2:14: expected a response code such as 91, found '5'
  | Host reply 5
  |            ^""",
    """\
MissingValue x.keys:2:17: Host reply needs the type of a request such as 0200
  | Host reply 51 for
  |               ^^^""",
    """\
BadArgument x.keys:2:21: expected the type of a request such as 0200, found '2000'
  | Host reply 51 for 2000
  |                   ^^^^""",
    """\
BadArgument x.keys:2:21: expected the type of a request such as 0200, found '0210'
  | Host reply 51 for 0210
  |                   ^^^^  did you mean 0200?""",
    """\
BadArgument x.keys:2:17: expected the type of a request such as 0200, found '22'
  | Host deaf for 22
  |               ^^""",
    """\
MissingValue x.keys:2:8: Host late needs a time such as 70s or 5m
  | Host late
  |      ^^^^""",
    """\
BadArgument x.keys:2:13: expected a time such as 70s or 5m, found '70'
  | Host late 70
  |           ^^""",
    """\
MissingValue x.keys:2:13: Host rule needs on or off
  | Host rule wrong-pin
  |           ^^^^^^^^^""",
    """\
UnknownName x.keys:2:23: expected on or off, found 'of'
  | Host rule wrong-pin of
  |                     ^^  did you mean off?""",
    """\
BadArgument x.keys:2:14: expected an amount such as 58.00, found '100'
  | Host funds 100
  |            ^^^""",
    """\
BadArgument x.keys:2:12: expected a number of days such as +1, found '1'
  | Host day 1
  |          ^""",
    """\
NotYet x.keys:2:3: Host approve comes with the capability applications
  | Host approve $application
  | ^^^^^^^^^^^^  not in this version""",
    """\
UnknownCommand x.keys:2:8: Host knows no 'repply'
  | Host repply 00
  |      ^^^^^^  did you mean reply?""",
)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Host reply 91", HostReply("91")),
        ("Host reply A0 for 0220", HostReply("A0", "0220")),
        ("Host silent", HostSilent()),
        ("Host silent for 0400", HostSilent("0400")),
        ("Host deaf", HostDeaf()),
        ("Host deaf for 0220", HostDeaf("0220")),
        ("Host late 70s", HostLate(70.0)),
        ("Host late 0.5s for 0200", HostLate(0.5, "0200")),
        ("Host normal", HostNormal()),
        ("Host rule wrong-pin off", HostRule("wrong-pin", False)),
        ("Host funds 100.00", HostFunds(10_000)),
        ("Host day +2", HostDay(2)),
    ],
)
def test_reads(line: str, step: Step) -> None:
    assert step_of(line) == step


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown
