from __future__ import annotations

import json

from pos_emulator.keyscript.coverage.parts import Part
from pos_emulator.keyscript.coverage.reached import Reached
from pos_emulator.keyscript.report.coverage import WIDTH, coverage_line, coverage_lines
from pos_emulator.texts.layout import cells

PARTS = (
    Part("screens", ("sale.card",), ()),
    Part("keys of screens", ("sale.card Enter",), ("void.card Cancel", "void.card Enter", "void.pin Clear")),
    Part("response codes", (), tuple(f"{number:02d}" for number in range(60))),
)


def test_counts_first_then_what_was_left_out() -> None:
    shown = list(coverage_lines(PARTS, scenarios=3))
    assert [shown[0], *shown[1:4], shown[7]] == [
        "coverage of 3 scenarios",
        "  screens             1 of 1    100%",
        "  keys of screens     1 of 4     25%",
        "  response codes      0 of 60     0%",
        "not reached",
    ]
    assert shown[8] == "  keys of screens  void.card Cancel Enter, void.pin Clear"
    assert all(cells(line) <= WIDTH for line in shown)


def test_nothing_left_out_is_said() -> None:
    assert list(coverage_lines(PARTS[:1], scenarios=1))[-1] == "nothing was left out"


def test_the_same_for_a_program() -> None:
    reached = Reached(codes=frozenset({("void", "25"), ("sale", "51"), ("sale", "00")}))
    told = json.loads(coverage_line(PARTS, reached))
    assert told["event"] == "coverage"
    assert told["keys_of_screens"] == {
        "count": 4,
        "reached": ["sale.card Enter"],
        "missed": ["void.card Cancel", "void.card Enter", "void.pin Clear"],
    }
    assert told["codes_by_request"] == {"sale": ["00", "51"], "void": ["25"]}
