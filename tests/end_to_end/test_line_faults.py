"""Each single fault of the line, at each write in either direction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pos_emulator.link.faults import FaultKind
from pos_emulator.runtime.virtual import SavedStart, Script
from tests.end_to_end import scripts
from tests.end_to_end.disturbances import (
    DELAYS,
    Crossed,
    cut_at_each_byte,
    each_bit,
    every_fault,
    every_pair,
    every_pair_of_exchanges,
    kind_of,
    one_of_each_kind,
    whole,
    writes_of,
)
from tests.end_to_end.scripts import LOST, ONE_OF_EACH_KIND, OWING, PLAIN
from tests.end_to_end.walk import Walker


@pytest.mark.parametrize(("script", "start"), [*PLAIN, *OWING, *LOST])
def test_no_lost_doubled_or_late_frame_loses_money(script: Script, start: Callable[[], SavedStart]) -> None:
    walker = Walker().walk_all(every_fault(script, start(), whole))
    assert walker.benches > 4 * len(DELAYS)
    assert len(walker.walked) >= 2, "no fault made any difference"


@pytest.mark.parametrize(("script", "start"), ONE_OF_EACH_KIND)
def test_no_frame_cut_short_loses_money(script: Script, start: Callable[[], SavedStart]) -> None:
    walker = Walker().walk_all(every_fault(script, start(), one_of_each_kind(cut_at_each_byte)))
    assert walker.benches == sum(len(crossed.data) - 1 for crossed in first_of_each_kind(script, start()))


@pytest.mark.parametrize(("script", "start"), ONE_OF_EACH_KIND)
def test_no_flipped_bit_loses_money(script: Script, start: Callable[[], SavedStart]) -> None:
    walker = Walker().walk_all(every_fault(script, start(), one_of_each_kind(each_bit)))
    assert walker.benches >= sum(len(crossed.data) - 1 for crossed in first_of_each_kind(script, start()))


def first_of_each_kind(script: Script, start: SavedStart) -> list[Crossed]:
    found: dict[str, Crossed] = {}
    for crossed in writes_of(script, start):
        if crossed.is_frame:
            found.setdefault(kind_of(crossed.data), crossed)
    return list(found.values())


def test_every_kind_of_frame_is_flipped() -> None:
    kinds = set()
    for case in ONE_OF_EACH_KIND:
        script, start = case.values
        kinds |= {kind_of(crossed.data) for crossed in writes_of(script, start())}  # type: ignore[arg-type,operator]
    assert kinds - {""} == {
        f"{mti} {name}"
        for request, name in (
            ("0800", "sign_on"),
            ("0600", "hello"),
            ("0200", "sale"),
            ("0200", "void"),
            ("0600", "refundable"),
            ("0220", "refund"),
            ("0600", "refund_query"),
            ("0400", "reversal"),
            ("0500", "settlement"),
            ("0320", "upload"),
            ("0320", "upload_refund"),
            ("0320", "upload_end_unbalanced"),
        )
        for mti in (request, f"{int(request) + 10:04d}")
    }


@pytest.mark.parametrize(("script", "start"), [*PLAIN, *OWING])
def test_no_two_faults_lose_money(script: Script, start: Callable[[], SavedStart]) -> None:
    walker = Walker().walk_all(every_pair(script, start()))
    assert walker.benches >= 25


@pytest.mark.parametrize(
    ("script", "start", "first", "follow_up"),
    [
        pytest.param(scripts.sale, scripts.signed_on, "0200", "0400", id="sale"),
        pytest.param(scripts.void, scripts.sold, "0200", "0400", id="void"),
        pytest.param(scripts.refund, scripts.settled, "0220", "0600", id="refund"),
    ],
)
def test_no_late_answer_is_taken_for_another(
    script: Script, start: Callable[[], SavedStart], first: str, follow_up: str
) -> None:
    walker = Walker().walk_all(every_pair_of_exchanges(script, start(), first=first, follow_up=follow_up))
    assert walker.benches == 48
    assert len(walker.walked) >= 4, "no pair made any difference"


def test_a_fault_strikes_the_write_it_is_meant_for() -> None:
    script, start = PLAIN[1].values
    for label, bench in every_fault(script, start(), whole):  # type: ignore[operator,arg-type]
        assert len(bench.faults.fired) >= 1, label
        assert bench.faults.fired[0].fault.kind in FaultKind
