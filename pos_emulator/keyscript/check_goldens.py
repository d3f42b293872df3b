"""Each snapshot of a file has a place of its own in the goldens: by its name, and by that of its scenario."""

from __future__ import annotations

from collections.abc import Iterator

from pos_emulator.keyscript.errors import BadStructure, ScriptError, quoted
from pos_emulator.keyscript.golden_names import golden_name
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.keyscript.spots import spot
from pos_emulator.keyscript.steps.expect import ExpectSnapshot


def golden_problems(script: Script) -> Iterator[ScriptError]:
    """Snapshots that would stand in the place of others."""
    taken: dict[str, Scenario] = {}
    for scenario in script.scenarios:
        steps = (*script.background, *scenario.steps)
        snapshots = [step for step in steps if isinstance(step, ExpectSnapshot)]
        yield from _twice(snapshots)
        if not snapshots:
            continue
        other = taken.setdefault(golden_name(scenario.name, scenario.row), scenario)
        if other is not scenario:
            problem = f"its golden would be that of the scenario in line {other.place.line}"
            hint = "let their names differ in more than signs and capitals"
            yield BadStructure(scenario.place.whole, problem, hint=hint)


def _twice(snapshots: list[ExpectSnapshot]) -> Iterator[ScriptError]:
    first: dict[str, ExpectSnapshot] = {}
    for step in snapshots:
        other = first.setdefault(step.name, step)
        if other is not step:
            problem = f"a snapshot is named {quoted(step.name)} already, in line {other.place.line}"
            yield BadStructure(spot(step, step.name), problem)
