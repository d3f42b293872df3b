from __future__ import annotations

from tests.firmware.shop import Shop


def test_the_number_to_call_is_the_profiles() -> None:
    shop = Shop(phone="4008820000").sign_on().press("Enter", "3", "2")
    assert (shop.screen, shop.rows[2]) == ("apply.by-phone", "4008820000      ")
    assert shop.wait(3600).screen == "apply.by-phone"
    assert shop.press("Enter").screen == "idle.signed-on"
