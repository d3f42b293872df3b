"""Failures as they are told: what is wrong, at its place, with what helps to see why."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pos_emulator.keyscript.errors import pointed
from pos_emulator.keyscript.observe.evidence import around
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.runner.result import Failure
from pos_emulator.keyscript.runner.stage import Stage


def failed_on(
    stage: Stage, place: Place, problem: str, found: tuple[str, ...] = (), *, also: tuple[str, ...] = ()
) -> Failure:
    """A failure on a bench, with what is shown whatever failed.

    Args:
        stage: The bench.
        place: The line of the script.
        problem: In one line.
        found: Evidence of its own.
        also: What else is wrong.
    """
    short, full = around(stage), around(stage, in_full=True)
    failure = failed_at(place, problem, (*found, *short, *also))
    return failure if full == short else replace(failure, in_full=(*found, *full, *also))


def failed_at(place: Place, problem: str, evidence: Iterable[str] = ()) -> Failure:
    """A failure with this evidence alone."""
    shown = tuple(pointed(place.whole, problem).split("\n"))
    return Failure(place.file, place.line, problem, shown, tuple(evidence))


def internal(place: Place, error: Exception) -> Failure:
    """Something broke: type and place, never the text, which may hold a value that nobody should see."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    problem = f"internal error: {type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
    return failed_at(place, problem)
