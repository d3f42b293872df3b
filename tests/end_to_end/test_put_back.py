"""An older copy of the terminal's memory is put back: nothing finished comes to life, and business goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pos_emulator.firmware.state import State
from pos_emulator.link.faults import Fault, FaultKind, Scope, Target, exchange_of
from pos_emulator.oracle import declared
from pos_emulator.runtime.flash_cells import BATCH, STAN, TRIES
from pos_emulator.runtime.put_back import put_back
from pos_emulator.runtime.virtual import Bench, SavedStart
from pos_emulator.runtime.world import SystemEntropy
from tests.end_to_end import scripts
from tests.end_to_end.shop import Shop
from tests.end_to_end.test_other_acquirers import without_0600

Going = Callable[[Bench], None]


def later(start: SavedStart, *doings: Going) -> SavedStart:
    """The same terminal some time after, switched off."""
    bench = Bench(start=start).power_on()
    shop = Shop(bench)
    for doing in doings:
        shop.operator.settle_down()
        doing(bench)
    shop.operator.settle_down()
    assert not shop.complaints()
    return bench.power_cut().saved_start()


def with_copy(copy: SavedStart, now: SavedStart, *, known: bool) -> Bench:
    """The terminal of now over the memory of then."""
    memory, flash = copy.flash.copy(), now.flash
    cells = {(area, key): flash.get(area, key) for area in (STAN, BATCH, TRIES) for key in flash.keys(area)}
    put_back(memory, cells if known else None, entropy=SystemEntropy())
    return Bench(start=replace(now, flash=memory))


OPEN = [
    pytest.param(scripts.sold, [scripts.sale], (), id="nothing-owed"),
    pytest.param(scripts.owing_sale, [scripts.sale], ("X5",), id="reversed-since"),
    pytest.param(scripts.owing_void, [scripts.sale], ("X5",), id="void-reversed-since"),
    pytest.param(scripts.doubting, [scripts.sale], (), id="refund-explained-since"),
]
SETTLED = [
    pytest.param(scripts.sold, [scripts.void, scripts.settlement, scripts.sale], (), id="settled-since"),
    pytest.param(scripts.doubting, [scripts.sale, scripts.settlement], (), id="refund-settled-since"),
    pytest.param(scripts.settlement_in_vain, [scripts.sale], (), id="settlement-finished-since"),
]


@pytest.mark.parametrize(("copy", "since", "differences"), OPEN + SETTLED)
def test_the_way_on_from_an_older_copy(
    copy: Callable[[], SavedStart], since: list[Going], differences: tuple[str, ...]
) -> None:
    now = later(copy(), *since)
    bench = with_copy(copy(), now, known=True)
    was, state = State(now.flash), bench.state
    assert (state.next_stan, state.batch_number) == (was.next_stan, was.batch_number)
    signs_on_and_sells(bench, *differences)


@pytest.mark.parametrize(("copy", "since", "differences"), OPEN)
def test_the_way_on_where_the_count_is_lost_too(
    copy: Callable[[], SavedStart], since: list[Going], differences: tuple[str, ...]
) -> None:
    bench = with_copy(copy(), later(copy(), *since), known=False)
    assert bench.state.tries.count() > 0
    signs_on_and_sells(bench, *differences)


def test_a_batch_of_which_nobody_knows_that_it_was_settled_is_settled_once_more() -> None:
    """It has two settlement slips then, which is what the oracle finds."""
    shop = Shop(with_copy(scripts.sold(), later(scripts.sold(), scripts.settlement), known=False).power_on())
    bench = shop.bench
    bench.wait(300)
    shop.operator.settle_down()
    scripts.sale(bench)
    shop.operator.settle_down()
    assert bench.state.batch.count() == 1, "the batch is closed there: 77"
    scripts.settlement(bench)
    shop.operator.settle_down().sell()
    assert {complaint[:2] for complaint in shop.complaints()} <= {"G6", "B6"}


def test_a_copy_whose_host_has_no_epochs_gives_up_what_it_owes() -> None:
    """Nothing tells its earlier life apart there, so the oracle misses the sale that the copy has forgotten."""
    start = without_0600(scripts.blank())
    bench = Bench(start=start).power_on()
    scripts.sign_on(bench)
    bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE, mti="0200"))
    scripts.sale(bench)
    copy = bench.power_cut().saved_start()
    assert State(copy.flash).owed is not None
    shop = Shop(with_copy(copy, later(copy, scripts.sale), known=True).power_on())
    said = len(shop.bench.wire)
    shop.operator.settle_down().sell()
    assert "0400" not in [exchange_of(data) for _, data in shop.bench.wire[said:]]
    assert [finding.rule for finding in declared(shop.bench.state)] == ["X5"]
    assert {complaint.partition(":")[0] for complaint in shop.complaints()} == {"G4", "G6", "X1"}


def signs_on_and_sells(bench: Bench, *differences: str) -> None:
    said = len(bench.wire)
    shop = Shop(bench.power_on())
    assert bench.screen.name == "idle.signed-off"
    bench.wait(300)
    assert bench.wire[said:] == [], "nothing leaves before the sign-on"
    shop.to_the_next_sale(*differences)
    leaves = [exchange_of(data) for _, data in bench.wire[said:]]
    assert "0400" not in leaves, "what was finished is not begun again"
