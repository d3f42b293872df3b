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
    assert summary.line == "2 passed, 1 failed, 1 known failure, 2 not run, 1 unused golden (interrupted)"


def test_one_and_more_of_a_kind() -> None:
    summary = Summary((KNOWN, KNOWN), 2, ("a", "b"))
    assert summary.line == "2 known failures, 2 unused goldens"
    assert Summary((), 0, interrupted=True).line == "nothing was played (interrupted)"


def test_how_much_was_played_where_it_was_more_than_one_file() -> None:
    other = replace(PASSED, file="y.keys", keys=40, seconds=7290.0)
    assert Summary((PASSED, PASSED), 2).extent == ""
    assert Summary((PASSED, other), 2).extent == "2 files, 40 keys, 2 h 02 min of virtual time"
    assert Summary((PASSED, replace(other, seconds=89.0)), 2).extent.endswith(", 1 min of virtual time")


def test_when_a_run_is_well() -> None:
    assert Summary((PASSED, KNOWN), 2).is_well
    assert not Summary((PASSED, FAILED), 2).is_well
    assert not Summary((PASSED,), 1, ("a",)).is_well
    assert not Summary((PASSED,), 1, interrupted=True).is_well
    assert Summary((replace(PASSED, outcome=Outcome.CRASHED),), 1).has_crashed
