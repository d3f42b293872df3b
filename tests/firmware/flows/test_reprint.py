from __future__ import annotations

import pytest

from pos_emulator.firmware.receipts import DUPLICATE
from tests.firmware.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def test_the_last_slip_is_marked(shop: Shop) -> None:
    shop.sell()
    shop.roll.clear()
    sent = len(shop.mtis())
    shop.press("Enter", "6", "1", "Enter")
    assert [(slip.copy, DUPLICATE in slip.lines) for slip in shop.roll] == [
        ("merchant", True),
        ("customer", True),
    ]
    assert shop.screen == "idle.signed-on"
    assert len(shop.mtis()) == sent


def test_any_slip_of_the_open_batch(shop: Shop) -> None:
    shop.sell("5800")
    shop.sell("1000")
    shop.roll.clear()
    shop.press("Enter", "6", "2")
    assert shop.screen == "reprint.voucher"
    shop.press("3", "Enter", "Enter")
    assert {slip.voucher for slip in shop.roll} == {"000003"}
    assert "  RMB 58.00" in shop.roll[0].lines


@pytest.mark.parametrize(
    "keys", [("6", "1"), ("6", "2", "777", "Enter"), ("6", "3")], ids=["last", "any", "sum"]
)
def test_there_is_none(shop: Shop, keys: tuple[str, ...]) -> None:
    shop.press("Enter", *keys)
    assert shop.screen == "reprint.none"
    assert shop.wait(2).screen == "idle.signed-on"


def test_after_a_settlement_its_slip_remains(shop: Shop) -> None:
    shop.sell()
    shop.settle().press("Enter")
    shop.roll.clear()
    shop.press("Enter", "6", "3")
    assert [slip.copy for slip in shop.roll] == ["report"]
    assert shop.roll[0].lines[-1] == DUPLICATE
    assert shop.press("Enter", "6", "1").screen == "reprint.none"
