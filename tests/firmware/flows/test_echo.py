from __future__ import annotations

from tests.firmware.shop import LOST_ANSWER, Shop


def test_a_host_that_answers() -> None:
    shop = Shop().sign_on().press("Enter", "8", "3")
    assert shop.screen == "echo.done"
    (request,) = shop.requests("0820")
    assert {n: request[n] for n in request} == {
        41: "12345676",
        42: "123456789012345",
        60: "00000001301",
    }
    assert shop.press("Enter").screen == "idle.signed-on"


def test_one_that_does_not() -> None:
    shop = Shop().sign_on().fault(LOST_ANSWER).press("Enter", "8", "3").wait(60)
    assert shop.screen == "echo.failed"


def test_before_any_sign_on() -> None:
    shop = Shop().press("Func", "8", "3")
    assert shop.screen == "echo.done"
