"""Checks a script before the first key: every name, and that everything is there when it is used."""

from __future__ import annotations

from collections.abc import Callable

from pos_emulator.keyscript.check_goldens import golden_problems
from pos_emulator.keyscript.check_names import name_problems
from pos_emulator.keyscript.check_saved import order_problems
from pos_emulator.keyscript.errors import ScriptError, in_order, raise_all
from pos_emulator.keyscript.parser import Load, no_files, parse_leniently
from pos_emulator.keyscript.script import Script
from pos_emulator.keyscript.world import World


def problems(script: Script, world: World) -> tuple[ScriptError, ...]:
    """All that is wrong with a script that parses, by line."""
    return in_order((*name_problems(script, world), *order_problems(script, world), *golden_problems(script)))


def check(script: Script, world: World) -> None:
    """Hold a script against the product.

    Raises:
        ScriptError: all that is wrong, see its `errors`.
    """
    raise_all(problems(script, world))


def read_script(
    text: str | bytes, *, file: str, world_for: Callable[[Script], World], load: Load = no_files
) -> Script:
    """Parse and check in one, so that a person sees all errors of a file at once.

    Where a line does not parse, what is kept and used is not followed: one mistake is said once.

    Args:
        text: The file's content.
        file: What it is called, see `parse_script`.
        world_for: Gives the product as the script wants it; `product.world_for` does.
        load: Gives the content of a sourced file.

    Raises:
        ScriptError: all that is wrong, see its `errors`.
    """
    script, errors = parse_leniently(text, file=file, load=load)
    world = world_for(script)
    if errors:
        raise_all((*errors, *name_problems(script, world)))
    check(script, world)
    return script
