from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.steps.keys import Chord, PressKeys, TypeSecret
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.keyscript.values import Saved
from tests.keyscript.reading import refusal_of, step_of

REFUSED = (
    """\
UnknownCommand x.keys:2:3: unknown command 'Expct'
  | Expct Screen "撤销成功"
  | ^^^^^  did you mean Expect?""",
    """\
UnknownCommand x.keys:2:3: unknown command 'enter'
  | enter
  | ^^^^^  did you mean Enter?""",
    """\
MissingValue x.keys:2:3: Keys needs digits, a value such as $sale.voucher, or a key's name
  | Keys
  | ^^^^""",
    """\
UnknownName x.keys:2:11: no key is named 'entr'
  | Keys 12 entr
  |         ^^^^  did you mean Enter?""",
    """\
BadArgument x.keys:2:8: expected digits, a value or a key's name, without quotes, found '"12"'
  | Keys "12"
  |      ^^^^""",
    """\
UnknownName x.keys:2:8: no key is named 'ABC'
  | Keys ABC
  |      ^^^  letters are typed with digits and Alpha""",
    """\
UnknownName x.keys:2:8: a saved transaction has no 'vouchr'
  | Keys $sale.vouchr
  |      ^^^^^^^^^^^^  did you mean voucher?""",
    """\
MissingValue x.keys:2:7: Key needs how often, such as x3
  | Key Enter
  |     ^^^^^""",
    """\
UnknownName x.keys:2:7: expected a key's name such as Enter, found 'Entr'
  | Key Entr x3
  |     ^^^^  did you mean Enter?""",
    """\
BadArgument x.keys:2:10: expected how often, such as x3, found 'x0'
  | Key Up x0
  |        ^^""",
    """\
BadArgument x.keys:2:10: expected how often, such as x3, found '3'
  | Key Up 3
  |        ^""",
    """\
BadArgument x.keys:2:9: expected two or more different keys such as Clear+5, found 'Clear'
  | Chord Clear
  |       ^^^^^""",
    """\
BadArgument x.keys:2:9: expected two or more different keys such as Clear+5, found 'Clear+Clear'
  | Chord Clear+Clear
  |       ^^^^^^^^^^^""",
    """\
UnknownName x.keys:2:9: no key is named 'X'
  | Chord Clear+X
  |       ^^^^^^^  expected one of Alpha, Cancel, Clear, Down, Enter, Func, Up""",
    """\
MissingValue x.keys:2:3: Secret needs the name of a secret such as supervisor
  | Secret
  | ^^^^^^""",
    """\
BadArgument x.keys:2:10: a secret is typed by its name, never by its digits
  | Secret 123456
  |        ^^^^^^""",
    """\
BadArgument x.keys:2:9: Enter takes nothing more, found 'Enter'
  | Enter Enter
  |       ^^^^^""",
    """\
BadArgument x.keys:2:8: expected a saved name in the braces
  | Keys ${sale
  |      ^^  as in ${sale.voucher}""",
)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Enter", PressKeys((Key.ENTER,))),
        ("Alpha", PressKeys((Key.ALPHA,))),
        ("Keys 12 Clear 3 Enter", PressKeys((Key.DIGIT_1, Key.DIGIT_2, Key.CLEAR, Key.DIGIT_3, Key.ENTER))),
        ("Keys $sale.voucher Enter", PressKeys((Saved("sale", "voucher"), Key.ENTER))),
        ("Keys 0${sale.stan}1 # typed", PressKeys((Key.DIGIT_0, Saved("sale", "stan"), Key.DIGIT_1))),
        ("Key Down x3", PressKeys((Key.DOWN, Key.DOWN, Key.DOWN))),
        ("Key 5 x2", PressKeys((Key.DIGIT_5, Key.DIGIT_5))),
        ("Chord Clear+5", Chord((Key.CLEAR, Key.DIGIT_5))),
        ("Secret operator-01", TypeSecret("operator-01")),
    ],
)
def test_reads(line: str, step: Step) -> None:
    assert step_of(line) == step


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown
