from __future__ import annotations

import pytest

from pos_emulator.keyscript.steps.moves import ChooseMenu, Logon, Refund, Sale, Settle, Unlock, Void
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.keyscript.values import Saved
from tests.keyscript.reading import refusal_of, step_of

REFUSED = (
    """\
MissingValue x.keys:2:3: Menu needs an entry of the menus such as void
  | Menu
  | ^^^^""",
    """\
BadArgument x.keys:2:9: expected an operator's number such as 01, found '1'
  | Logon 1
  |       ^""",
    """\
MissingValue x.keys:2:3: Sale needs an amount such as 58.00
  | Sale
  | ^^^^""",
    """\
BadArgument x.keys:2:8: expected an amount such as 58.00, found '58'
  | Sale 58
  |      ^^""",
    """\
BadArgument x.keys:2:8: Sale moves money: 0.00 is none
  | Sale 0.00
  |      ^^^^  press the keys for it""",
    """\
NotYet x.keys:2:14: by=key comes with the capability keyed-cards
  | Sale 58.00 by=key
  |            ^^^^^^  expected swipe, insert or tap""",
    """\
BadArgument x.keys:2:14: expected by=swipe, insert, tap or key
  | Sale 58.00 by=wave
  |            ^^^^^^^""",
    """\
MissingValue x.keys:2:14: card= needs a value
  | Sale 58.00 card=
  |            ^^^^^""",
    """\
BadArgument x.keys:2:21: card= stands here twice
  | Sale 58.00 card=a card=b
  |                   ^^^^^^""",
    """\
UnknownName x.keys:2:14: Sale has no option 'crad=demo-debit'
  | Sale 58.00 crad=demo-debit
  |            ^^^^^^^^^^^^^^^  did you mean card=?""",
    """\
BadArgument x.keys:2:17: expected a name for the transaction such as $x, found 'sale'
  | Sale 58.00 as sale
  |               ^^^^""",
    """\
MissingValue x.keys:2:3: Void needs a saved sale such as $sale
  | Void
  | ^^^^""",
    """\
BadArgument x.keys:2:8: expected a saved sale such as $sale, found 'sale'
  | Void sale
  |      ^^^^""",
    """\
BadArgument x.keys:2:8: expected a saved sale such as $sale, found '$sale.voucher'
  | Void $sale.voucher
  |      ^^^^^^^^^^^^^""",
    """\
MissingValue x.keys:2:10: Refund needs an amount such as 58.00
  | Refund $sale
  |        ^^^^^""",
    """\
BadArgument x.keys:2:21: expected reason=1 to 6
  | Refund $sale 5.00 reason=7
  |                   ^^^^^^^^""",
    """\
BadArgument x.keys:2:10: Settle takes nothing more, found 'now'
  | Settle now
  |        ^^^""",
    """\
BadArgument x.keys:2:8: expected an amount such as 58.00, found '$sale.voucher'
  | Sale $sale.voucher
  |      ^^^^^^^^^^^^^""",
)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Menu void", ChooseMenu("void")),
        ("Logon 01", Logon("01")),
        ("Sale 58.00", Sale(5800)),
        ("Sale 58.00 card=demo-chip by=insert as $sale", Sale(5800, "demo-chip", "insert", "sale")),
        ("Sale 0.01 as $a by=tap", Sale(1, by="tap", save_as="a")),
        ("Sale $sale.amount", Sale(Saved("sale", "amount"))),
        ("Void $sale", Void("sale")),
        ("Refund $sale 20.00", Refund("sale", 2000)),
        ("Refund $sale 20.00 reason=2 as $back", Refund("sale", 2000, 2, "back")),
        ("Settle", Settle()),
        ("Unlock", Unlock()),
    ],
)
def test_reads(line: str, step: Step) -> None:
    assert step_of(line) == step


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown
