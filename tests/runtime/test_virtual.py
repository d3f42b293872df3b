from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Printer, Timer
from pos_emulator.link.faults import Direction, Fault, FaultKind, Scope, Target
from pos_emulator.runtime.cut_points import PowerWentError
from pos_emulator.runtime.virtual import Bench
from tests.end_to_end import scripts


@pytest.fixture
def bench() -> Bench:
    return Bench(start=scripts.signed_on()).power_on()


def books(bench: Bench) -> tuple[object, ...]:
    return bench.wire, [slip for _, slip in bench.slips], bench.flash.contents, bench.ledger.contents


def test_the_same_seed_and_acts_give_the_same_everything() -> None:
    runs = [Bench(seed=7), Bench(seed=7)]
    for run in runs:
        run.power_on()
        scripts.sign_on(run)
        scripts.sale(run)
    assert books(runs[0]) == books(runs[1])
    assert runs[0].all_screens == runs[1].all_screens


def test_another_seed_gives_other_keys() -> None:
    one, other = Bench(seed=7).power_on(), Bench(seed=8).power_on()
    for run in (one, other):
        scripts.sign_on(run)
    assert one.wire != other.wire
    assert one.ledger.ledger_id != other.ledger.ledger_id


def test_a_bench_from_saved_records_goes_on_like_the_first() -> None:
    first = Bench(start=scripts.sold())
    second = Bench(start=scripts.sold())
    scripts.void(first)
    scripts.void(second)
    assert books(first) == books(second)
    assert first.state.voids.count() == 1
    assert Bench(start=scripts.sold()).state.voids.count() == 0, "the saved records do not change"


def test_a_script_needs_no_time(bench: Bench) -> None:
    before = bench.clock.at
    scripts.sale(bench)
    assert bench.screen.name == "idle.signed-on"
    assert bench.clock.at == before


def test_a_host_timer_waits_for_the_clock(bench: Bench) -> None:
    bench.acquirer.rules.silent("0200")
    scripts.sale(bench)
    assert bench.screen.name == "host.receiving"
    assert bench.next_timer() == (Timer.HOST, 60.0)
    bench.wait(59)
    assert bench.screen.name == "host.receiving"
    bench.wait(1)
    assert "host.timeout" in bench.shown


def test_line_timers_run_by_themselves(bench: Bench) -> None:
    before = bench.clock.at
    bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.REQUEST_FRAME))
    scripts.sale(bench)
    assert bench.screen.name == "idle.signed-on"
    assert (bench.clock.at - before).total_seconds() == 2.0


def test_a_delay_waits_for_the_clock(bench: Bench) -> None:
    bench.faults.add(Fault(FaultKind.DELAY, Scope.NEXT, Target.RESPONSE_FRAME, 10))
    scripts.sale(bench)
    # The host repeats an answer that is not acknowledged after 2 s, and the line timers run by themselves.
    assert bench.screen.name == "idle.signed-on"
    assert bench.line_busy
    bench.wait(10)
    assert not bench.line_busy


def test_a_late_host_waits_for_the_clock(bench: Bench) -> None:
    bench.acquirer.rules.late(5, "0200")
    scripts.sale(bench)
    assert bench.screen.name == "host.receiving"
    bench.wait(5)
    assert "sale.approved" in bench.shown


def test_a_fault_strikes_the_write_of_its_number(bench: Bench) -> None:
    bench.fault_at[len(bench.wire)] = Fault(FaultKind.DROP, Scope.NEXT, Target.REQUEST_FRAME)
    written = len(bench.wire)
    scripts.sale(bench)
    frames = [data for way, data in bench.wire[written:] if way is Direction.TO_HOST and len(data) > 1]
    assert len(frames) == 2
    assert frames[0] == frames[1]


def test_a_cut_inside_a_frame_lets_its_first_bytes_out(bench: Bench) -> None:
    bench.counter.arrive("demo-debit")
    bench.act(*bench.counter.present("demo-debit"))
    bench.press("Enter", "5800", "Enter", "123456")
    whole = sorted(_cuts_of_the_request())
    assert whole == list(range(1, len(whole) + 1))


