from __future__ import annotations

import pytest

from pos_emulator.keyscript.steps.counter import (
    CustomerArrives,
    CustomerLeaves,
    Paper,
    PaperState,
    PlugLine,
    Power,
    PresentCard,
    ReaderFault,
    RemoveCard,
)
from pos_emulator.keyscript.steps.step import Step
from tests.keyscript.reading import refusal_of, step_of

REFUSED = (
    """\
MissingValue x.keys:2:3: Customer needs one of arrives, leaves
  | Customer
  | ^^^^^^^^""",
    """\
UnknownCommand x.keys:2:12: Customer knows no 'comes'
  | Customer comes
  |          ^^^^^  expected one of arrives, leaves""",
    """\
MissingValue x.keys:2:12: Customer arrives needs 'holding'
  | Customer arrives
  |          ^^^^^^^""",
    """\
BadArgument x.keys:2:20: expected 'holding', found 'with'
  | Customer arrives with demo-debit
  |                  ^^^^""",
    """\
MissingValue x.keys:2:19: Customer leaves needs the name of a card such as demo-debit
  | Customer leaves forgetting
  |                 ^^^^^^^^^^""",
    """\
UnknownCommand x.keys:2:10: Reader knows no 'broken'
  | Reader broken
  |        ^^^^^^  expected fault""",
    """\
UnknownCommand x.keys:2:8: Card knows no 'push'
  | Card push demo-debit
  |      ^^^^  expected one of insert, remove, swipe, tap""",
    """\
MissingValue x.keys:2:8: Card swipe needs the name of a card such as demo-debit
  | Card swipe
  |      ^^^^^""",
    """\
NotYet x.keys:2:3: Scan comes with the capability scanner
  | Scan 123
  | ^^^^  not in this version""",
    """\
BadArgument x.keys:2:14: Paper load takes nothing more, found 'now'
  | Paper load now
  |            ^^^""",
    """\
UnknownCommand x.keys:2:9: Power knows no 'of'
  | Power of
  |       ^^  expected one of cut, on""",
)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Customer arrives holding demo-debit demo-chip", CustomerArrives(("demo-debit", "demo-chip"))),
        ("Customer leaves", CustomerLeaves()),
        ("Customer leaves forgetting demo-chip", CustomerLeaves("demo-chip")),
        ("Reader fault", ReaderFault()),
        ("Card insert demo-chip", PresentCard("insert", "demo-chip")),
        ("Card swipe demo-debit", PresentCard("swipe", "demo-debit")),
        ("Card tap demo-contactless", PresentCard("tap", "demo-contactless")),
        ("Card remove demo-chip", RemoveCard("demo-chip")),
        ("Paper out", Paper(PaperState.OUT)),
        ("Paper load", Paper(PaperState.LOAD)),
        ("Paper jam", Paper(PaperState.JAM)),
        ("Power cut", Power(False)),
        ("Power on", Power(True)),
        ("Line unplug", PlugLine(False)),
        ("Line plug", PlugLine(True)),
    ],
)
def test_reads(line: str, step: Step) -> None:
    assert step_of(line) == step


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown
