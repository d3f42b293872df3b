from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Printer
from pos_emulator.firmware.receipts import DUPLICATE
from tests.firmware.samples import sale
from tests.firmware.shop import LOST_ANSWER, Shop


@pytest.fixture
def shop() -> Shop:
    shop = Shop().sign_on()
    shop.sell("5800")
    shop.sell("1000")
    return shop


def unbalanced(shop: Shop) -> Shop:
    """A record that the host does not have."""
    kept = shop.state.batch.get("000003")
    assert kept is not None
    shop.state.batch.put("000777", sale("000777", card=kept.card, amount=700))
    return shop


def test_a_balanced_batch_is_closed(shop: Shop) -> None:
    shop.void("000003")
    shop.press("Enter", "7", "4")
    assert (shop.screen, shop.rows[2]) == ("settle.confirm", "3笔      10.00  ")
    shop.press("Enter")
    assert shop.shown == ["settle.sending", "settle.sending", "settle.done"]
    assert shop.rows[2] == "新批次号 000002 "
    assert shop.mtis()[-2:] == ["0500", "0320"]
    asked, ended = shop.requests("0500", "0320")
    assert asked[48] == "0000000068000020000000058000010" + "0" * 31
    assert (asked[60], asked[63], asked[49]) == ("00000001201", b"01 ", "156")
    assert 64 not in asked
    assert (ended[60], ended[48]) == ("00000001207", "0000")
    assert shop.state.batch.count() == 0
    assert shop.press("Enter").screen == "idle.signed-on"


def test_the_settlement_slip(shop: Shop) -> None:
    shop.settle()
    slip = shop.roll[-1]
    assert slip.copy == "report"
    assert "批次号: 000001" in slip.lines
    assert "借记/DEBIT    2        RMB 68.00" in slip.lines
    assert "贷记/CREDIT   0         RMB 0.00" in slip.lines
    assert "对账平 BALANCED" in slip.lines
    assert ("settlement", "balanced") in shop.audit


def test_an_empty_batch_is_not_settled() -> None:
    shop = Shop().sign_on()
    assert shop.press("Enter", "7", "4").screen == "settle.empty"


def test_no_is_no(shop: Shop) -> None:
    assert shop.press("Enter", "7", "4", "Cancel").screen == "idle.signed-on"
    assert shop.state.settling is None


def test_one_that_does_not_balance_is_uploaded(shop: Shop) -> None:
    unbalanced(shop).settle()
    assert shop.shown == ["settle.sending", "settle.upload", "settle.sending", "settle.done-unbalanced"]
    upload, ended = shop.requests("0320")
    assert upload.text(48)[:2] == "03"
    assert (ended[60], ended[48]) == ("00000001202", "0003")
    assert "对账不平 NOT BALANCED" in shop.roll[-1].lines
    assert shop.state.batch_number == 2


