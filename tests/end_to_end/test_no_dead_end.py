"""A shop must always find a way on: each walk goes from a calamity to the next sale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_emulator.acquirer.records import Batch
from pos_emulator.acquirer.settings import DEMO_TMK
from pos_emulator.firmware.peripherals import Timer
from pos_emulator.oracle import declared
from pos_emulator.runtime.virtual import Bench, SavedStart
from pos_emulator.security.unlock import unlock_code
from tests.end_to_end import scripts
from tests.end_to_end.shop import Shop
from tests.end_to_end.walk import AT_REST


def test_the_line_is_down_overnight_during_a_void() -> None:
    shop = Shop(scripts.sold())
    bench = shop.bench
    voucher = bench.state.last_voucher
    bench.counter.arrive("demo-debit")
    bench.press("Enter", "2", "123456", "Enter", voucher, "Enter", "Enter")
    bench.act(*bench.counter.present("demo-debit"))
    bench.acquirer.rules.silent("0200")
    bench.press("123456", "Enter")
    bench.act(*bench.counter.unplug())
    shop.until_answered()
    bench.press("Enter")
    assert bench.screen.name == "power.owed"
    bench.acquirer.rules.normal()
    bench.clock.at += timedelta(hours=14)
    bench.wait(120)
    assert bench.state.owed is not None
    bench.act(*bench.counter.plug())
    shop.until_answered()
    shop.to_the_next_sale()
    assert not bench.state.voids.count(), "the void was taken back: the sale is valid again"


@pytest.mark.parametrize("start", [scripts.owing_sale, scripts.owing_void], ids=["sale", "void"])
def test_a_reversal_is_answered_96_for_ever(start: Callable[[], SavedStart]) -> None:
    bench = Bench(start=start())
    bench.acquirer.rules.reply("96", mti="0400")
    bench.power_on()
    shop = Shop(bench)
    for _ in range(4):
        bench.acquirer.rules.reply("96", mti="0400")
        bench.wait(60)
    bench.acquirer.rules.normal()
    owed = bench.state.owed
    assert owed is not None
    assert owed.counted >= 3
    bench.acquirer.rules.reply("96", mti="0400")
    shop.administrator("2", "Enter", "Enter", "Cancel", "Enter")
    assert bench.state.owed is None
    bench.acquirer.rules.normal()
    shop.to_the_next_sale("X5")


def test_a_refund_query_is_answered_96_for_ever() -> None:
    bench = Bench(start=scripts.doubting())
    bench.acquirer.rules.reply("96", mti="0600")
    bench.power_on()
    shop = Shop(bench)
    for _ in range(4):
        bench.acquirer.rules.reply("96", mti="0600")
        bench.press("Enter") if bench.screen.name == "refund.in-doubt" else None
        bench.wait(60)
    bench.acquirer.rules.normal()
    assert next(iter(bench.state.doubts.values())).asked >= 3
    bench.acquirer.rules.reply("96", mti="0600")
    if bench.screen.name == "refund.in-doubt":
        bench.press("Enter")
    shop.administrator("3", "Enter", "Enter", "Enter", "Cancel", "Enter")
    assert not bench.state.doubts.count()
    bench.acquirer.rules.normal()
    shop.to_the_next_sale("X5")


@pytest.mark.parametrize(
    ("start", "differences"),
    [
        pytest.param(scripts.signed_on, (), id="nothing-open"),
        pytest.param(scripts.sold, (), id="open-batch"),
        pytest.param(scripts.owing_sale, ("X5",), id="owed"),
        pytest.param(scripts.doubting, ("X5",), id="in-doubt"),
    ],
)
def test_the_ledger_is_wiped(start: Callable[[], SavedStart], differences: tuple[str, ...]) -> None:
    bench = Bench(start=start())
    bench.wipe_ledger()
    shop = Shop(bench)
    shop.operator.settle_down(until=AT_REST)
    shop.operator.sign_on_again()
    shop.to_the_next_sale(*differences)
    bench.press("Enter", "7", "4", "Enter")
    shop.operator.settle_down()
    shop.to_the_next_sale(*differences)


def test_the_ledger_is_wiped_in_the_middle_of_a_sale() -> None:
    shop = Shop(scripts.signed_on())
    shop.bench.acquirer.rules.silent("0200")
    scripts.sale(shop.bench)
    shop.bench.wipe_ledger()
    shop.until_answered()
    shop.operator.settle_down(until=frozenset({"idle.signed-on", "power.owed", "idle.signed-off"}))
    if shop.bench.state.owed is not None:
        shop.operator.sign_on_again()
    shop.to_the_next_sale("X5")


def test_the_batch_is_closed_at_the_host_and_not_here() -> None:
    shop = Shop(scripts.sold())
    close_at_the_host(shop.bench)
    bench = shop.bench
    bench.counter.arrive("demo-debit")
    scripts.sale(bench)
    shop.operator.settle_down()
    assert bench.state.batch.count() == 1, "a closed batch takes nothing new"
    scripts.settlement(bench)
    shop.to_the_next_sale()


def test_the_batch_is_closed_at_the_host_and_empty_here() -> None:
    shop = Shop(scripts.signed_on())
    close_at_the_host(shop.bench)
    scripts.sale(shop.bench)
    shop.operator.settle_down()
    shop.to_the_next_sale()


def close_at_the_host(bench: Bench) -> None:
    with bench.ledger.unit():
        account = bench.ledger.terminal("12345676")
        assert account is not None
        batch = bench.ledger.batch(account.tid, account.batch) or Batch(
            account.mid, account.tid, account.batch
        )
        bench.ledger.keep_batch(replace(batch, state="closed", closed_on=bench.clock.at.date()))
        bench.ledger.keep_terminal(replace(account, batch="000002"))


def test_the_settlement_is_refused_for_ever() -> None:
    shop = Shop(scripts.sold())
    bench = shop.bench
    bench.acquirer.rules.reply("96", mti="0500")
    bench.press("Enter", "7", "4", "Enter")
    for _ in range(3):
        assert bench.screen.name == "settle.interrupted"
        bench.acquirer.rules.reply("96", mti="0500")
        bench.press("Enter")
    bench.press("Cancel")
    shop.administrator("4", "Enter", "Enter", "Cancel", "Enter")
    assert bench.state.batch_number == 2
    bench.acquirer.rules.normal()
    shop.to_the_next_sale("B4")


@pytest.mark.parametrize(
    ("start", "differences"),
    [
        pytest.param(scripts.signed_on, (), id="nothing-open"),
        pytest.param(scripts.sold, ("B4",), id="open-batch"),
        pytest.param(scripts.owing_sale, ("X5",), id="owed"),
        pytest.param(scripts.doubting, ("X5",), id="in-doubt"),
    ],
)
def test_the_device_key_is_lost(start: Callable[[], SavedStart], differences: tuple[str, ...]) -> None:
    bench = Bench(start=start()).lose_device_key().power_on()
    shop = Shop(bench)
    shop.to_the_next_sale(*differences)


def test_the_passwords_are_locked_and_nobody_knows_99() -> None:
    shop = Shop(scripts.sold())
    bench = shop.bench
    bench.press("Enter", "2")
    for _ in range(3):
        bench.press("111111", "Enter", "Enter")
    assert bench.screen.name in ("password.locked", "password.unlock"), bench.screen.name
    if bench.screen.name == "password.locked":
        bench.press("Enter")
    tries = bench.state.tries.get("supervisor")
    assert tries is not None
    bench.press(unlock_code(DEMO_TMK, bench.profile.tid, tries.number).reveal(), "Enter")
    assert not bench.state.tries.count()
    bench.press("Cancel")
    scripts.void(bench)
    assert bench.state.voids.count() == 1
    shop.to_the_next_sale()


@pytest.mark.parametrize(
    ("script", "start", "difference"),
    [
        pytest.param(scripts.clear_reversal, scripts.reversal_in_vain, "X5", id="reversal"),
        pytest.param(scripts.refund_by_hand, scripts.query_in_vain, "X5", id="refund"),
        pytest.param(scripts.close_batch, scripts.settlement_in_vain, "B4", id="batch"),
    ],
)
def test_what_99_gives_up_is_declared(
    script: Callable[[Bench], None], start: Callable[[], SavedStart], difference: str
) -> None:
    bench = Bench(start=start())
    script(bench)
    assert [finding.rule for finding in declared(bench.state)] == [difference]
    bench.act(*bench.counter.plug())
    Shop(bench).to_the_next_sale(difference)


def test_a_terminal_that_waits_says_for_whom() -> None:
    shop = Shop(scripts.signed_on())
    shop.bench.acquirer.rules.silent("0200")
    scripts.sale(shop.bench)
    timer = shop.bench.next_timer()
    assert timer is not None
    assert timer[0] is Timer.HOST
    assert timer[1] == 60
