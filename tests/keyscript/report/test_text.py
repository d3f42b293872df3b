from __future__ import annotations

from dataclasses import replace

from pos_emulator.keyscript.report.text import result_lines, summary_lines
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
    assert list(summary_lines(Summary((PASSED,), 1, ("goldens/a.txt",)))) == [
        "unused golden: goldens/a.txt",
        "1 passed, 1 unused golden",
    ]


def test_failures_among_others_are_named_once_more_at_the_end() -> None:
    failed = at_shop("Enter", "Expect Shows menu.admin")
    assert list(summary_lines(Summary((PASSED, failed, PASSED), 3))) == [
        "not as it should be:",
        "  x.keys:4 s",
        "    line 6: the terminal shows menu.main",
        "2 passed, 1 failed",
    ]
    assert list(summary_lines(Summary((failed,), 1))) == ["1 failed"]


def test_many_files_say_how_much_was_played() -> None:
    other = replace(PASSED, file="y.keys")
    assert list(summary_lines(Summary((PASSED, other), 2)))[-1] == "(2 files, 0 keys, 0 min of virtual time)"
