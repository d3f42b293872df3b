from __future__ import annotations

import pytest

from tests.firmware.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def status(shop: Shop, voucher: str) -> str:
    """What the query says of a voucher; back at idle."""
    shop.press("Enter", "7", "3")
    assert shop.screen == "query.voucher"
    shop.press(voucher, "Enter")
    said = shop.rows[3].removeprefix("状态:").strip() if shop.screen == "query.record" else shop.screen
    shop.press("Enter")
    return said


def test_a_record_as_it_stands(shop: Shop) -> None:
    shop.sell("5800")
    shop.press("Enter", "7", "3", "3", "Enter")
    assert list(shop.rows) == ["000003 消费     ", "622424******0069", "           58.00", "状态:成功       "]


def test_how_a_sale_and_its_void_stand(shop: Shop) -> None:
    shop.void(shop.sell())
    assert status(shop, "3") == "已撤销"
    assert status(shop, "4") == "成功"
    assert status(shop, "777") == "reprint.none"


def test_a_declined_one_failed(shop: Shop) -> None:
    shop.ring_up("5800", "demo-no-funds").press("Enter", "Enter")
    assert status(shop, "3") == "失败"


def test_what_is_owed_and_then_by_hand(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent()
    shop.ring_up().press("Enter").wait(60).wait(60).press("Enter")
    assert status(shop, "3") == "待冲正"
    shop.wait(240).administrator("2", "Enter", "Enter", "Cancel", "Enter")
    assert status(shop, "3") == "人工处理"


def test_a_refund_in_doubt(shop: Shop) -> None:
    assert status(shop, shop.doubtful_refund()) == "未知"
