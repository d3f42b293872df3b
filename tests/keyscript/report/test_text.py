from __future__ import annotations

from dataclasses import replace

from pos_emulator.keyscript.report.text import result_lines, summary_lines
from pos_emulator.keyscript.runner.result import Outcome
from pos_emulator.keyscript.runner.summary import Summary
from tests.keyscript.playing import SHOP, at_shop, results

PASSED = at_shop("Expect Ledger balanced")


def test_one_line_for_what_passed() -> None:
    assert list(result_lines(PASSED, 7, 120)) == ["[  7/120] ok    x.keys:4 s"]


def test_a_known_failure_says_why() -> None:
    text = SHOP + 'Known failure "as it is"\nScenario "s"\n  Expect Shows menu.main\n'
    (result,) = results(text)
    assert list(result_lines(result, 1, 1)) == ["[1/1] known x.keys:5 s", "      known failure: as it is"]


def test_rules_that_fired_stand_below_a_failure() -> None:
    result = at_shop("When Screen /消费/ Do Cancel once", "Menu sale", "Expect Shows sale.card")
    lines = list(result_lines(result, 1, 1))
    assert lines[0] == "[1/1] FAIL  x.keys:4 s"
    assert "    When x.keys:5 fired at menu.main" in lines


def test_the_end() -> None:
    broken = replace(PASSED, outcome=Outcome.CRASHED)
    assert list(summary_lines(Summary((PASSED, broken), 2, ("goldens/a.txt",)))) == [
        "unused golden: goldens/a.txt",
        "1 passed, 1 ended in an internal error, 1 unused goldens",
    ]
