"""How long the program takes to say what it can do, beside an interpreter that does nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.table import Row
from benchmarks.timing import by_turns, paired_ratio, seconds

ROUNDS = 15
BAR = 5.0
PROGRAM = Path(sys.executable).with_name("pos-emulator")


def rows() -> list[Row]:
    """Whole processes, by turns."""
    contenders = {
        "help": partial(seconds, process(PROGRAM, "--help")),
        "pass": partial(seconds, process(sys.executable, "-c", "pass")),
    }
    samples = by_turns(contenders, rounds=ROUNDS)
    return [
        Row(
            "start",
            "pos-emulator --help",
            paired_ratio(samples, "help", "pass"),
            BAR,
            "python -c pass",
            median(samples["help"]) * 1e3,
            median(samples["pass"]) * 1e3,
            "ms",
        )
    ]


def process(*command: str | Path) -> Callable[[], object]:
    """Runs it to its end."""
    return partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL)
