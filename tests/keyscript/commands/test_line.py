from __future__ import annotations

import pytest

from pos_emulator.keyscript.steps.line import AddFault, CleanLine
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.link.faults import Fault, FaultKind, Scope, Target
from tests.keyscript.reading import refusal_of, step_of

REFUSED = (
    """\
MissingValue x.keys:2:3: Line needs one of unplug, plug, drop, duplicate, delay, flip, cut, garble, swap, clean
  | Line
  | ^^^^""",
    """\
UnknownCommand x.keys:2:8: Line knows no 'drp'
  | Line drp next request
  |      ^^^  did you mean drop?""",
    """\
MissingValue x.keys:2:8: Line drop needs next or every
  | Line drop
  |      ^^^^""",
    """\
UnknownName x.keys:2:13: expected next or every, found 'once'
  | Line drop once request
  |           ^^^^""",
    """\
UnknownName x.keys:2:18: expected request, response, request-frame, response-frame or ack, found 'reply'
  | Line drop next reply
  |                ^^^^^""",
    """\
BadArgument x.keys:2:14: expected a time such as 70s or 5m, found 'next'
  | Line delay next request
  |            ^^^^""",
    """\
BadArgument x.keys:2:14: expected a time such as 70s or 5m, found '3'
  | Line delay 3 next request
  |            ^""",
    """\
BadArgument x.keys:2:13: expected a bit, 0 being the first after STX, found '-1'
  | Line flip -1 next request
  |           ^^""",
    """\
BadArgument x.keys:2:32: expected the type of a request such as 0200, found '0210'
  | Line cut 20 next request for 0210
  |                              ^^^^  did you mean 0200?""",
    """\
BadArgument x.keys:2:14: Line clean takes nothing more, found 'all'
  | Line clean all
  |            ^^^""",
)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Line drop next request", AddFault(Fault(FaultKind.DROP, Scope.NEXT, Target.REQUEST))),
        ("Line duplicate every ack", AddFault(Fault(FaultKind.DUPLICATE, Scope.EVERY, Target.ACK))),
        (
            "Line delay 5m next response for 0200",
            AddFault(Fault(FaultKind.DELAY, Scope.NEXT, Target.RESPONSE, 300.0, "0200")),
        ),
        (
            "Line flip 12 next request-frame",
            AddFault(Fault(FaultKind.FLIP, Scope.NEXT, Target.REQUEST_FRAME, 12)),
        ),
        (
            "Line cut 20 next response-frame for 0400",
            AddFault(Fault(FaultKind.CUT, Scope.NEXT, Target.RESPONSE_FRAME, 20, "0400")),
        ),
        ("Line garble every response", AddFault(Fault(FaultKind.GARBLE, Scope.EVERY, Target.RESPONSE))),
        ("Line swap next response", AddFault(Fault(FaultKind.SWAP, Scope.NEXT, Target.RESPONSE))),
        ("Line clean", CleanLine()),
    ],
)
def test_reads(line: str, step: Step) -> None:
    assert step_of(line) == step


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown
