from __future__ import annotations

import pytest

from pos_emulator.firmware.batch import has_void_by_hand, mark_of, totals, why_not_refundable
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.records import Mark
from tests.firmware.samples import doubt, obligation, sale
from tests.firmware.shop import Shop


@pytest.fixture
def pos() -> Pos:
    return Shop().pos


def test_totals_count_voided_sales_as_debit(pos: Pos) -> None:
    records = (
        sale("000003", amount=5800),
        sale("000004", amount=1000),
        sale("000005", amount=5800, kind="void", original_voucher="000003"),
        sale("000006", amount=300, kind="refund"),
    )
    for record in records:
        pos.state.batch.put(record.voucher, record)
    pos.state.voids.put("000003", "000005")
    sums = totals(pos.state)
    assert (sums.debit_amount, sums.debit_count) == (6800, 2)
    assert (sums.credit_amount, sums.credit_count) == (6100, 2)


def test_counts_go_modulo_1000_as_in_de48(pos: Pos) -> None:
    for number in range(1, 1003):
        pos.state.batch.put(f"{number:06d}", sale(f"{number:06d}", amount=100))
    sums = totals(pos.state)
    assert (sums.debit_amount, sums.debit_count) == (100_200, 2)


def test_how_a_sale_stands(pos: Pos) -> None:
    sold = sale("000003")
    pos.state.batch.put("000003", sold)
    assert mark_of(pos.state, sold) is Mark.APPROVED
    pos.state.owed = obligation("000004", kind="void", original_voucher="000003")
    assert mark_of(pos.state, sold) is Mark.VOID_PENDING
    pos.state.owed = None
    pos.state.voids.put("000003", "000005")
    assert mark_of(pos.state, sold) is Mark.VOIDED


def test_a_void_by_hand_concerns_its_sale_of_its_batch_alone(pos: Pos) -> None:
    left = obligation("000004", kind="void", original_voucher="000003")
    pos.state.by_hand.put("000001000004", left)
    assert has_void_by_hand(pos.state, sale("000003"))
    assert mark_of(pos.state, sale("000003")) is Mark.BY_HAND
    assert not has_void_by_hand(pos.state, sale("000003", batch="000002"))
    assert not has_void_by_hand(pos.state, sale("000009"))


def test_an_open_refund_bars_its_original_by_reference_and_date(pos: Pos) -> None:
    pos.state.doubts.put("000006", doubt("000006"))
    assert why_not_refundable(pos.state, "632500000001", "1121") == "refund.blocked"
    assert why_not_refundable(pos.state, "632500000001", "1120") == ""
    assert why_not_refundable(pos.state, "632500000002", "1121") == ""


def test_one_by_hand_bars_it_still(pos: Pos) -> None:
    pos.state.by_hand.put("000001000006", doubt("000006"))
    assert why_not_refundable(pos.state, "632500000001", "1121") == "refund.blocked"


@pytest.mark.parametrize("batch", ["open", "settled"])
def test_a_void_by_hand_bars_the_refund_of_its_sale(batch: str) -> None:
    shop = Shop().sign_on()
    voucher = shop.sell()
    sold = shop.state.batch.get(voucher)
    assert sold is not None
    shop.bench.acquirer.rules.silent()
    shop.void_up(voucher).press("Enter").wait(60).wait(60).press("Enter").wait(240)
    shop.administrator("2", "Enter", "Enter", "Cancel", "Enter")
    assert shop.state.by_hand.count() == 1
    shop.bench.acquirer.rules.normal()
    if batch == "settled":
        shop.settle().press("Enter")
        assert shop.state.settled.get(voucher) is not None
    shop.press("Enter", "3", "1", "123456", "Enter").present()
    shop.press("Enter", sold.rrn, "Enter", sold.date, "Enter")
    assert shop.screen == "void.in-doubt"
