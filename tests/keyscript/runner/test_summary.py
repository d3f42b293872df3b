from __future__ import annotations

from dataclasses import replace

from pos_emulator.keyscript.runner.result import Outcome
from pos_emulator.keyscript.runner.summary import Summary
from tests.keyscript.playing import at_shop

PASSED = at_shop()
FAILED = replace(PASSED, outcome=Outcome.FAILED)
KNOWN = replace(PASSED, outcome=Outcome.KNOWN)


def test_one_line_of_everything() -> None:
    summary = Summary((PASSED, PASSED, FAILED, KNOWN), 6, ("goldens/a/b.txt",), interrupted=True)
    assert summary.line == "2 passed, 1 failed, 1 known failures, 2 not run, 1 unused goldens (interrupted)"


def test_when_a_run_is_well() -> None:
    assert Summary((PASSED, KNOWN), 2).is_well
    assert not Summary((PASSED, FAILED), 2).is_well
    assert not Summary((PASSED,), 1, ("a",)).is_well
    assert not Summary((PASSED,), 1, interrupted=True).is_well
    assert Summary((replace(PASSED, outcome=Outcome.CRASHED),), 1).has_crashed
