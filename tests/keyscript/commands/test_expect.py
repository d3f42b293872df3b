from __future__ import annotations

import re

import pytest

from pos_emulator.firmware.peripherals import Beep, Lamp
from pos_emulator.keyscript.errors import MissingValue
from pos_emulator.keyscript.steps.expect import (
    ExpectBeep,
    ExpectElapsed,
    ExpectField,
    ExpectLamp,
    ExpectLedgerBalanced,
    ExpectLedgerFunds,
    ExpectLedgerState,
    ExpectLog,
    ExpectMasked,
    ExpectNothingSent,
    ExpectReceipt,
    ExpectReceived,
    ExpectRecord,
    ExpectRow,
    ExpectScreen,
    ExpectSent,
    ExpectShows,
    ExpectSnapshot,
    ExpectWhy,
    LedgerState,
    RecordState,
)
from pos_emulator.keyscript.steps.fields import FieldEcho, FieldEquals
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.keyscript.values import Saved, Text
from tests.keyscript.reading import refusal_of, step_of

REFUSED = (
    """\
UnknownCommand x.keys:2:10: Expect knows no 'Scren'
  | Expect Scren x
  |        ^^^^^  did you mean Screen?""",
    """\
MissingValue x.keys:2:10: Expect Screen needs the name of a screen, "text" or /regex/
  | Expect Screen
  |        ^^^^^^""",
    """\
BadArgument x.keys:2:19: expected "text" or /regex/, found 'b'
  | Expect Screen a b
  |                 ^""",
    """\
BadArgument x.keys:2:17: not a regex: missing ), unterminated subpattern at position 0
  | Expect Screen /(/
  |               ^^^""",
    """\
BadArgument x.keys:2:17: not a regex: Possible nested set at position 1
  | Expect Screen /[[a]/
  |               ^^^^^^""",
    """\
BadArgument x.keys:2:14: expected a row from 1 to 4, found '5'
  | Expect Row 5 "x"
  |            ^""",
    """\
MissingValue x.keys:2:14: Expect Row needs a text in quotes
  | Expect Row 1
  |            ^""",
    """\
MissingValue x.keys:2:10: Expect Field needs the name of a field
  | Expect Field
  |        ^^^^^""",
    """\
MissingValue x.keys:2:16: Expect Field needs a value
  | Expect Field amount
  |              ^^^^^^""",
    """\
BadArgument x.keys:2:17: expected how many stars, found 'many'
  | Expect Masked many
  |               ^^^^""",
    """\
UnknownName x.keys:2:15: expected error, ok, fail, decline or paper, found 'loud'
  | Expect Beep loud
  |             ^^^^""",
    """\
UnknownName x.keys:2:15: expected error, ok, fail, decline or paper, found 'key'
  | Expect Beep key
  |             ^^^""",
    """\
UnknownName x.keys:2:15: expected default-password, training, line, lock or owed, found 'owd'
  | Expect Lamp owd
  |             ^^^  did you mean owed?""",
    """\
UnknownName x.keys:2:18: expected merchant, customer, fault or report, found 'mercant'
  | Expect Receipt mercant "x"
  |                ^^^^^^^  did you mean merchant?""",
    """\
MissingValue x.keys:2:18: Expect Receipt needs "text" or /regex/
  | Expect Receipt merchant
  |                ^^^^^^^^""",
    """\
MissingValue x.keys:2:10: Expect Sent needs the type of a request such as 0200
  | Expect Sent
  |        ^^^^""",
    """\
BadArgument x.keys:2:15: expected the type of a request such as 0200, found '0210'
  | Expect Sent 0210
  |             ^^^^  did you mean 0200?""",
    """\
BadArgument x.keys:2:19: expected the type of a response such as 0210, found '0200'
  | Expect Received 0200
  |                 ^^^^  did you mean 0210?""",
    """\
BadArgument x.keys:2:15: expected the type of a request such as 0200, found '200'
  | Expect Sent 200
  |             ^^^""",
    """\
MissingValue x.keys:2:10: Expect Nothing needs 'sent'
  | Expect Nothing
  |        ^^^^^^^""",
    """\
MissingValue x.keys:2:10: Expect Ledger needs balanced, funds or a saved transaction such as $sale
  | Expect Ledger
  |        ^^^^^^""",
    """\
MissingValue x.keys:2:17: Expect Ledger needs booked, voided, reversed, absent or refunded
  | Expect Ledger $sale
  |               ^^^^^""",
    """\
UnknownName x.keys:2:23: expected booked, voided, reversed, absent or refunded, found 'boked'
  | Expect Ledger $sale boked
  |                     ^^^^^  did you mean booked?""",
    """\
MissingValue x.keys:2:23: Expect Ledger needs an amount such as 58.00
  | Expect Ledger $sale refunded
  |                     ^^^^^^^^""",
    """\
BadArgument x.keys:2:30: Expect Ledger takes nothing more, found '5.00'
  | Expect Ledger $sale booked 5.00
  |                            ^^^^""",
    """\
UnknownName x.keys:2:23: expected approved, voided, in-doubt, owed, failed or by-hand, found 'settled'
  | Expect Record $sale settled
  |                     ^^^^^^^""",
    """\
MissingValue x.keys:2:10: Expect Why needs the name of a rule or guard
  | Expect Why
  |        ^^^""",
    """\
BadArgument x.keys:2:14: expected a text in quotes, found 'x'
  | Expect Log x
  |            ^""",
    """\
BadArgument x.keys:2:18: expected 'under', found '70s'
  | Expect Elapsed 70s
  |                ^^^""",
    """\
BadArgument x.keys:2:24: expected a time such as 70s or 5m, found '70'
  | Expect Elapsed under 70
  |                      ^^""",
    """\
BadArgument x.keys:2:3: 'Expect Snapshot' has no opposite
  | Expect Not Snapshot a
  | ^^^^^^^^^^^^^^^^^^^  a golden agrees or it does not""",
    """\
BadArgument x.keys:2:3: 'Expect Nothing sent' has no opposite
  | Expect Not Nothing sent
  | ^^^^^^^^^^^^^^^^^^  expect Sent""",
    """\
BadArgument x.keys:2:3: what is not expected cannot be kept
  | Expect Not Sent 0200 F38:as=$a
  | ^^^^^^^^^^^^^^^  leave out as=""",
)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Expect Screen void.approved", ExpectScreen("void.approved")),
        ('Expect Screen void.approved "撤销成功"', ExpectScreen("void.approved", Text(("撤销成功",)))),
        ('Expect Screen "a \\"b\\" \\\\ \\n"', ExpectScreen("", Text(('a "b" \\ \n',)))),
        ("Expect Screen /成.\\/$/", ExpectScreen("", re.compile("成./$"))),
        ('Expect Not Screen "退款成功"', ExpectScreen("", Text(("退款成功",)), negated=True)),
        ('Expect Shows "No ${sale.voucher}0"', ExpectShows("", Text(("No ", Saved("sale", "voucher"), "0")))),
        ('Expect Row 1 "消费撤销"', ExpectRow(1, Text(("消费撤销",)))),
        ("Expect Field amount 58.00", ExpectField("amount", 5800)),
        ('Expect Field amount "----"', ExpectField("amount", Text(("----",)))),
        ("Expect Field amount $sale.amount", ExpectField("amount", Saved("sale", "amount"))),
        ("Expect Field voucher $sale.voucher", ExpectField("voucher", Text((Saved("sale", "voucher"),)))),
        ("Expect Field tries 2", ExpectField("tries", Text(("2",)))),
        ("Expect Masked 6", ExpectMasked(6)),
        ("Expect Beep error", ExpectBeep(Beep.ERROR)),
        ("Expect Not Lamp owed", ExpectLamp(Lamp.OWED, negated=True)),
        ('Expect Receipt fault "x"', ExpectReceipt("fault", Text(("x",)))),
        ('Expect Receipt report "x"', ExpectReceipt("report", Text(("x",)))),
        ("Expect Sent 0820", ExpectSent("0820")),
        (
            "Expect Received 0210 F39=00 F11:echo",
            ExpectReceived("0210", (FieldEquals(39, Text(("00",))), FieldEcho(11))),
        ),
        ("Expect Nothing sent", ExpectNothingSent()),
        ("Expect Ledger balanced", ExpectLedgerBalanced()),
        ("Expect Ledger $sale voided", ExpectLedgerState("sale", LedgerState.VOIDED)),
        ("Expect Ledger $sale refunded 20.00", ExpectLedgerState("sale", LedgerState.REFUNDED, 2000)),
        ("Expect Ledger funds 100.00", ExpectLedgerFunds(10_000)),
        ("Expect Record $sale in-doubt", ExpectRecord("sale", RecordState.IN_DOUBT)),
        ("Expect Why card-no-funds", ExpectWhy("card-no-funds")),
        ('Expect Log "x"', ExpectLog(Text(("x",)))),
        ("Expect Elapsed under 2m", ExpectElapsed(120.0)),
        ("Expect Snapshot after-void", ExpectSnapshot("after-void")),
    ],
)
def test_reads(line: str, step: Step) -> None:
    assert step_of(line) == step


@pytest.mark.parametrize("line", ["Expect", "Expect Not"])
def test_says_what_can_be_expected(line: str) -> None:
    with pytest.raises(
        MissingValue, match=r"^x\.keys:2:.*: Expect needs one of Screen, Shows, Row, Field, Masked, Beep"
    ):
        step_of(line)


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown
