from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.own_tags import OwnTags
from tests.firmware.shop import LOST_ANSWER, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def test_nothing_in_doubt(shop: Shop) -> None:
    shop.press("Enter", "8", "1")
    assert shop.screen == "query.refund-nothing"


def test_a_booked_one_is_found_and_printed(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    shop.bench.acquirer.rules.normal()
    shop.press("Enter", "8", "1")
    assert (shop.screen, shop.rows[0]) == ("query.refund-list", "退款查询     1/1")
    shop.press("Enter")
    assert shop.shown[-2:] == ["query.refund-booked", "slip.tear"]
    tags = OwnTags.parse(shop.requests("0600")[-1].octets(62))
    assert tags.voucher == f"000002{voucher}"
    record = shop.state.batch.get(voucher)
    assert record is not None
    assert record.amount == 1000
    shop.press("Enter")
    assert shop.screen == "idle.signed-on"
    assert [slip.voucher for slip in shop.roll[-2:]] == [voucher, voucher]


def test_one_that_never_arrived_is_fenced_and_may_be_tried_again(shop: Shop) -> None:
    rrn, date = shop.settled_sale()
    shop.refund_up(rrn, date)
    shop.bench.acquirer.rules.deaf()
    shop.press("Enter").wait(60).wait(60)
    assert shop.screen == "refund.in-doubt"
    shop.bench.acquirer.rules.normal()
    shop.press("Enter", "Enter", "8", "1", "Enter")
    assert shop.screen == "query.refund-none"
    failed = shop.state.failed.values()
    assert [record.why for record in failed] == ["refused"]
    shop.press("Enter").refund(rrn, date)
    assert shop.effective("refund") == [1000]


def test_no_answer_leaves_it_open_and_counts(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    doubt = shop.state.doubts.get(voucher)
    assert doubt is not None
    assert doubt.asked == 1
    shop.press("Enter", "8", "1", "Enter")
    assert shop.screen == "query.refund"
    assert shop.wait(60).screen == "query.refund-open"
    doubt = shop.state.doubts.get(voucher)
    assert doubt is not None
    assert doubt.asked == 2


def test_it_is_asked_again_each_minute_and_when_the_line_returns(shop: Shop) -> None:
    shop.doubtful_refund()
    asked = len([1 for _, data in shop.bench.wire if data[14:16] == b"\x06\x00"])
    shop.wait(60)
    assert len([1 for _, data in shop.bench.wire if data[14:16] == b"\x06\x00"]) == asked + 1
    assert shop.wait(60).screen == "power.in-doubt"
    shop.bench.acquirer.rules.normal()
    shop.unplug().plug()
    assert shop.screen == "slip.tear"
    assert shop.state.doubts.count() == 0


def test_another_ledger_sends_it_by_hand_and_the_original_stays_barred(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    shop.wipe_ledger()
    shop.press("Enter", "7", "1", "01", "Enter", "0000", "Enter").press("Enter")
    doubt = shop.state.doubts.get(voucher)
    assert doubt is not None
    shop.press("Enter", "8", "1", "Enter")
    assert shop.screen == "query.refund-hand"
    assert shop.state.by_hand.names() == [f"000002{voucher}"]
    assert ("refund", "by hand") in shop.audit
    assert shop.roll[-1].copy == "fault"
    assert f"凭证号: {voucher}" in shop.roll[-1].lines
    assert "other-ledger" in shop.explained()
    asked = doubt.transaction
    shop.press("Enter", "Enter", "3", "1", "123456", "Enter").present()
    shop.press("Enter", asked.original_rrn, "Enter", asked.original_date, "Enter")
    assert shop.screen == "refund.blocked"


def test_several_are_paged_through(shop: Shop) -> None:
    first = shop.doubtful_refund("1000")
    kept = shop.state.doubts.get(first)
    assert kept is not None
    shop.state.doubts.put("000777", replace(kept, at="11-21 10:00"))
    shop.press("Enter", "8", "1")
    assert list(shop.rows[:2]) == ["退款查询     1/2", kept.at.ljust(16)]
    assert list(shop.press("Down").rows[:2]) == ["退款查询     2/2", "11-21 10:00     "]
    assert shop.press("Down").rows[0] == "退款查询     1/2"
    assert shop.press("Up").rows[0] == "退款查询     2/2"


def test_power_loss_keeps_the_doubt(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    shop.cut_power()
    assert shop.screen == "power.in-doubt"
    assert shop.state.doubts.names() == [voucher]


def test_a_lost_answer_to_the_query_changes_nothing(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    shop.bench.acquirer.rules.normal()
    shop.fault(LOST_ANSWER).press("Enter", "8", "1", "Enter").wait(60)
    assert shop.screen == "query.refund-open"
    shop.press("Enter", "Enter", "8", "1", "Enter")
    assert shop.screen == "slip.tear"
    assert shop.state.batch.get(voucher) is not None
