"""The power goes at every moment: before and after each commit, between effects, inside every frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pos_emulator.runtime.every_death import every_cut_point
from pos_emulator.runtime.virtual import Bench, SavedStart, Script
from tests.end_to_end.scripts import BY_HAND, LOST, OWING, PLAIN
from tests.end_to_end.walk import Walker


@pytest.mark.parametrize(("script", "start"), [*PLAIN, *OWING, *LOST, *BY_HAND])
def test_no_power_cut_loses_money(script: Script, start: Callable[[], SavedStart]) -> None:
    walker = Walker().walk_all(labelled(every_cut_point(script, start())))
    assert walker.benches > 50, "the script has fewer moments than a script can have"
    assert len(walker.walked) >= 2, "no cut made any difference"


def labelled(benches: Iterator[Bench]) -> Iterator[tuple[str, Bench]]:
    for number, bench in enumerate(benches, 1):
        yield f"cut point {number} ({bench.points.where}, after {bench.all_screens[-2:][0][1].name})", bench
