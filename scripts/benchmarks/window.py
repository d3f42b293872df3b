"""The window in a real pseudo-terminal, beside a bare Textual app of the same size."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks import bare_app
from benchmarks.pty_window import PtyWindow
from benchmarks.table import Row
from benchmarks.timing import no_collection
from pos_emulator.tui.words import word

OURS = (Path(sys.executable).with_name("pos-emulator"), "--ephemeral", "--lang", "zh")
BARE = (sys.executable, bare_app.__file__)
STARTS, SPELLS, KEYS = 5, 4, 15
"""Keys are pressed in spells; of the slowest key of each spell the median counts, for machines have bad moments."""

PACE_SECONDS = 0.16
"""From key to key, as a quick typist does it: a key that lit up is dark again by then."""

PAINT_BAR, KEY_BAR = 2.0, 1.5
STARTING, READY = word("starting", "zh"), "Enter 签到"
BACKSPACE, ENTER = b"\x7f", b"\r"


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
        row("first paint", ours, theirs, PAINT_BAR),
        row("terminal and acquirer up, line connected", ready, theirs, None, "its first paint"),
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
    with no_collection():
        for number in range(SPELLS * KEYS):
            digit = str(number % 10)
            for each in taken:
                each.key(digit.encode())
                taken[each].append(each.painted(f"{digit}     "))
            pause(window, bare)
            for each in taken:
                each.key(BACKSPACE)
            pause(window, bare)
    window.close()
    bare.close()
    ours, theirs = taken[window], taken[bare]
    return [
        row("digit key to screen, p50", ours, theirs, None),
        row(f"digit key to screen, slowest of {KEYS}", slowest(ours), slowest(theirs), KEY_BAR),
    ]


def pause(*windows: PtyWindow) -> None:
    """The time until the next key; what is painted meanwhile is read."""
    for each in windows:
        each.settle(PACE_SECONDS / len(windows))


def slowest(taken: Sequence[float]) -> list[float]:
    """The slowest key of each spell."""
    return [max(taken[start : start + KEYS]) for start in range(0, len(taken), KEYS)]


def row(
    name: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    bar: float | None,
    beside: str = "a bare Textual app",
) -> Row:
    """The median of ours beside that of the bare app, in ms."""
    a, b = median(ours) * 1e3, median(theirs) * 1e3
    return Row("window", name, a / b, bar, beside, a, b, "ms")
