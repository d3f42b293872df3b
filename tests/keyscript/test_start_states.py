from __future__ import annotations

import pytest

from pos_emulator.firmware.batch import totals
from pos_emulator.keyscript.backends.core import CoreBench
from pos_emulator.keyscript.product import START_STATES
from pos_emulator.keyscript.start_states import Shop, StartStateError, prepared, walk_to
from tests.keyscript.playing import problem_at_shop, stage

SCREENS = {
    "fresh": "idle.signed-off",
    "signed-off": "idle.signed-off",
    "signed-on": "idle.signed-on",
    "locked": "lock.locked",
    "settled": "idle.signed-on",
    "yesterday-sale": "idle.signed-on",
}


@pytest.mark.parametrize(("state", "screen"), SCREENS.items())
def test_each_state_comes_up_at_its_screen_and_the_money_check_is_content(state: str, screen: str) -> None:
    at = stage(state)
    assert at.bench.screen.name == screen
    assert at.findings() == []


def test_every_state_that_a_script_may_name_is_one() -> None:
    assert {*SCREENS, "batch-full"} == set(START_STATES)


def test_a_full_batch_has_no_room() -> None:
    at = stage("batch-full")
    assert at.bench.state.batch.count() == at.bench.profile.max_records == 500
    assert totals(at.bench.state).debit_amount == 500_00


def test_yesterdays_sale_is_saved_and_its_card_is_here() -> None:
    at = stage("yesterday-sale")
    sale = at.values.transaction("sale", at.bench.state)
    assert (sale.amount, sale.card, sale.date) == (58_00, "demo-debit", "1121")
    assert at.bench.now.strftime("%m%d") == "1122"
    assert at.bench.counter.at_hand == ("demo-debit",)
    assert at.bench.state.settled.get(sale.voucher) is not None


def test_the_same_shop_gets_the_same_records_and_another_seed_others() -> None:
    one, again = (
        prepared(Shop("cn-classic", seed=3), "settled"),
        prepared(Shop("cn-classic", seed=3), "settled"),
    )
    other = prepared(Shop("cn-classic", seed=4), "settled")
    assert one.start.wire == again.start.wire != other.start.wire
    assert one.secrets == again.secrets != other.secrets


def test_a_state_may_follow_something_else_and_the_customer_stays() -> None:
    assert problem_at_shop("Given settled", "Expect Shows idle.signed-on", "Sale 1.00") == ""


@pytest.mark.parametrize("state", ["signed-on", "settled", "locked"])
def test_a_host_that_is_not_ours_is_brought_there_by_keys(state: str) -> None:
    begins = prepared(Shop("cn-classic"), "signed-off")
    bench = CoreBench(begins.start, 7)
    walk_to(bench, state, begins.secrets)
    assert bench.screen.name == {"locked": "lock.locked"}.get(state, "idle.signed-on")
    assert bench.counter.at_hand == ()
    with pytest.raises(StartStateError, match="signed-off: the terminal shows"):
        walk_to(bench, "signed-off", begins.secrets)
