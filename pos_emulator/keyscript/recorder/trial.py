"""A recorded script on trial: read, checked, and played."""

from __future__ import annotations

from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.product import world_for
from pos_emulator.keyscript.runner.play import play
from pos_emulator.keyscript.runner.playing import Playing


def problem_of(text: str, file: str) -> str:
    """Why a script is not what was recorded, in words; empty where it reads, checks and passes."""
    try:
        script = read_script(text, file=file, world_for=world_for)
    except ScriptError as error:
        return str(error)
    for scenario in script.scenarios:
        failure = play(Playing.of(script, scenario)).failure
        if failure is not None:
            return f"{failure.file}:{failure.line}: {failure.problem}"
    return ""
