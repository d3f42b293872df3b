from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Beep
from tests.firmware.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def test_an_operator_leaves(shop: Shop) -> None:
    assert shop.press("Enter", "7", "2").screen == "logoff.confirm"
    shop.press("Enter")
    assert (shop.screen, shop.bench.beeps) == ("logoff.done", [Beep.OK])
    assert shop.requests("0820")[-1][60] == "00000001002"
    assert shop.press("Enter").screen == "idle.signed-off"
    assert ("logoff", "done") in shop.audit


def test_not_with_an_open_batch(shop: Shop) -> None:
    shop.sell()
    shop.press("Enter", "7", "2")
    assert shop.screen == "logoff.settle-first"
    assert shop.press("Enter").screen == "idle.signed-on"


def test_not_without_an_answer(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent("0820")
    shop.press("Enter", "7", "2", "Enter").wait(60)
    assert shop.screen == "host.no-answer"
    assert shop.press("Enter").screen == "idle.signed-on"


def test_what_is_owed_goes_first(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent()
    shop.ring_up().press("Enter").wait(60).wait(60).press("Enter")
    shop.bench.acquirer.rules.normal()
    shop.press("Enter", "7", "2", "Enter")
    assert shop.mtis()[-2:] == ["0400", "0820"]
