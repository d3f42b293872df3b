from __future__ import annotations

from pos_emulator.runtime.virtual import Bench
from tests.end_to_end import scripts


def faults_printed(bench: Bench) -> list[bool]:
    """For each fault slip that came out, whether it says that it may not be the first."""
    return [any("重打印" in line for line in slip.lines) for _, slip in bench.slips if slip.copy == "fault"]


def test_what_a_lost_device_key_leaves_has_its_fault_slip() -> None:
    bench = Bench(start=scripts.owing_sale()).lose_device_key().power_on()
    assert faults_printed(bench) == [False]
    assert bench.state.fault_slips_due.names() == []


def test_no_cut_loses_a_fault_slip_or_prints_two_alike() -> None:
    moments = _moments()
    assert moments > 4
    for moment in range(1, moments + 1):
        bench = Bench(start=scripts.owing_sale()).lose_device_key()
        bench.points.arm(moment)
        bench.play(Bench.power_on)
        bench.power_on()
        assert bench.state.by_hand.count() == 1, moment
        printed = faults_printed(bench)
        assert printed, moment
        assert all(printed[1:]), moment


def _moments() -> int:
    bench = Bench(start=scripts.owing_sale()).lose_device_key().power_on()
    return bench.points.count
