"""The report for programs: one JSON object a line, the last one the summary. No time of the machine in it."""

from __future__ import annotations

import json
from typing import Any

from pos_emulator.keyscript.runner.result import Outcome, Result
from pos_emulator.keyscript.runner.summary import Summary


def result_line(result: Result) -> str:
    """One scenario."""
    failure: dict[str, Any] | None = None
    if result.failure is not None:
        failure = {
            "file": result.failure.file,
            "line": result.failure.line,
            "problem": result.failure.problem,
            "shown": list(result.failure.shown),
            "evidence": list(result.failure.evidence),
        }
    return _line(
        {
            "event": "scenario",
            "file": result.file,
            "line": result.line,
            "name": result.name,
            "row": result.row,
            "repeat": result.repeat,
            "seed": result.seed,
            "outcome": result.outcome.value,
            "known_failure": result.known_failure,
            "failure": failure,
            "virtual_seconds": round(result.seconds, 6),
            "keys": result.keys,
            "sha256": dict(result.digests),
            "log": list(result.log),
            "again": result.again,
        }
    )


def summary_line(summary: Summary) -> str:
    """The whole run."""
    return _line(
        {
            "event": "summary",
            "planned": summary.planned,
            "outcomes": {each.value: summary.count(each) for each in Outcome},
            "unused_goldens": list(summary.unused_goldens),
            "interrupted": summary.interrupted,
        }
    )


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=True)
