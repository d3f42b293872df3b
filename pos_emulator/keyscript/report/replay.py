"""The command that plays one scenario again."""

from __future__ import annotations

import shlex

from pos_emulator.keyscript.runner.result import Result


def replay_command(result: Result) -> str:
    """For a shell; the repeat that failed is the last one it plays."""
    words = ["pos-emulator", "run", f"{result.file}:{result.line}", "--seed", str(result.seed)]
    if result.repeat > 1:
        words += ["--repeat", str(result.repeat)]
    return shlex.join(words)
