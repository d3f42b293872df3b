from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Printer
from pos_emulator.firmware.receipts import DUPLICATE
from tests.firmware.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def copies(shop: Shop) -> list[tuple[str, bool]]:
    """Which copies came out, and whether they are marked as duplicates."""
    return [(slip.copy, DUPLICATE in slip.lines) for slip in shop.roll]


@pytest.mark.parametrize(
    ("state", "screen"),
    [
        pytest.param(Printer.NO_PAPER, "slip.no-paper", id="paper-out"),
        pytest.param(Printer.JAM, "slip.jam", id="jam"),
    ],
)
def test_a_printer_that_cannot_keeps_the_result(shop: Shop, state: Printer, screen: str) -> None:
    shop.bench.counter.paper = state
    shop.ring_up().press("Enter")
    assert shop.screen == screen
    assert shop.wait(3600).screen == screen
    assert shop.state.batch.count() == 1
    assert shop.press("Enter").screen == screen
    shop.bench.counter.paper = Printer.PRINTED
    assert shop.press("Enter").screen == "slip.tear"
    shop.press("Enter", "Enter")
    assert copies(shop) == [("merchant", False), ("customer", False)]
    assert shop.state.slip_due is None


def test_a_slip_that_was_put_off_is_no_duplicate_later(shop: Shop) -> None:
    shop.bench.counter.paper = Printer.NO_PAPER
    shop.ring_up().press("Enter", "Cancel")
    assert shop.screen == "slip.hand-over"
    shop.press("Enter")
    due = shop.state.slip_due
    assert due is not None
    assert (due.voucher, due.copies_done) == ("000003", 0)
    shop.bench.counter.paper = Printer.PRINTED
    shop.press("Enter", "6", "1", "Enter")
    assert copies(shop) == [("merchant", False), ("customer", False)]
    assert shop.state.slip_due is None


def test_the_customers_copy_follows_by_itself(shop: Shop) -> None:
    shop.ring_up().press("Enter").wait(29)
    assert copies(shop) == [("merchant", False)]
    shop.wait(1)
    assert copies(shop) == [("merchant", False), ("customer", False)]
    assert shop.screen == "slip.hand-over"
    assert shop.wait(30).screen == "idle.signed-on"


def test_of_a_sale_the_customers_copy_can_be_left_out(shop: Shop) -> None:
    shop.ring_up().press("Enter", "Cancel")
    assert shop.screen == "slip.hand-over"
    assert copies(shop) == [("merchant", False)]
    assert shop.state.slip_due is None


def test_of_a_void_only_after_a_question(shop: Shop) -> None:
    shop.void_up(shop.sell()).press("Enter")
    shop.roll.clear()
    assert shop.press("Cancel").screen == "slip.skip"
    assert shop.press("Cancel").screen == "slip.tear"
    assert shop.press("Cancel").wait(30).screen == "slip.tear"
    shop.press("Cancel", "Enter")
    assert shop.screen == "slip.hand-over"
    assert copies(shop) == []
    assert shop.state.slip_due is None


def test_power_loss_before_the_slip_is_made_good(shop: Shop) -> None:
    shop.bench.counter.paper = Printer.JAM
    shop.ring_up("12800").press("Enter").cut_power()
    assert (shop.screen, shop.rows[1]) == ("power.slip", "消费     128.00 ")
    shop.bench.counter.paper = Printer.PRINTED
    shop.press("Enter", "Enter")
    assert [copy for copy, _ in copies(shop)] == ["merchant", "customer"]
    assert shop.screen == "idle.signed-on"
    assert shop.state.slip_due is None
    assert shop.cut_power().screen == "idle.signed-on"


def test_power_loss_between_the_copies_prints_marked_copies(shop: Shop) -> None:
    shop.ring_up().press("Enter")
    assert shop.screen == "slip.tear"
    shop.cut_power()
    assert shop.screen == "power.slip"
    shop.press("Enter", "Enter")
    assert copies(shop) == [("merchant", False), ("merchant", True), ("customer", True)]


def test_a_profile_with_one_copy() -> None:
    shop = Shop(copies=1).sign_on()
    shop.ring_up().press("Enter")
    assert shop.screen == "slip.hand-over"
    assert copies(shop) == [("merchant", False)]
    assert shop.state.slip_due is None


def put_off(shop: Shop) -> Shop:
    """A sale whose slip is put off because there is no paper."""
    shop.bench.counter.paper = Printer.NO_PAPER
    shop.ring_up().press("Enter", "Cancel", "Enter")
    shop.bench.counter.paper = Printer.PRINTED
    assert shop.state.slip_due is not None
    return shop


def test_a_slip_whose_batch_is_settled_is_not_promised_any_more(shop: Shop) -> None:
    put_off(shop).settle().press("Enter")
    assert shop.cut_power().screen == "idle.signed-on"
    assert shop.state.slip_due is None


def test_a_settlement_put_off_at_power_up_does_not_hide_the_slip(shop: Shop) -> None:
    put_off(shop).bench.acquirer.rules.silent("0500")
    shop.settle().wait(60)
    shop.cut_power()
    assert shop.screen == "power.settle"
    shop.press("Enter").wait(60)
    assert shop.screen == "settle.interrupted"
    assert shop.press("Cancel").screen == "power.slip"


def test_a_slip_put_off_after_a_power_cut_is_marked_when_it_comes_out() -> None:
    """Its merchant copy may have come out before the power went."""
    shop = Shop().sign_on()
    shop.ring_up().press("Enter")
    assert shop.screen == "slip.tear"
    shop.bench.power_cut()
    shop.bench.counter.paper = Printer.NO_PAPER
    shop.bench.power_on()
    shop.press("Enter")
    assert shop.screen == "slip.no-paper"
    shop.press("Cancel")
    shop.bench.counter.paper = Printer.PRINTED
    before = len(shop.bench.counter.roll)
    shop.press("Enter", "6", "1", "Enter")
    later = shop.bench.counter.roll[before:]
    assert [slip.copy for slip in later] == ["merchant", "customer"]
    assert all(any("重打印" in line for line in slip.lines) for slip in later)
