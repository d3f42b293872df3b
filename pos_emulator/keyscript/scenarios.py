"""A block of lines as steps: once, or once for each row of its Examples."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from pos_emulator.keyscript.blocks import Block
from pos_emulator.keyscript.commands.table import parse_command
from pos_emulator.keyscript.errors import BadStructure, ScriptError
from pos_emulator.keyscript.examples import Examples, columns_in, examples_of, filled
from pos_emulator.keyscript.lexer import code_of, tokens_of
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.script import Scenario
from pos_emulator.keyscript.steps.step import Act, Expectation, Setting, Step, Teaching
from pos_emulator.keyscript.steps.structure import BeginScenario, Structure
from pos_emulator.keyscript.steps.teach import ForNext, Hint

if TYPE_CHECKING:
    from pos_emulator.keyscript.steps import AnyStep

Unused = tuple[Place, str]
"""Where the Examples stand, and a column of theirs that no line names."""

_ACT_OR_EXPECT = (Act, Expectation)
_IN_A_BLOCK = (Act, Setting, Expectation, Teaching)
_NO_VALUES: Mapping[str, str] = MappingProxyType({})


def steps_of(block: Block, errors: list[ScriptError]) -> tuple[AnyStep, ...]:
    """The steps of a block without Examples; what is wrong goes to ``errors``."""
    return _in_order([_step(line, _NO_VALUES, 0, errors) for line in block.lines], errors)


def scenarios_of(block: Block, errors: list[ScriptError]) -> tuple[list[Scenario], list[Unused]]:
    """The scenario of a block, or one for each row; what is wrong goes to ``errors``."""
    if block.scenario is None:
        return [], []
    if block.table is None:
        scenario = _scenario(block, block.scenario, _NO_VALUES, 0, steps_of(block, errors), errors)
        return ([scenario] if scenario else []), []
    try:
        examples = examples_of(block.table.place, block.table.rows)
    except ScriptError as error:
        errors.append(error)
        return [], []
    return _expanded(block, block.scenario, examples, errors), _unused(block, block.scenario, examples)


def _expanded(block: Block, begin: Place, examples: Examples, errors: list[ScriptError]) -> list[Scenario]:
    """A line that names no column is the same in every row, and read once."""
    same = {
        line.line: _step(line, _NO_VALUES, 0, errors) for line in block.lines if not columns_in(line.text)
    }
    scenarios = []
    for row, values in enumerate(examples.rows, start=1):
        steps = [
            same[line.line] if line.line in same else _step(line, values, row, errors) for line in block.lines
        ]
        scenario = _scenario(block, begin, values, row, _in_order(steps, errors), errors)
        if scenario is not None:
            scenarios.append(scenario)
    return scenarios


def _scenario(
    block: Block,
    begin: Place,
    values: Mapping[str, str],
    row: int,
    steps: tuple[AnyStep, ...],
    errors: list[ScriptError],
) -> Scenario | None:
    step = _step(begin, values, row, errors)
    if not isinstance(step, BeginScenario):
        return None
    title = code_of(begin.text).strip(" \t").removeprefix("Scenario").strip(' \t"') if row else step.name
    return Scenario(
        step.name, steps, title, row, values, block.tags, block.known_failure, step.place, block.end_line
    )


def _step(line: Place, values: Mapping[str, str], row: int, errors: list[ScriptError]) -> Step | None:
    try:
        shown = filled(line, values, row)
        tokens = tokens_of(shown)
        return parse_command(shown, tokens) if tokens else None
    except ScriptError as error:
        errors.append(error)
        return None


def _in_order(steps: list[Step | None], errors: list[ScriptError]) -> tuple[AnyStep, ...]:
    """The steps that there are; what belongs to the next command has one, and once."""
    waiting: dict[tuple[type[Step], int], Step] = {}
    for step in steps:
        if step is None or isinstance(step, _ACT_OR_EXPECT):
            waiting.clear()
        elif isinstance(step, ForNext):
            other = waiting.setdefault((type(step), step.level if isinstance(step, Hint) else 0), step)
            if other is not step:
                problem = f"the next command has this already, in line {other.place.line}"
                errors.append(BadStructure(step.place.whole, problem))
    if waiting and steps[-1] is not None:
        problem = "this belongs to the next command that acts or expects, and none follows"
        errors.append(BadStructure(next(reversed(waiting.values())).place.whole, problem))
    kept = [step for step in steps if isinstance(step, _IN_A_BLOCK)]
    for step in steps if len(kept) < len(steps) else ():
        if isinstance(step, Structure):  # only a <column> in front of a line can bring it here
            errors.append(BadStructure(step.place.whole, "a <column> cannot make up the structure of a file"))
    return cast("tuple[AnyStep, ...]", tuple(kept))


def _unused(block: Block, begin: Place, examples: Examples) -> list[Unused]:
    named = columns_in(begin.text).union(*(columns_in(line.text) for line in block.lines))
    return [(examples.place, column) for column in examples.columns if column not in named]
