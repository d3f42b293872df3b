"""The acquirer at the other end of the telephone: tells the code that unlocks a locked terminal."""

from __future__ import annotations

from pos_emulator.keyscript.backends.bench import ScriptBench
from pos_emulator.security.masking import Secret

UNLOCK_CODE = "unlock-code"
"""What `Secret` calls the code for the number that is on the screen."""


def code_by_telephone(bench: ScriptBench) -> Secret | None:
    """The one-time code for the number on the screen; None where no number is shown."""
    number = bench.screen.fields.get("number")
    if bench.screen.name != "password.unlock" or not isinstance(number, str):
        return None
    return None if bench.desk is None else bench.desk.unlock_code(number)
