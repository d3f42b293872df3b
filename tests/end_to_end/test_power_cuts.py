"""The power goes at every moment: before and after each commit, between effects, inside every frame."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pos_emulator.runtime.every_death import every_cut_point
from pos_emulator.runtime.virtual import SavedStart, Script
from tests.end_to_end import scripts
from tests.end_to_end.walk import complaints

SCRIPTS = [
    pytest.param(scripts.sign_on, scripts.blank, 150, id="sign-on"),
    pytest.param(scripts.sale, scripts.signed_on, 180, id="sale"),
    pytest.param(scripts.void, scripts.sold, 230, id="void"),
    pytest.param(scripts.refund, scripts.settled, 300, id="refund"),
    pytest.param(scripts.settlement, scripts.refunded, 180, id="settlement"),
]


@pytest.mark.parametrize("at_once", [False, True], ids=["waits", "signs-on-at-once"])
@pytest.mark.parametrize(("script", "start", "at_least"), SCRIPTS)
def test_no_power_cut_loses_money(
    script: Script, start: Callable[[], SavedStart], at_least: int, at_once: bool
) -> None:
    walked = 0
    for walked, bench in enumerate(every_cut_point(script, start()), 1):
        about, shown = bench.points.where, bench.all_screens[-2][1].name
        found = complaints(bench, at_once=at_once)
        assert not found, f"cut point {walked} ({about}, {shown}): {found}"
    assert walked >= at_least
