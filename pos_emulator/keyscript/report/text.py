"""The report for people: one line a scenario, what failed below it, one line at the end."""

from __future__ import annotations

from collections.abc import Iterator

from pos_emulator.keyscript.runner.result import Outcome, Result
from pos_emulator.keyscript.runner.summary import Summary

_MARKS = {
    Outcome.PASSED: "ok   ",
    Outcome.FAILED: "FAIL ",
    Outcome.KNOWN: "known",
    Outcome.UNEXPECTED: "FAIL ",
    Outcome.CRASHED: "BROKE",
}


def result_lines(result: Result, number: int, planned: int) -> Iterator[str]:
    """The line of a scenario, with its place among all; below it why it failed."""
    width = len(str(planned))
    where = f"{result.file}:{result.line}"
    golden = f" ({result.golden})" if result.golden else ""
    yield f"[{number:>{width}}/{planned}] {_MARKS[result.outcome]} {where} {result.title}{golden}"
    if result.outcome is Outcome.KNOWN:
        yield f"      known failure: {result.known_failure}"
    else:
        yield from (f"    {line}".rstrip() for line in failure_lines(result))


def failure_lines(result: Result, *, again: str = "") -> Iterator[str]:
    """Why it failed, with all that helps to see why, and how to play it again."""
    if result.failure is not None:
        yield from result.failure.shown
        yield from result.failure.evidence
        yield from result.log
        yield f"seed {result.seed}; again: {again or result.again}"


def summary_lines(summary: Summary) -> Iterator[str]:
    """What is said at the end; failures that scrolled away are named once more."""
    if len(summary.results) > 1 and summary.failed:
        yield "not as it should be:"
        for result in summary.failed:
            yield f"  {result.file}:{result.line} {result.title}"
            if result.failure is not None:
                yield f"    line {result.failure.line}: {result.failure.problem}"
    for path in summary.unused_goldens:
        yield f"unused golden: {path}"
    if summary.goldens:
        yield summary.goldens
    yield summary.line
    if summary.extent:
        yield f"({summary.extent})"
