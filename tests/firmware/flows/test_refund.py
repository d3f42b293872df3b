from __future__ import annotations

import pytest

from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.firmware.peripherals import Key
from tests.firmware.shop import LOST_ANSWER, LOST_REQUEST, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def up_to_reference(shop: Shop) -> Shop:
    return shop.press("Enter", "3", "1", "123456", "Enter").present().press("Enter")


def test_a_refund_from_the_menu_to_the_slips(shop: Shop) -> None:
    rrn, date = shop.settled_sale("5800")
    shop.press("Enter")
    assert shop.press("3").screen == "refund.present"
    assert shop.press("1").screen == "refund.password"
    assert shop.press("123456", "Enter").screen == "refund.card"
    assert shop.present().screen == "refund.confirm-card"
    assert shop.press("Enter").screen == "refund.reference"
    assert shop.press(rrn, "Enter").screen == "refund.date"
    assert shop.press(date, "Enter").screen == "refund.amount"
    assert list(shop.rows[2:]) == ["可退余额   58.00", "            0.00"]
    assert shop.press("1000", "Enter").screen == "refund.reason-1"
    assert shop.press("Down").screen == "refund.reason-2"
    assert shop.press("5").screen == "refund.confirm"
    assert shop.rows[1] == f"卡0069 参考{rrn[-4:]} "
    assert shop.press("Enter").shown[-2:] == ["refund.approved", "slip.tear"]
    assert shop.press("Enter", "Enter").screen == "refund.done"
    assert shop.press("Enter").screen == "idle.signed-on"
    assert shop.effective("refund") == [1000]
    record = shop.state.batch.get(shop.state.last_voucher)
    assert record is not None
    assert (record.original_rrn, record.original_date, record.reason) == (rrn, date, "5")
    assert "退货原因(REASON): 误操作" in shop.roll[-1].lines


def test_the_request_on_the_wire(shop: Shop) -> None:
    rrn, date = shop.settled_sale()
    shop.refund(rrn, date, "1000")
    (request,) = shop.requests("0220")
    assert {n: request[n] for n in request if n not in (35, 64)} == {
        2: "6224242300000069",
        3: "200000",
        4: "000000001000",
        11: "000007",
        14: "3012",
        22: "022",
        25: "00",
        37: rrn,
        41: "12345676",
        42: "123456789012345",
        49: "156",
        60: "2500000200060",
        61: "0000000000001121",
        63: b"000",
    }


def test_without_the_cardholder_there_is_a_number_to_call(shop: Shop) -> None:
    shop.press("Enter", "3", "2")
    assert shop.screen == "apply.by-phone"
    assert shop.press("Enter").screen == "idle.signed-on"


def test_what_is_typed_wrong_is_said_and_offered_again(shop: Shop) -> None:
    rrn, _ = shop.settled_sale()
    up_to_reference(shop).press("12345", "Enter")
    assert shop.screen == "refund.reference-short"
    assert shop.wait(2).rows[3] == "           12345"
    shop.press("Clear", "Clear", rrn, "Enter")
    for wrong in ("1301", "0230", "0431", "0100", "0001"):
        shop.press(wrong, "Enter")
        assert shop.screen == "refund.date-wrong", wrong
        shop.press("Enter")
    assert shop.press("0229", "Enter").screen == "refund.failed"


def test_letters_in_the_reference(shop: Shop) -> None:
    up_to_reference(shop).press("2", "Alpha", "3", "Alpha", "Alpha", "12")
    assert shop.rows[3] == "            AE12"


def test_amounts_that_cannot_be(shop: Shop) -> None:
    rrn, date = shop.settled_sale("600000")
    shop.refund_up(rrn, date, "0")
    assert shop.screen == "refund.zero"
    shop.press("Enter", "600001", "Enter")
    assert (shop.screen, shop.rows[2]) == ("refund.over-original", "可退余额 6000.00")
    shop.press("Enter", "500001", "Enter")
    assert (shop.screen, shop.rows[2]) == ("refund.over-limit", "单笔限   5000.00")
    assert shop.press("Enter", "500000", "Enter").screen == "refund.reason-1"


def test_the_last_look_can_change_the_amount_or_leave(shop: Shop) -> None:
    rrn, date = shop.settled_sale()
    shop.refund_up(rrn, date, "1000")
    assert shop.ahead(Key.ENTER).screen == "refund.confirm"
    assert shop.press("Clear").screen == "refund.amount"
    shop.press("2000", "Enter")
    assert (shop.screen, shop.rows[2]) == ("refund.confirm", "           20.00")
    assert shop.press("Cancel").screen == "idle.signed-on"
    assert "0220" not in shop.mtis()


def test_several_parts_and_what_is_left(shop: Shop) -> None:
    rrn, date = shop.settled_sale("5800")
    shop.refund(rrn, date, "1000")
    shop.press("Enter", "3", "1", "123456", "Enter").present().press("Enter", rrn, "Enter", date, "Enter")
    assert shop.rows[2] == "可退余额   48.00"


def test_a_sale_of_the_open_batch_can_be_voided_instead(shop: Shop) -> None:
    voucher = shop.sell()
    sale = shop.state.batch.get(voucher)
    assert sale is not None
    up_to_reference(shop).press(sale.rrn, "Enter", sale.date, "Enter")
    assert shop.screen == "refund.void-instead"
    assert shop.press("1").screen == "void.check"
    shop.press("Enter").present().press("123456", "Enter")
    assert shop.screen == "slip.tear"
    assert (shop.effective("void"), shop.effective("refund")) == ([5800], [])


