"""Each single fault of the line, at each write in either direction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pos_emulator.link.faults import FaultKind
from pos_emulator.runtime.virtual import SavedStart, Script
from tests.end_to_end.disturbances import (
    DELAYS,
    cut_at_each_byte,
    each_bit,
    every_fault,
    every_pair,
    whole,
    writes_of,
)
from tests.end_to_end.scripts import LOST, OWING, PLAIN
from tests.end_to_end.walk import Walker


@pytest.mark.parametrize(("script", "start"), [*PLAIN, *OWING, *LOST])
def test_no_lost_doubled_or_late_frame_loses_money(script: Script, start: Callable[[], SavedStart]) -> None:
    walker = Walker().walk_all(every_fault(script, start(), whole))
    assert walker.benches > 4 * len(DELAYS)
    assert len(walker.walked) > 2, "no fault made any difference"


@pytest.mark.parametrize(("script", "start"), [*PLAIN, *OWING])
def test_no_frame_cut_short_loses_money(script: Script, start: Callable[[], SavedStart]) -> None:
    frames = [crossed for crossed in writes_of(script, start()) if crossed.is_frame]
    walker = Walker().walk_all(every_fault(script, start(), cut_at_each_byte))
    assert walker.benches == sum(len(crossed.data) - 1 for crossed in frames)


@pytest.mark.parametrize(("script", "start"), [*PLAIN, *OWING])
def test_no_flipped_bit_loses_money(script: Script, start: Callable[[], SavedStart]) -> None:
    frames = [crossed for crossed in writes_of(script, start()) if crossed.is_frame]
    walker = Walker().walk_all(every_fault(script, start(), each_bit))
    assert walker.benches == sum(8 * (len(crossed.data) - 1) for crossed in frames)


@pytest.mark.parametrize(("script", "start"), [*PLAIN, *OWING])
def test_no_two_faults_lose_money(script: Script, start: Callable[[], SavedStart]) -> None:
    walker = Walker().walk_all(every_pair(script, start()))
    assert walker.benches >= 36


def test_a_fault_strikes_the_write_it_is_meant_for() -> None:
    script, start = PLAIN[1].values
    for label, bench in every_fault(script, start(), whole):  # type: ignore[operator,arg-type]
        assert len(bench.faults.fired) >= 1, label
        assert bench.faults.fired[0].fault.kind in FaultKind
