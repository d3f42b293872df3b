"""Every screen from the first section of screens.md to "Query and settlement", reached at least once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pos_emulator.firmware.peripherals import LanguageChosen, Printer
from pos_emulator.texts import Texts, cells
from tests.firmware.samples import sale
from tests.firmware.shop import LOST_ANSWER, LOST_REQUEST, Shop


def pins_and_cards(shop: Shop) -> None:
    shop.press("Enter", "1").bench.counter.reader_faulty = True
    shop.present().present("demo-expired").wait(2).present().press("Enter", "Enter", "Enter", "5800", "Enter")
    shop.press("999999", "Enter", "Enter", "123456", "Enter", "Enter", "Enter")
    shop.ring_up("5800", "demo-no-funds").press("Enter", "Enter")
    shop.present("demo-chip").press("Cancel").act(*shop.bench.counter.remove())
    shop.present().wait(30).wait(2)


def sales_without_end(shop: Shop) -> None:
    shop.ring_up().unplug().press("Enter", "Enter").plug()
    shop.ring_up().fault(LOST_REQUEST).press("Enter", "Enter")
    shop.bench.acquirer.rules.deaf("0200")
    shop.ring_up().press("Enter").forge({39: "96"}).press("Enter")
    shop.ring_up().press("Enter").forge(mac="bad").press("Enter")
    shop.bench.acquirer.rules.silent("0400")
    shop.ring_up().press("Enter").wait(60).wait(60).press("Enter")
    shop.state.batch.put("000777", sale("000777"))
    shop.settle().wait(60).press("Enter")
    shop.bench.acquirer.rules.normal()
    shop.sell()


def sale_in_a_full_batch(_: Shop) -> Shop:
    full = Shop(max_records=1).sign_on()
    full.sell()
    return full.present().press("Enter")


def slips(shop: Shop) -> None:
    for state in (Printer.NO_PAPER, Printer.JAM):
        shop.bench.counter.paper = state
        shop.ring_up().press("Enter", "Cancel", "Enter")
    shop.bench.counter.paper = Printer.PRINTED
    shop.cut_power()
    shop.press("Enter", "Enter")
    shop.press("Enter", "6", "2", "777", "Enter", "Enter")


def signing_on_and_off(shop: Shop) -> None:
    shop.press("Enter", "7", "2", "Enter", "Enter", "Func", "1", "Cancel")
    shop.press("Enter", "77", "Enter", "Enter", "01", "Enter", "1111", "Enter", "Enter", "Cancel")
    shop.press("Enter", "00", "Enter", "123456", "Enter", "Cancel", "Enter")
    shop.bench.acquirer.rules.reply("97", "0800")
    shop.sign_on().press("Enter")
    shop.fault(LOST_ANSWER).sign_on().wait(60).press("Enter")
    shop.sign_on().sell()
    shop.press("Enter", "7", "2", "Enter", "Enter", "7", "5", "Enter", "02", "Enter", "Enter")
    shop.press("01", "Enter", "0000", "Enter").next_day().sign_on()
    shop.settle().press("Enter").sell()
    shop.state.batch_number = 1
    shop.press("Enter", "7", "1", "01", "Enter", "0000", "Enter").press("Enter")


def passwords(shop: Shop) -> None:
    shop.press("Enter", "7", "6", "0000", "Enter", "1111", "Enter", "Enter", "2958", "Enter", "2959", "Enter")
    shop.press("Enter", "2958", "Enter", "2958", "Enter", "Enter", "Enter", "2")
    for _ in range(3):
        shop.press("111111", "Enter", "Enter")
    for _ in range(3):
        shop.press("1", "Enter", "00000", "Enter", "Enter", "Enter", "2", "Enter")
    shop.press("Enter", "7", "1", "99", "Enter", "12345678", "Enter", "5", "Cancel", "Enter")


def forced_change(_: Shop) -> Shop:
    return Shop("hardened").sign_on().press("Enter", "3", "1", "Cancel")


def voids(shop: Shop) -> None:
    voucher = shop.sell()
    shop.press("Enter", "2", "123456", "Enter", "777", "Enter", "Enter", voucher, "Enter", "Enter")
    shop.present("demo-no-funds").wait(2).press("Cancel", "2", "Enter")
    shop.void_up(voucher).bench.acquirer.rules.reply("25")
    shop.press("Enter", "Enter").void_up(voucher).fault(LOST_ANSWER).press("Enter").wait(60).press("Enter")
    shop.bench.acquirer.rules.silent("0400")
    shop.void_up(voucher).fault(LOST_ANSWER).press("Enter").wait(60).wait(60).press("Enter")
    shop.press("Enter", "2", "123456", "Enter", voucher, "Enter", "Enter", "Cancel")
    shop.bench.acquirer.rules.normal()
    shop.wait(60).press("Enter").void_up(voucher).press("Enter", "Cancel", "Enter", "Enter")
    shop.press("Enter", "2", "123456", "Enter", voucher, "Enter", "Enter")
    shop.press(shop.state.last_voucher, "Enter", "Enter", "Cancel")
    later = shop.sell()
    sold = shop.state.batch.get(later)
    assert sold is not None
    shop.press("Enter", "3", "1", "123456", "Enter").present().press("Enter", sold.rrn, "Enter", sold.date)
    shop.press("Enter", "2", "1000", "Enter", "1", "Enter", "Enter", "Enter", "Enter")
    shop.press("Enter", "2", "123456", "Enter", later, "Enter", "Enter", "Cancel")
    last = shop.sell()
    shop.next_day().sign_on().press("Enter", "2", "123456", "Enter", last, "Enter", "Enter", "Cancel")
    shop.settle().press("Enter", "Enter", "2", "123456", "Enter", last, "Enter", "Enter", "Cancel")


def refunds(shop: Shop) -> None:
    rrn, date = shop.settled_sale("600000")
    shop.press("Enter", "3", "1", "123456", "Enter").present().press("Enter", "1", "Enter", "Enter", "Clear")
    shop.press(rrn, "Enter", "1399", "Enter", "Enter", date, "Enter", "Enter", "Enter", "600001", "Enter")
    shop.press("Enter", "500001", "Enter", "Enter", "1000", "Enter", "Down", "4", "Enter", "Enter", "Enter")
    shop.press("Enter", "Enter", "3", "1", "123456", "Enter").present()
    shop.press("Enter", "632599999999", "Enter", date, "Enter", "Enter")
    shop.press("Enter", "8", "1", "Enter")


def doubts(shop: Shop) -> None:
    shop.doubtful_refund()
    doubt = next(shop.state.doubts.values()).transaction
    shop.press("Enter", "3", "1", "123456", "Enter").present()
    shop.press("Enter", doubt.original_rrn, "Enter", doubt.original_date, "Enter", "Enter")
    shop.press("Enter", "8", "1", "Enter").wait(60).press("Enter").cut_power().wait(60)
    shop.bench.acquirer.rules.normal()
    shop.press("Enter", "8", "1", "Enter", "Enter")
    rrn, date = shop.settled_sale()
    shop.refund_up(rrn, date).bench.acquirer.rules.deaf("0220")
    shop.press("Enter").wait(60).press("Enter")
    shop.bench.acquirer.rules.silent("0600")
    shop.refund_up(rrn, date, "100")


def another_ledger(shop: Shop) -> None:
    shop.doubtful_refund()
    shop.wipe_ledger().press("Enter", "7", "1", "01", "Enter", "0000", "Enter", "Enter")
    shop.press("Enter", "8", "1", "Enter", "Enter")


def settlements(shop: Shop) -> None:
    shop.settle()
    kept = shop.state.batch.get(shop.sell())
    assert kept is not None
    shop.press("Enter", "7", "3", "3", "Enter", "Enter")
    shop.state.batch.put("000777", sale("000777", card=kept.card))
    shop.bench.acquirer.rules.silent("0320")
    shop.settle().wait(60).press("Cancel").cut_power()
    shop.bench.acquirer.rules.normal()
    shop.press("Enter", "Enter").sell()
    shop.settle().press("Enter", "Enter", "8", "3", "Enter").unplug()
    shop.press("Enter", "8", "3", "Enter").plug()


def administrator(shop: Shop) -> None:
    shop.administrator("Down", "1", "1", "Enter", "Enter", "Clear", *["1" * 32], "Enter", "2" * 32, "Enter")
    shop.press("Cancel", "Enter").sell()
    shop.bench.acquirer.rules.silent("0500")
    shop.settle().wait(60).press("Cancel").administrator("4", "Enter", "Enter")


TOURS: tuple[Callable[[Shop], object], ...] = (
    pins_and_cards,
    sales_without_end,
    sale_in_a_full_batch,
    slips,
    signing_on_and_off,
    passwords,
    forced_change,
    voids,
    refunds,
    doubts,
    another_ledger,
    settlements,
    administrator,
)


@pytest.fixture(scope="module")
def reached() -> dict[str, tuple[str, ...]]:
    """Each screen that the tours reach, with its rows in Chinese."""
    found: dict[str, tuple[str, ...]] = {}
    for tour in TOURS:
        shop = Shop().sign_on()
        other = tour(shop)
        bench = other.bench if isinstance(other, Shop) else shop.bench
        found |= {screen.name: screen.rows for _, screen in bench.all_screens}
    return found


def test_every_screen_is_reached(reached: dict[str, tuple[str, ...]]) -> None:
    assert set(Texts("zh").names()) - set(reached) == set()


def test_every_screen_fills_the_display(reached: dict[str, tuple[str, ...]]) -> None:
    for name, rows in reached.items():
        assert name == "off" or [cells(row) for row in rows] == [16] * 4, name


@pytest.mark.parametrize("tour", TOURS, ids=lambda tour: tour.__name__)
def test_the_same_tour_in_english_shows_the_same_screens(tour: Callable[[Shop], object]) -> None:
    shown: list[list[str]] = []
    for lang in ("zh", "en"):
        shop = Shop().sign_on().act(LanguageChosen(lang))
        before = len(shop.bench.all_screens)
        other = tour(shop)
        bench = other.bench if isinstance(other, Shop) else shop.bench
        shown.append([screen.name for _, screen in bench.all_screens])
        if bench is shop.bench and lang == "en":
            rows = [row for _, screen in bench.all_screens[before:] for row in screen.rows]
            assert [row for row in rows if not row.replace("↓", " ").isascii()] == []
    assert shown[0] == shown[1]
