"""Commands that stand in a test rather than in a file: parsed, and checked behind all that was done before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pos_emulator.keyscript.blocks import Block
from pos_emulator.keyscript.check import check
from pos_emulator.keyscript.errors import BadStructure, raise_all
from pos_emulator.keyscript.lines import lines_of
from pos_emulator.keyscript.scenarios import steps_of
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.keyscript.steps import AnyStep
from pos_emulator.keyscript.world import World

CALLED = "keys"
"""What such a text is called in errors."""

_MAKES_A_FILE = frozenset(
    {"Background", "Examples", "Known", "Lang", "Profile", "Require", "Scenario", "Seed", "Source", "Tag"}
)


def commands_in(text: str, *, before: Sequence[AnyStep], world: World) -> tuple[AnyStep, ...]:
    """The commands of a text.

    Args:
        text: One command, or several lines.
        before: What was done already: it says what is saved, and who is at the counter.
        world: The product under the profile of the terminal.

    Raises:
        ScriptError: all that is wrong, by line and column.
    """
    lines, errors = lines_of(text, CALLED)
    block = Block(None)
    for line in lines:
        word = line.text.split()[0]
        if word in _MAKES_A_FILE:
            problem = f"{word} makes up a file"
            errors.append(
                BadStructure(line.whole, problem, hint="keys takes commands, or the path of a file")
            )
        else:
            block.lines.append(line)
    steps = steps_of(block, errors)
    raise_all(errors)
    check_behind(before, Script(CALLED, scenarios=(Scenario(CALLED, steps),)), world)
    return steps


def check_behind(before: Sequence[AnyStep], script: Script, world: World) -> None:
    """Hold commands against the product, as they stand behind others.

    Raises:
        ScriptError: all that is wrong.
    """
    check(replace(script, background=(*before, *script.background)), world)
