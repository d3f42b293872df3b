"""The window in a real pseudo-terminal, beside a bare Textual app of the same size."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks import bare_app
from benchmarks.pty_window import PtyWindow
from benchmarks.table import Row
from benchmarks.timing import percentile
from pos_emulator.tui.words import word

OURS = (Path(sys.executable).with_name("pos-emulator"), "--ephemeral", "--lang", "zh")
BARE = (sys.executable, bare_app.__file__)
STARTS, KEYS = 5, 100
PAINT_BAR, KEY_BAR = 2.0, 1.5
STARTING, READY = word("starting", "zh"), "Enter 签到"
BACKSPACE, ENTER = b"\x7f", b"\r"
BESIDE = "bare Textual app"


def rows() -> list[Row]:
    """First paint, readiness, and a key's way to the screen."""
    return [*starts(), *keys()]


def starts() -> list[Row]:
    """From the start of the process to the first whole frame, and to the first key that would count."""
    ours, theirs, ready = [], [], []
    for _ in range(STARTS):
        bare = PtyWindow(BARE)
        theirs.append(bare.painted(bare_app.READY))
        bare.close()
        window = PtyWindow(OURS)
        ours.append(window.painted(STARTING))
        ready.append(window.painted(READY))
        window.settle()
        window.close()
    return [
        row("first paint", ours, theirs, 50, PAINT_BAR),
        row("terminal and acquirer up, line connected", ready, theirs, 50, None, "its first paint"),
    ]


def keys() -> list[Row]:
    """From a digit written into the pty to the bytes that show it, by turns."""
    window, bare = PtyWindow(OURS), PtyWindow(BARE)
    window.painted(READY)
    bare.painted(bare_app.READY)
    for each in (window, bare):
        each.settle()
        each.key(ENTER)
        each.settle()
    taken: dict[PtyWindow, list[float]] = {window: [], bare: []}
    for number in range(KEYS):
        digit = str(number % 10)
        for each, figures in taken.items():
            each.key(digit.encode())
            figures.append(each.painted(f"{digit}     "))
            each.settle()
            each.key(BACKSPACE)
            each.settle()
    window.close()
    bare.close()
    ours, theirs = taken[window], taken[bare]
    return [
        row("digit key to screen, p50", ours, theirs, 50, None),
        row("digit key to screen, p99", ours, theirs, 99, KEY_BAR),
    ]


def row(
    name: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    percent: float,
    bar: float | None,
    what: str = "",
) -> Row:
    """A percentile of ours beside that of the bare app, in ms."""
    a, b = percentile(list(ours), percent) * 1e3, percentile(list(theirs), percent) * 1e3
    ratio = median(x / y for x, y in zip(ours, theirs, strict=True)) if percent == 50 else a / b
    return Row("window", name, ratio, bar, f"{BESIDE}{', ' if what else ''}{what}", a, b, "ms")
