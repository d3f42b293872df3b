"""One line of a script, parsed or refused."""

from __future__ import annotations

from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.parser import parse_script
from pos_emulator.keyscript.steps.step import Step


def step_of(line: str) -> Step:
    """The step that a line is."""
    (step,) = parse_script(f"Background\n  {line}", file="x.keys").background
    return step


def refusal_of(shown: str) -> str:
    """Kind and text of the error of the line that is shown in ``shown``, behind the first bar."""
    line = shown.split("\n")[1].removeprefix("  | ")
    try:
        step = step_of(line)
    except ScriptError as error:
        return f"{type(error).__name__} {error}"
    return f"no error, {step}"
