from __future__ import annotations

import re

import pytest

from pos_emulator.keyscript.steps.expect import ExpectReceived
from pos_emulator.keyscript.steps.fields import (
    Condition,
    FieldAbsent,
    FieldEcho,
    FieldEquals,
    FieldKept,
    FieldMatches,
    FieldPresent,
)
from pos_emulator.keyscript.values import Saved, Text
from tests.keyscript.reading import refusal_of, step_of

REFUSED = (
    """\
BadArgument x.keys:2:20: expected a condition on a field, found 'F1=1'
  | Expect Sent 0200 F1=1
  |                  ^^^^  such as F39=00 F4~/58/ F52:absent F64:present F11:echo F38:as=$x""",
    """\
BadArgument x.keys:2:20: expected a condition on a field, found '39=00'
  | Expect Sent 0200 39=00
  |                  ^^^^^  such as F39=00 F4~/58/ F52:absent F64:present F11:echo F38:as=$x""",
    """\
BadArgument x.keys:2:20: expected a condition on a field, found 'F39'
  | Expect Sent 0200 F39
  |                  ^^^  such as F39=00 F4~/58/ F52:absent F64:present F11:echo F38:as=$x""",
    """\
BadArgument x.keys:2:20: F39= needs a value
  | Expect Sent 0200 F39=
  |                  ^^^^  did you mean F39:absent?""",
    """\
BadArgument x.keys:2:20: expected a condition on a field, found 'F39:gone'
  | Expect Sent 0200 F39:gone
  |                  ^^^^^^^^  such as F39=00 F4~/58/ F52:absent F64:present F11:echo F38:as=$x""",
    """\
BadArgument x.keys:2:20: a request echoes nothing
  | Expect Sent 0200 F11:echo
  |                  ^^^^^^^^  Expect Received compares with the request""",
    """\
BadText x.keys:2:20: the regex is not finished
  | Expect Sent 0200 F4~/58
  |                  ^^^^^^  as in F4~/58/""",
    """\
BadText x.keys:2:20: the regex is not finished
  | Expect Sent 0200 F4~58
  |                  ^^^^^  as in F4~/58/""",
    """\
BadText x.keys:2:24: expected a blank here
  | Expect Sent 0200 F44="a b
  |                      ^  the text is not finished, expected " at its end""",
    """\
BadArgument x.keys:2:20: expected nothing behind the quotes, found '"a"b'
  | Expect Sent 0200 F44="a"b
  |                  ^^^^^^^^""",
    """\
BadArgument x.keys:2:25: unknown escape \\q
  | Expect Sent 0200 F44="\\q"
  |                       ^^  expected \\", \\\\ or \\n""",
    """\
BadArgument x.keys:2:20: expected a condition on a field, found 'F38:as=name'
  | Expect Sent 0200 F38:as=name
  |                  ^^^^^^^^^^^  such as F39=00 F4~/58/ F52:absent F64:present F11:echo F38:as=$x""",
    """\
BadArgument x.keys:2:20: not a regex: missing ), unterminated subpattern at position 0
  | Expect Sent 0200 F4~/(/
  |                  ^^^^^^""",
)


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("F39=00", FieldEquals(39, Text(("00",)))),
        (
            "F61=${sale.batch}${sale.voucher}",
            FieldEquals(61, Text((Saved("sale", "batch"), Saved("sale", "voucher")))),
        ),
        ("F37=$sale.rrn", FieldEquals(37, Text((Saved("sale", "rrn"),)))),
        ('F44="a # \\"b\\" $x.date"', FieldEquals(44, Text(('a # "b" ', Saved("x", "date"))))),
        ('F44=""', FieldEquals(44, Text(()))),
        ("F44=a=b", FieldEquals(44, Text(("a=b",)))),
        ("F4~/5[80]/", FieldMatches(4, re.compile("5[80]"))),
        ("F44~/a # \\/ $/", FieldMatches(44, re.compile("a # / $"))),
        ("F52:absent", FieldAbsent(52)),
        ("F64:present", FieldPresent(64)),
        ("F11:echo", FieldEcho(11)),
        ("F38:as=$approval", FieldKept(38, "approval")),
    ],
)
def test_reads(written: str, condition: Condition) -> None:
    assert step_of(f"Expect Received 0210 {written} F2:absent") == ExpectReceived(
        "0210", (condition, FieldAbsent(2))
    )


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown
