"""Resident memory of the window at idle, and of a process full of terminals."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.pty_window import PtyWindow
from benchmarks.table import Row
from benchmarks.window import OURS, READY

WINDOW_MIB, TERMINALS_MIB = 80.0, 150.0
TERMINALS = 3000


def rows() -> list[Row]:
    """Both beside what they may take."""
    window = PtyWindow(OURS)
    window.painted(READY)
    window.settle()
    of_window = window.resident_mib()
    window.close()
    return [
        row("window at idle", of_window, WINDOW_MIB),
        row(
            f"{TERMINALS:,} terminals signed on, their acquirer included",
            of_terminals(TERMINALS),
            TERMINALS_MIB,
        ),
    ]


def of_terminals(count: int) -> float:
    """MiB of a new process with so many terminals."""
    command = (sys.executable, "-m", "benchmarks.terminals", str(count))
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def row(name: str, mib: float, allowed: float) -> Row:
    """A figure beside what is allowed."""
    return Row("memory", name, mib / allowed, 1.0, f"{allowed:g} MiB", mib, allowed, "MiB")
