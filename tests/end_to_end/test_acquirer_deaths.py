"""The acquirer dies at every moment: inside a unit of work, around its commit, inside every write."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pos_emulator.runtime.every_death import every_host_death
from pos_emulator.runtime.virtual import Bench, SavedStart, Script
from tests.end_to_end.scripts import OWING, PLAIN
from tests.end_to_end.walk import Walker


@pytest.mark.parametrize("at_once", [True, False], ids=["up-at-once", "up-when-it-is-late"])
@pytest.mark.parametrize(("script", "start"), [*PLAIN, *OWING])
def test_no_death_of_the_acquirer_loses_money(
    script: Script, start: Callable[[], SavedStart], at_once: bool
) -> None:
    deaths = every_host_death(script, start(), restarts_at_once=at_once)
    walker = Walker().walk_all(_up_again(deaths))
    assert walker.benches > 60, "the host has fewer moments than an answer takes"
    assert len(walker.walked) > 1, "no death made any difference"


def _up_again(benches: Iterator[Bench]) -> Iterator[tuple[str, Bench]]:
    for number, bench in enumerate(benches, 1):
        where = bench.host.points.where
        bench.host.start()
        yield f"death {number} ({where})", bench
