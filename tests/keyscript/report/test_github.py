from __future__ import annotations

from dataclasses import replace

from pos_emulator.keyscript.report.github import annotation
from pos_emulator.keyscript.runner.result import Failure, Outcome
from tests.keyscript.playing import at_shop

PASSED = at_shop()
FAILURE = Failure("a,b.keys", 9, "100% no screen", ("x",), ("last keys: Enter",))


def test_a_failure_beside_its_line() -> None:
    failed = replace(PASSED, name="a: b", outcome=Outcome.FAILED, failure=FAILURE)
    assert annotation(failed) == (
        "::error file=a%2Cb.keys,line=9,title=a%3A b::100%25 no screen%0Alast keys: Enter"
        "%0Aagain: pos-emulator run x.keys:4 --seed 1"
    )


def test_nothing_where_nothing_is_wrong() -> None:
    assert annotation(PASSED) == ""
    assert annotation(replace(PASSED, outcome=Outcome.KNOWN, failure=FAILURE)) == ""
