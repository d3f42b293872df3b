from __future__ import annotations

import pytest

from iso8583_specs.dialects.unionpay_views import KeyBlock
from pos_emulator.firmware.peripherals import Beep, Key
from pos_emulator.security.keys import Key as DesKey
from pos_emulator.security.keys import decipher
from tests.firmware.shop import TMK, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def test_a_card_at_idle_starts_a_sale_to_the_slips(shop: Shop) -> None:
    shop.present()
    assert shop.shown == ["sale.confirm-card"]
    assert shop.rows[2] == "622424******0069"
    assert shop.press("Enter").screen == "sale.amount"
    assert shop.press("5800").rows[3] == "           58.00"
    assert shop.press("Enter").screen == "sale.pin"
    assert shop.press("123456").rows[3] == "          ******"
    shop.press("Enter")
    assert shop.shown == ["host.connecting", "host.sending", "host.receiving", "sale.approved", "slip.tear"]
    assert shop.bench.beeps == [Beep.OK]
    assert shop.press("Enter").screen == "slip.hand-over"
    assert shop.press("Enter").screen == "idle.signed-on"
    assert [slip.copy for slip in shop.roll] == ["merchant", "customer"]


def test_the_request_on_the_wire(shop: Shop) -> None:
    shop.sell("5800")
    (request,) = shop.requests("0200")
    assert {n: request[n] for n in request if n not in (52, 64)} == {
        2: "6224242300000069",
        3: "000000",
        4: "000000005800",
        11: "000003",
        14: "3012",
        22: "021",
        25: "00",
        26: "12",
        35: "6224242300000069D30121200000012300000",
        41: "12345676",
        42: "123456789012345",
        49: "156",
        53: "2600000000000000",
        60: "2200000100060",
    }
    block = KeyBlock.parse(shop.answers("0810")[-1].octets(62))
    pin_key = DesKey(decipher(TMK, block.pin_key))
    # ANSI X9.8: 06 and the PIN, against twelve digits of the card number.
    assert decipher(pin_key, request.octets(52)).hex() == "06127614cffffff9"


def test_a_chip_card_sends_its_data_and_must_be_removed(shop: Shop) -> None:
    shop.ring_up("5800", "demo-chip").press("Enter", "Enter")
    assert shop.screen == "card.remove"
    assert shop.press("Enter", "Cancel").screen == "card.remove"
    shop.act(*shop.bench.counter.remove())
    assert shop.screen == "slip.hand-over"
    assert shop.press("Enter").screen == "idle.signed-on"
    request = shop.requests("0200")[-1]
    assert (request[22], request[23]) == ("051", "001")
    assert request.octets(55)[:2] == bytes.fromhex("9F26")


def test_a_chip_left_in_the_reader_is_asked_for_before_idle(shop: Shop) -> None:
    shop.present("demo-chip").press("Cancel")
    assert shop.screen == "card.remove"
    assert shop.act(*shop.bench.counter.remove()).screen == "idle.signed-on"


def test_a_tap_and_a_card_without_pin(shop: Shop) -> None:
    shop.sell("1000", "demo-contactless")
    assert shop.requests("0200")[-1][22] == "071"
    shop.present("demo-foreign", "swipe").press("Enter", "1000", "Enter", "Enter")
    request = shop.requests("0200")[-1]
    assert request[22] == "022"
    assert not {26, 52, 53} & set(request)


def test_from_the_menu_with_a_card_that_cannot_be_read(shop: Shop) -> None:
    assert shop.press("Enter", "1").screen == "sale.card"
    shop.bench.counter.reader_faulty = True
    assert shop.present().screen == "sale.bad-card"
    assert shop.bench.beeps == [Beep.ERROR]
    assert shop.present().screen == "sale.confirm-card"


def test_leaving_by_cancel_leaves_no_trace(shop: Shop) -> None:
    number = shop.state.next_stan
    for keys in (("Cancel",), ("Enter", "Cancel"), ("Enter", "5800", "Enter", "Cancel")):
        shop.present().press(*keys)
        assert shop.screen == "idle.signed-on"
    assert (shop.state.next_stan, shop.state.batch.count(), shop.mtis()) == (number, 0, ["0800", "0600"])


def test_waiting_in_vain_ends_at_idle_and_nothing_was_done(shop: Shop) -> None:
    shop.present().wait(30)
    assert shop.screen == "prompt.timeout"
    shop.wait(2)
    assert shop.screen == "idle.signed-on"
    shop.present().press("Enter").wait(59.5)
    assert shop.screen == "sale.amount"
    shop.press("5").wait(59.5)
    assert shop.screen == "sale.amount"
    assert shop.wait(1).screen == "prompt.timeout"


def test_zero_is_no_amount(shop: Shop) -> None:
    shop.present().press("Enter", "Enter")
    assert shop.screen == "sale.zero"
    assert shop.wait(2).screen == "sale.amount"


