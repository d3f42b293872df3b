"""The acquirer dies at every moment: inside a unit of work, around its commit, inside every write."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pos_emulator.runtime.every_death import every_host_death
from pos_emulator.runtime.virtual import Bench, SavedStart, Script
from tests.end_to_end.scripts import OWING, PLAIN
from tests.end_to_end.walk import Walker


@pytest.mark.parametrize(("script", "start"), [*PLAIN, *OWING])
def test_no_death_of_the_acquirer_loses_money(script: Script, start: Callable[[], SavedStart]) -> None:
    walker = Walker().walk_all(_up_again(every_host_death(script, start())))
    assert walker.benches > 60, "the host has fewer moments than an answer takes"
    assert len(walker.walked) > 1, "no death made any difference"


@pytest.mark.parametrize(("script", "start"), [*PLAIN[:5], *OWING])
def test_nor_does_one_that_is_late_to_come_up(script: Script, start: Callable[[], SavedStart]) -> None:
    walker = Walker().walk_all(_up_again(every_host_death(script, start(), restarts_at_once=False)))
    assert walker.benches > 60
    assert len(walker.walked) > 1, "no death made any difference"


def _up_again(benches: Iterator[Bench]) -> Iterator[tuple[str, Bench]]:
    for number, bench in enumerate(benches, 1):
        where = bench.host.points.where
        bench.host.start()
        yield f"death {number} ({where})", bench
