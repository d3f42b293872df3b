from __future__ import annotations

import pytest

from pos_emulator.acquirer.records import Leg, RequestId
from pos_emulator.firmware import authorise
from pos_emulator.oracle import check
from pos_emulator.oracle.on_bench import BenchOracle, looked_at
from pos_emulator.runtime.virtual import Bench
from tests.end_to_end import scripts


def test_it_looks_as_often_as_asked() -> None:
    bench = Bench(start=scripts.signed_on())
    oracle = BenchOracle(bench)
    assert oracle.look() == []
    scripts.sale(bench)
    assert oracle.look() == []
    bench.state.batch.clear()
    once = {finding.rule for finding in oracle.look()}
    assert once == {"G4", "G6", "X1"}
    afresh = check(
        bench.state,
        bench.ledger,
        bench.wire,
        profile=bench.profile,
        screens=bench.all_screens,
        slips=bench.slips,
    )
    assert {finding.rule for finding in afresh} == once


def test_many_benches_go_on_from_one_look_at_their_start() -> None:
    start = scripts.sold()
    begun = looked_at(start)
    for _ in range(2):
        bench = Bench(start=start)
        oracle = BenchOracle(bench, begun=begun)
        scripts.void(bench)
        assert oracle.look() == []
        bench.state.voids.clear()
        bench.state.batch.clear()
        assert {finding.rule for finding in oracle.look()} == {"G4", "G6", "V4", "X1"}
    assert BenchOracle(Bench(start=start), begun=begun).look() == []


def test_it_sees_an_obligation_that_comes_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authorise, "obligation_of", lambda *_, **__: None)
    bench = Bench(start=scripts.signed_on())
    oracle = BenchOracle(bench)
    scripts.sale(bench)
    assert [finding.rule for finding in oracle.look()] == ["G3"]


def test_it_sees_money_that_was_made_for_one_commit_only() -> None:
    bench = Bench(start=scripts.signed_on())
    oracle = BenchOracle(bench)
    scripts.sale(bench)
    id = next(bench.ledger.bookings()).id
    for amount in (1, -1):
        with bench.ledger.unit():
            bench.ledger._move(id, (Leg(id, "fee", amount),))
    assert [finding.rule for finding in oracle.look()] == ["G1"]


def test_it_watches_the_next_ledger_too() -> None:
    bench = Bench(start=scripts.signed_on())
    oracle = BenchOracle(bench)
    bench.wipe_ledger()
    stranger = RequestId(bench.profile.mid, bench.profile.tid, 1, "000001", "000009")
    with bench.ledger.unit():
        bench.ledger._move(stranger, (Leg(stranger, "fee", 1), Leg(stranger, "suspense", -1)))
    assert "G1" in {finding.rule for finding in oracle.look() if "after a commit" in finding.text}


def test_it_shows_what_it_looks_at() -> None:
    bench = Bench(start=scripts.signed_on())
    oracle = BenchOracle(bench)
    before = len(oracle.case().host.bookings)
    scripts.sale(bench)
    case = oracle.case()
    assert (before, [booking.kind for booking in case.host.bookings]) == (0, ["sale"])
    assert [asked.kind for asked in case.wire.asked.values()][-1] == "sale"