def test_the_most_that_can_be_sold(shop: Shop) -> None:
    shop.present().press("Enter", "9999999999", "9")
    assert shop.rows[3] == "     99999999.99"
    assert shop.bench.beeps == [Beep.ERROR]


@pytest.mark.parametrize("by", ["idle", "menu"])
def test_an_expired_card_is_refused_here(shop: Shop, by: str) -> None:
    if by == "menu":
        shop.press("Enter", "1")
    shop.present("demo-expired")
    assert shop.screen == "sale.expired"
    assert shop.wait(2).screen == "sale.card"
    assert shop.present().screen == "sale.confirm-card"
    assert "card-expired" in shop.explained()
    assert "0200" not in shop.mtis()


def test_a_card_is_good_until_the_end_of_its_month(shop: Shop) -> None:
    shop.bench.clock.at = shop.bench.clock.at.replace(year=2030, month=12, day=31)
    shop.wait(60).sign_on()
    assert shop.present().screen == "sale.confirm-card"
    shop.press("Cancel")
    shop.bench.clock.at = shop.bench.clock.at.replace(year=2031, month=1, day=1)
    shop.wait(60).sign_on()
    assert shop.present().screen == "sale.expired"


def test_a_decline_says_why_and_books_nothing(shop: Shop) -> None:
    shop.ring_up("5800", "demo-no-funds").press("Enter")
    assert shop.screen == "sale.declined"
    assert shop.rows[1:3] == ("  [51]交易失败  ", "可用余额不足    ")
    assert shop.bench.beeps == [Beep.DECLINE]
    assert shop.state.owed is None
    assert shop.state.batch.count() == 0
    failed = shop.state.failed.get("000003")
    assert failed is not None
    assert failed.why == "51"
    assert "host-declined" in shop.explained()
    assert shop.press("Enter").screen == "idle.signed-on"


def test_a_wrong_pin_is_asked_again_each_time_as_a_new_message(shop: Shop) -> None:
    shop.ring_up("5800", pin="999999").press("Enter")
    assert (shop.screen, shop.rows[2]) == ("sale.pin-wrong", "  剩余次数: 2   ")
    shop.press("Enter", "888888", "Enter")
    assert (shop.screen, shop.rows[2]) == ("sale.pin-wrong", "  剩余次数: 1   ")
    shop.press("Enter", "777777", "Enter")
    assert shop.screen == "sale.declined"
    assert [request[11] for request in shop.requests("0200")] == ["000003", "000004", "000005"]
    assert [answer[39] for answer in shop.answers("0210")] == ["55", "55", "55"]


def test_the_right_pin_at_the_second_try_sells_once(shop: Shop) -> None:
    shop.ring_up("5800", pin="999999").press("Enter", "Enter", "123456", "Enter")
    assert "sale.approved" in shop.shown
    assert shop.effective("sale") == [5800]
    assert shop.state.batch.names() == ["000004"]


def test_a_full_batch_takes_no_sale() -> None:
    shop = Shop(max_records=1).sign_on()
    shop.sell()
    shop.present()
    assert shop.screen == "sale.batch-full"
    assert "batch-full" in shop.explained()
    assert shop.press("Enter").screen == "idle.signed-on"


def test_no_line_means_nothing_was_sent(shop: Shop) -> None:
    shop.ring_up().unplug().press("Enter")
    assert shop.screen == "host.no-line"
    assert shop.rows[2] == "交易未发出      "
    assert shop.state.owed is None
    assert "0200" not in shop.mtis()


def test_keys_are_dead_while_the_host_is_asked(shop: Shop) -> None:
    shop.bench.acquirer.rules.late(30, "0200")
    shop.ring_up().press("Enter", "Cancel", "Cancel", "Enter", Key.CLEAR)
    assert shop.screen == "host.receiving"
    shop.wait(30)
    assert shop.screen == "slip.tear"
    assert shop.effective("sale") == [5800]


def test_the_seconds_count_down(shop: Shop) -> None:
    shop.bench.acquirer.rules.late(30, "0200")
    shop.ring_up().press("Enter")
    assert shop.rows[1] == "接收数据...  60s"
    shop.wait(3)
    assert shop.rows[1] == "接收数据...  57s"


def test_type_ahead_confirms_nothing(shop: Shop) -> None:
    shop.present().ahead(Key.ENTER)
    assert shop.screen == "sale.confirm-card"
    assert shop.press("Enter").screen == "sale.amount"


def test_a_tap_below_the_limit_needs_no_pin() -> None:
    shop = Shop(no_pin_limit=30_000).sign_on()
    shop.present("demo-contactless").press("Enter", "29999", "Enter")
    assert "sale.pin" not in shop.bench.shown
    request = shop.requests("0200")[-1]
    assert (request[22], 52 in request) == ("072", False)
    shop.press("Enter", "Enter").present("demo-contactless").press("Enter", "30000", "Enter")
    assert shop.screen == "sale.pin"