def test_what_is_owed_goes_first(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent()
    shop.ring_up().press("Enter").wait(60).wait(60)
    shop.bench.acquirer.rules.normal()
    shop.press("Enter").settle()
    assert shop.mtis()[-3:] == ["0400", "0500", "0320"]
    assert shop.screen == "settle.done"


def test_what_stays_owed_blocks_it(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent()
    shop.ring_up().press("Enter").wait(60).wait(60)
    shop.press("Enter").settle().wait(60)
    assert (shop.screen, shop.rows[2]) == ("settle.blocked", "有待冲正交易    ")
    assert "0500" not in shop.mtis()


def test_a_refund_in_doubt_is_asked_for_first_and_blocks_it() -> None:
    shop = Shop().sign_on()
    shop.doubtful_refund()
    shop.unplug().wait(1)
    shop.state.batch.put("000777", sale("000777"))
    shop.settle()
    assert (shop.screen, shop.rows[2]) == ("settle.blocked", "退款结果未知    ")
    shop.bench.acquirer.rules.normal()
    shop.press("Enter").plug().press("Enter")
    assert shop.state.doubts.count() == 0


@pytest.mark.parametrize(
    ("mti", "step"),
    [
        pytest.param("0500", "reconcile", id="reconcile"),
        pytest.param("0320", "upload", id="upload"),
    ],
)
@pytest.mark.parametrize("how", ["enter", "later", "power"])
def test_a_step_without_answer_is_gone_on_with(shop: Shop, mti: str, step: str, how: str) -> None:
    unbalanced(shop)
    shop.bench.acquirer.rules.silent(mti)
    shop.settle().wait(60)
    assert (shop.screen, shop.rows[1]) == ("settle.interrupted", "主机无应答      ")
    settling = shop.state.settling
    assert settling is not None
    assert settling.step == step
    shop.bench.acquirer.rules.normal()
    if how == "enter":
        shop.press("Enter")
    elif how == "later":
        shop.press("Cancel", "Enter", "7", "4")
    else:
        shop.cut_power()
        assert shop.screen == "power.settle"
        shop.press("Enter")
        assert shop.shown[0] == "settle.resume"
    assert shop.screen == "settle.done-unbalanced"
    assert shop.state.batch_number == 2
    assert shop.effective("sale") == [5800, 1000]


def test_the_end_without_answer_is_repeated(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent("0320")
    shop.settle().wait(60)
    settling = shop.state.settling
    assert settling is not None
    assert (settling.step, settling.balanced) == ("end", True)
    shop.bench.acquirer.rules.normal()
    shop.cut_power()
    shop.press("Enter")
    assert shop.screen == "settle.done"
    assert [m[60] for m in shop.requests("0320")] == ["00000001207", "00000001207"]


@pytest.mark.parametrize(
    ("prepare", "row"),
    [
        pytest.param("no-line", "通讯线路不通    ", id="no-line"),
        pytest.param("refused", "[96]主机拒绝    ", id="refused"),
    ],
)
def test_why_it_stopped(shop: Shop, prepare: str, row: str) -> None:
    if prepare == "no-line":
        shop.unplug()
    else:
        shop.bench.acquirer.rules.reply("96", "0320")
    shop.settle()
    assert (shop.screen, shop.rows[1]) == ("settle.interrupted", row)
    assert "settlement-interrupted" in shop.explained()
    assert shop.wait(3600).screen == "settle.interrupted"


def test_a_batch_that_the_host_does_not_know_starts_again_at_0500(shop: Shop) -> None:
    shop.bench.acquirer.rules.reply("77", "0320")
    shop.settle()
    settling = shop.state.settling
    assert settling is not None
    assert settling.step == "reconcile"
    shop.press("Enter")
    assert shop.mtis()[-2:] == ["0500", "0320"]
    assert shop.screen == "settle.done"


def test_meanwhile_no_money_moves_but_query_and_sign_on_do(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent("0500")
    shop.settle().wait(60).press("Cancel")
    assert shop.screen == "idle.signed-on"
    assert shop.present().screen == "power.settle"
    shop.press("Cancel")
    for digit in "123":
        assert shop.press("Enter", digit).screen == "power.settle", digit
        shop.press("Cancel")
    shop.press("Enter", "7", "3", "3", "Enter")
    assert shop.screen == "query.record"
    shop.press("Enter", "Enter", "7", "1", "01", "Enter", "0000", "Enter")
    assert shop.screen == "logon.done"
    assert shop.mtis().count("0200") == 2


def test_power_up_puts_the_settlement_before_everything_and_needs_no_sign_on(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent("0500")
    shop.settle().wait(60)
    shop.bench.acquirer.rules.normal()
    shop.next_day().cut_power()
    assert shop.screen == "power.settle"
    assert shop.press("Enter").screen == "settle.done"
    assert shop.press("Enter").screen == "idle.new-day"


def test_a_slip_without_paper_is_offered_after_power_up(shop: Shop) -> None:
    shop.bench.counter.paper = Printer.NO_PAPER
    shop.settle()
    assert shop.screen == "slip.no-paper"
    assert shop.state.batch_number == 2
    shop.bench.counter.paper = Printer.PRINTED
    shop.cut_power()
    assert shop.roll[-1].copy == "report"
    assert shop.screen == "idle.signed-on"
    count = len(shop.roll)
    shop.cut_power()
    assert len(shop.roll) == count
    shop.press("Enter", "6", "3")
    assert DUPLICATE in shop.roll[-1].lines


def test_batch_numbers_wrap() -> None:
    shop = Shop(batch="999999").sign_on()
    shop.sell()
    shop.settle()
    assert shop.rows[2] == "新批次号 000001 "


def test_a_lost_answer_to_a_part_of_the_upload_repeats_that_part(shop: Shop) -> None:
    unbalanced(shop).fault(LOST_ANSWER).press("Enter", "7", "4", "Enter").wait(60)
    assert shop.screen == "settle.interrupted"
    shop.press("Enter")
    assert shop.screen == "settle.done-unbalanced"
    assert [m.mti for m in shop.requests("0500", "0320")] == ["0500", "0500", "0320", "0320"]


def test_foreign_cards_stand_in_the_second_half_and_balance() -> None:
    shop = Shop().sign_on()
    shop.sell("5800")
    shop.present("demo-foreign", "swipe").press("Enter", "9900", "Enter", "Enter", "Enter", "Enter")
    shop.settle()
    assert shop.screen == "settle.done"
    (asked,) = shop.requests("0500")
    assert asked[48] == "000000005800001000000000000000" + "0" + "000000009900001000000000000000" + "0"
    assert " 借/DEBIT     1        RMB 99.00" in shop.bench.counter.roll[-1].lines
