from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Beep, Key
from tests.firmware.shop import LOST_ANSWER, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def ask(shop: Shop, voucher: str) -> Shop:
    """Password and voucher number of a void."""
    return shop.press("Enter", "2", "123456", "Enter", voucher, "Enter")


def test_a_void_from_the_menu_to_the_slips(shop: Shop) -> None:
    voucher = shop.sell("5800")
    assert shop.press("Enter", "2").screen == "void.password"
    assert shop.press("123456", "Enter").screen == "void.voucher"
    shop.press("3", "Enter")
    assert list(shop.rows) == [
        f"撤销 凭证 {voucher}",
        "622424******0069",
        "           58.00",
        "确认-是 取消-否 ",
    ]
    assert shop.press("Enter").screen == "void.card"
    assert shop.present().screen == "void.pin"
    shop.press("123456", "Enter")
    assert shop.shown[-2:] == ["void.approved", "slip.tear"]
    assert shop.bench.beeps == [Beep.OK]
    shop.press("Enter")
    assert shop.screen == "slip.hand-over"
    assert shop.press("Enter").screen == "idle.signed-on"
    assert shop.effective("void") == [5800]
    assert shop.state.voids.get(voucher) == "000004"
    record = shop.state.batch.get("000004")
    assert record is not None
    assert (record.kind, record.original_voucher, record.pin_entered) == ("void", voucher, True)


def test_the_request_on_the_wire(shop: Shop) -> None:
    voucher = shop.sell("5800")
    sold = shop.answers("0210")[-1]
    shop.void(voucher)
    request = shop.requests("0200")[-1]
    assert {n: request[n] for n in request if n not in (35, 52, 64)} == {
        2: "6224242300000069",
        3: "200000",
        4: "000000005800",
        11: "000004",
        14: "3012",
        22: "021",
        25: "00",
        26: "12",
        37: sold[37],
        38: sold[38],
        41: "12345676",
        42: "123456789012345",
        49: "156",
        53: "2600000000000000",
        60: "2300000100060",
        61: "000001000003",
    }


def test_the_last_look_needs_a_fresh_key_press(shop: Shop) -> None:
    ask(shop, shop.sell())
    assert shop.ahead(Key.ENTER, Key.CANCEL).screen == "void.check"
    assert shop.press("Cancel").screen == "idle.signed-on"


def test_vouchers_that_cannot_be_voided_say_why_and_are_asked_again(shop: Shop) -> None:
    voucher = shop.sell()
    shop.void(voucher)
    ask(shop, voucher)
    assert shop.screen == "void.already-voided"
    assert shop.bench.beeps == [Beep.ERROR]
    assert shop.wait(2).rows[3] == "          000003"
    assert shop.press("4", "Enter").screen == "void.not-a-sale"
    assert shop.press("Enter", "777", "Enter").screen == "void.not-found"
    assert shop.explained() == ["void.already-voided", "void.not-a-sale", "void.not-found"]
    assert shop.mtis()[2:] == ["0200", "0200"]


def test_a_sale_of_a_settled_batch_needs_a_refund(shop: Shop) -> None:
    voucher = shop.sell()
    shop.settle().press("Enter")
    assert ask(shop, voucher).screen == "void.settled"


def test_a_sale_of_yesterday_needs_a_refund(shop: Shop) -> None:
    voucher = shop.sell()
    shop.next_day().sign_on()
    assert ask(shop, voucher).screen == "void.not-today"


def test_a_profile_may_allow_yesterday() -> None:
    shop = Shop(void_same_day=False).sign_on()
    voucher = shop.sell()
    shop.next_day().sign_on()
    assert ask(shop, voucher).screen == "void.check"


def test_a_sale_that_was_refunded_in_part_cannot_be_voided(shop: Shop) -> None:
    voucher = shop.sell()
    sale = shop.state.batch.get(voucher)
    assert sale is not None
    shop.press("Enter", "3", "1", "123456", "Enter").present().press("Enter", sale.rrn, "Enter", sale.date)
    shop.press("Enter", "2", "1000", "Enter", "1", "Enter", "Enter", "Enter", "Enter")
    assert shop.effective("refund") == [1000]
    assert ask(shop, voucher).screen == "void.refunded"


