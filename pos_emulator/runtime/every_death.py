"""Every moment at which one of the two processes can die in the course of a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pos_emulator.runtime.cut_points import CutPoints
from pos_emulator.runtime.virtual import Bench, SavedStart, Script


def every_cut_point(script: Script, start: SavedStart) -> Iterator[Bench]:
    """The bench of every moment at which the power can go: played until then, terminal off.

    The bench begins from ``start`` with its terminal off, so a script begins with `power_on`.
    """
    for number in range(1, _moments(script, start, lambda bench: bench.points) + 1):
        bench = Bench(start=start)
        bench.points.arm(number)
        yield bench.play(script)


def every_host_death(script: Script, start: SavedStart, *, restarts_at_once: bool = True) -> Iterator[Bench]:
    """The bench of every moment at which the acquirer can die: played to the end of ``script``."""
    for number in range(1, _moments(script, start, lambda bench: bench.host.points) + 1):
        bench = Bench(start=start)
        bench.host.restarts_at_once = restarts_at_once
        bench.host.points.arm(number)
        yield bench.play(script)


def _moments(script: Script, start: SavedStart, points: Callable[[Bench], CutPoints]) -> int:
    bench = Bench(start=start)
    before = points(bench).count
    return points(bench.play(script)).count - before