def _cuts_of_the_request() -> set[int]:
    """How many bytes of the request left, over all cuts inside it."""
    lengths = set()
    for moment in range(1, 400):
        bench = Bench(start=scripts.signed_on()).power_on()
        bench.points.arm(moment)
        written = len(bench.wire)
        bench.play(scripts.sale)
        left = [data for _, data in bench.wire[written:] if data[:1] == b"\x02"]
        if bench.terminal is None and left and "bytes of 0200" in bench.points.where:
            lengths.add(len(left[0]))
    return lengths


def test_the_power_goes_and_the_script_stops(bench: Bench) -> None:
    bench.points.arm(1)
    with pytest.raises(PowerWentError):
        bench.press("Enter")
    assert bench.terminal is None
    assert bench.screen.name == "off"
    assert bench.press("Enter").screen.name == "off", "a dead terminal hears no key"
    assert bench.power_on().screen.name == "idle.signed-on"


def test_what_was_not_committed_never_was(bench: Bench) -> None:
    bench.counter.arrive("demo-debit")
    bench.act(*bench.counter.present("demo-debit"))
    bench.press("Enter", "5800", "Enter", "123456")
    bench.points.arm(1)
    with pytest.raises(PowerWentError):
        bench.press("Enter")
    assert bench.points.where == "before the commit"
    assert bench.state.owed is None


def test_a_host_that_dies_before_its_commit_has_booked_nothing(bench: Bench) -> None:
    died = set()
    for moment in range(1, 40):
        fresh = Bench(start=scripts.signed_on()).power_on()
        fresh.host.restarts_at_once = False
        fresh.host.points.arm(moment)
        scripts.sale(fresh)
        died.add(fresh.host.points.where.split(" bytes")[0].lstrip("0123456789 of"))
        booked = [booking.kind for booking in fresh.ledger.bookings()]
        if fresh.host.points.where in ("inside a unit of work", "before the ledger's commit"):
            assert booked == []
        elif fresh.host.points.where == "after the ledger's commit":
            assert booked == ["sale"]
    assert {"inside a unit of work", "before the ledger's commit", "after the ledger's commit"} <= died


def test_a_host_that_restarts_hears_the_repeat(bench: Bench) -> None:
    bench.host.points.arm(1)
    scripts.sale(bench)
    assert bench.state.batch.count() == 1


def test_a_host_that_is_down_is_silence(bench: Bench) -> None:
    bench.host.stop()
    bench.counter.arrive("demo-debit")
    bench.act(*bench.counter.present("demo-debit"))
    bench.press("Enter", "5800", "Enter", "123456", "Enter")
    assert bench.screen.name == "reversal.owed"
    assert bench.press("Enter").screen.name == "power.owed"
    bench.host.start()
    bench.wait(60)
    assert bench.state.owed is None


def test_without_a_plug_nothing_crosses(bench: Bench) -> None:
    bench.act(*bench.counter.unplug())
    written = len(bench.wire)
    scripts.sale(bench)
    assert len(bench.wire) == written
    assert "host.no-line" in (screen.name for _, screen in bench.all_screens)


def test_only_paper_that_came_out_is_on_file(bench: Bench) -> None:
    bench.counter.paper = Printer.NO_PAPER
    scripts.sale(bench)
    assert bench.slips == []
    bench.counter.paper = Printer.PRINTED
    bench.press("Enter")
    assert [slip.copy for _, slip in bench.slips] == ["merchant"]


def test_a_wiped_ledger_has_another_id(bench: Bench) -> None:
    ids = {bench.ledger.ledger_id, bench.wipe_ledger().ledger.ledger_id, bench.wipe_ledger().ledger.ledger_id}
    assert len(ids) == 3


def test_a_card_in_the_reader_is_noticed_at_power_up(bench: Bench) -> None:
    bench.counter.arrive("demo-chip")
    bench.press("Enter", "1")
    bench.act(*bench.counter.present("demo-chip"))
    bench.power_cut().power_on()
    assert bench.screen.name == "card.remove"
    bench.act(*bench.counter.remove())
    assert bench.screen.name == "idle.signed-on"