def test_while_a_void_is_to_be_reversed_its_sale_waits(shop: Shop) -> None:
    voucher = shop.sell()
    shop.bench.acquirer.rules.silent("0400")
    shop.void_up(voucher).fault(LOST_ANSWER).press("Enter").wait(60).wait(60)
    assert shop.screen == "reversal.owed"
    shop.press("Enter")
    assert ask(shop, voucher).screen == "void.in-doubt"
    shop.press("Enter", "Cancel", "Enter", "7", "3", voucher, "Enter")
    assert shop.rows[3] == "状态:撤销待定   "
    assert shop.state.voids.count() == 0


def test_after_its_reversal_the_sale_stands_and_can_be_voided(shop: Shop) -> None:
    voucher = shop.sell()
    shop.void_up(voucher).fault(LOST_ANSWER).press("Enter").wait(60)
    assert shop.screen == "reversal.done"
    shop.press("Enter")
    shop.void(voucher)
    assert shop.effective("void") == [5800]
    assert shop.effective("sale") == [5800]


def test_a_void_whose_reversal_went_by_hand_bars_its_sale(shop: Shop) -> None:
    voucher = shop.sell()
    shop.bench.acquirer.rules.silent("0400")
    shop.void_up(voucher).fault(LOST_ANSWER).press("Enter").wait(60).wait(60).press("Enter").wait(240)
    shop.administrator("2", "Enter", "Enter", "Cancel", "Enter")
    assert ask(shop, voucher).screen == "void.in-doubt"
    shop.press("Enter", "Cancel", "Enter", "7", "3", voucher, "Enter")
    assert shop.rows[3] == "状态:人工处理   "


def test_the_card_must_be_the_one_of_the_sale(shop: Shop) -> None:
    ask(shop, shop.sell()).press("Enter").present("demo-no-funds")
    assert shop.screen == "void.card-mismatch"
    assert "void.card-mismatch" in shop.explained()
    assert shop.wait(2).screen == "void.card"
    assert shop.present().screen == "void.pin"


@pytest.mark.parametrize("how", ["cancel", "time"])
def test_the_holder_may_have_left(shop: Shop, how: str) -> None:
    ask(shop, shop.sell()).press("Enter")
    if how == "cancel":
        shop.press("Cancel")
    else:
        shop.wait(30)
    assert shop.screen == "void.holder-left"
    shop.press("2")
    assert (shop.screen, shop.rows[2]) == ("apply.by-phone", "95516           ")
    assert shop.press("Enter").screen == "idle.signed-on"
    assert shop.mtis().count("0200") == 1
    ask(shop, shop.state.last_voucher).press("Enter", "Cancel", "1")
    assert shop.screen == "idle.signed-on"


def test_a_decline_leaves_the_sale_valid(shop: Shop) -> None:
    voucher = shop.sell()
    shop.void_up(voucher).bench.acquirer.rules.reply("25")
    shop.press("Enter")
    assert (shop.screen, shop.rows[1]) == ("void.declined", "  [25]撤销失败  ")
    assert shop.press("Down").rows[2] != "                "
    shop.press("Enter")
    assert shop.state.voids.count() == 0
    shop.void(voucher)


def test_a_wrong_pin_is_asked_again_as_a_new_message(shop: Shop) -> None:
    ask(shop, shop.sell()).press("Enter").present().press("999999", "Enter")
    assert (shop.screen, shop.rows[0]) == ("sale.pin-wrong", "    消费撤销    ")
    shop.press("Enter", "123456", "Enter")
    assert shop.screen == "slip.tear"
    assert [r[11] for r in shop.requests("0200")] == ["000003", "000004", "000005"]


def test_a_profile_may_ask_for_neither_card_nor_pin() -> None:
    shop = Shop(void_needs_card=False, void_needs_pin=False).sign_on()
    ask(shop, shop.sell()).press("Enter")
    assert shop.screen == "slip.tear"
    request = shop.requests("0200")[-1]
    assert (request[2], request[22]) == ("6224242300000069", "012")
    assert not {35, 52} & set(request)


def test_a_sale_made_with_a_pin_is_not_voided_without_one() -> None:
    shop = Shop().sign_on()
    shop.void_up(shop.sell()).press("Clear", "Clear", "Enter")
    assert (shop.screen, shop.requests("0200")[-1][3]) == ("password.short", "000000")
    assert shop.press("123456", "Enter").screen == "slip.tear"