def test_nothing_left_to_refund_is_told_before_the_amount(shop: Shop) -> None:
    up_to_reference(shop).press("632599999999", "Enter", "1121", "Enter")
    assert (shop.screen, shop.rows[1]) == ("refund.failed", "  [25]退款失败  ")
    assert shop.press("Enter").screen == "idle.signed-on"


def test_where_the_host_does_not_say_what_is_left(shop: Shop) -> None:
    rrn, date = shop.settled_sale()
    shop.bench.acquirer.rules.silent("0600")
    up_to_reference(shop).press(rrn, "Enter", date, "Enter").wait(60)
    assert (shop.screen, shop.rows[2]) == ("refund.amount", "可退余额    ----")


def test_no_line_while_asking_what_is_left(shop: Shop) -> None:
    up_to_reference(shop).unplug().press("632500000001", "Enter", "1121", "Enter")
    assert shop.screen == "host.no-line"


def test_no_line_when_it_is_to_leave(shop: Shop) -> None:
    rrn, date = shop.settled_sale()
    shop.refund_up(rrn, date).unplug().press("Enter")
    assert shop.screen == "host.no-line"
    assert shop.state.doubts.count() == 0
    assert shop.state.refunds.count() == 0


def test_a_refusal_is_a_refusal() -> None:
    shop = Shop(host=HostSettings(merchant_funds=0)).sign_on()
    rrn, date = shop.settled_sale()
    shop.bench.acquirer.set_funds("123456789012345", 0)
    shop.refund_up(rrn, date).press("Enter")
    assert (shop.screen, shop.rows[1]) == ("refund.failed", "  [51]退款失败  ")
    assert shop.state.doubts.count() == 0
    assert shop.effective("refund") == []


@pytest.mark.parametrize(
    "fault", [pytest.param(LOST_ANSWER, id="answer-lost"), pytest.param(LOST_REQUEST, id="request-lost")]
)
def test_silence_is_asked_after_and_never_reversed(shop: Shop, fault: object) -> None:
    rrn, date = shop.settled_sale()
    shop.refund_up(rrn, date)
    shop.fault(LOST_ANSWER if fault is LOST_ANSWER else LOST_REQUEST).press("Enter").wait(60)
    assert "0400" not in shop.mtis()
    assert shop.mtis()[-1] == "0600"
    if fault is LOST_ANSWER:
        assert shop.screen == "slip.tear"
        assert shop.effective("refund") == [1000]
    else:
        assert shop.screen == "query.refund-none"
        assert shop.effective("refund") == []
    assert shop.state.doubts.count() == 0


def test_an_answer_that_cannot_be_believed_leaves_a_doubt(shop: Shop) -> None:
    rrn, date = shop.settled_sale()
    shop.refund_up(rrn, date)
    shop.bench.acquirer.rules.silent("0220")
    shop.bench.acquirer.rules.silent("0600")
    shop.press("Enter").forge(mac="bad")
    assert shop.shown[0] == "refund.in-doubt"
    assert shop.state.doubts.count() == 1
    assert "0400" not in shop.mtis()


def test_a_doubt_bars_its_original_whatever_the_amount(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    doubt = shop.state.doubts.get(voucher)
    assert doubt is not None
    asked = doubt.transaction
    assert shop.screen == "power.in-doubt"
    up_to_reference(shop).press(asked.original_rrn, "Enter", asked.original_date, "Enter")
    assert shop.screen == "refund.blocked"
    assert "refund.blocked" in shop.explained()
    assert shop.mtis().count("0220") == 1


def test_the_doubt_is_on_file_before_the_first_byte_leaves(shop: Shop) -> None:
    rrn, date = shop.settled_sale()
    shop.refund_up(rrn, date)
    on_file: list[int] = []
    shop.bench.before_write = lambda _way, _data, state: on_file.append(state.doubts.count())
    shop.press("Enter")
    assert on_file[0] == 1


def test_a_refund_password_of_its_own_and_a_forced_change() -> None:
    shop = Shop("hardened").sign_on()
    rrn, date = shop.settled_sale()
    shop.press("Enter", "3", "1")
    assert shop.screen == "change.required"
    assert shop.press("Enter").screen == "change.old"
    shop.press("654321", "Enter", "295813", "Enter", "295813", "Enter")
    assert shop.screen == "change.done"
    shop.press("Enter", "123456", "Enter")
    assert (shop.screen, shop.rows[0]) == ("password.wrong", "   退款密码错   ")
    shop.press("Enter", "295813", "Enter").present().press("Enter", rrn, "Enter", date, "Enter")
    assert shop.screen == "refund.amount"


def test_a_profile_may_ask_for_the_amount_first_and_allow_zero() -> None:
    shop = Shop(amount_first=True, allow_zero_refund=True, refund_guide_question=False).sign_on()
    rrn, date = shop.settled_sale()
    shop.press("Enter", "3")
    assert shop.screen == "refund.amount"
    shop.press("1000", "Enter", "123456", "Enter").present().press("Enter", rrn, "Enter", date, "Enter")
    assert shop.screen == "refund.reason-1"
    shop.press("1")
    assert shop.rows[2] == "           10.00"
