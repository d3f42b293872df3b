from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Beep
from tests.firmware.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def component(digits: str) -> tuple[str, ...]:
    """Keys for hex digits: A to F by 字母 after 2 and 3."""
    keys: list[str] = []
    for digit in digits:
        if digit.isdigit():
            keys.append(digit)
        else:
            place = "ABCDEF".index(digit)
            keys += ["23"[place // 3], *["Alpha"] * (place % 3 + 1)]
    return tuple(keys)


def test_two_components_make_a_master_key(shop: Shop) -> None:
    shop.administrator("1")
    assert shop.screen == "keys.component-1"
    shop.press(*component("0123456789ABCDEFFEDCBA9876543210"))
    assert shop.rows[2] == "已输入     32/32"
    shop.press("Enter")
    assert shop.screen == "keys.component-2"
    shop.press(*component("0" * 32), "Enter")
    assert (shop.screen, shop.rows[1]) == ("keys.tmk", "KCV: 08D7B4FB   ")
    shop.press("Enter", "Cancel", "Enter")
    assert ("keys", "master key loaded") in shop.audit
    assert shop.screen == "idle.signed-off"
    assert shop.sign_on().screen == "idle.signed-on"


def test_another_master_key_fails_at_the_sign_on(shop: Shop) -> None:
    shop.administrator("1", *component("1" * 32), "Enter", *component("23" * 16), "Enter", "Enter")
    shop.press("Cancel", "Enter").sign_on()
    assert (shop.screen, shop.rows[2]) == ("logon.failed", "   密钥校验错   ")


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(("1" * 31,), id="too-short"),
        pytest.param(("1" * 31, "4", "Alpha"), id="no-hex-digit"),
    ],
)
def test_a_component_that_is_none(shop: Shop, typed: tuple[str, ...]) -> None:
    shop.administrator("1").press(*typed, "Enter")
    assert shop.screen == "keys.component-wrong"
    assert shop.wait(2).screen == "keys.component-1"
    assert shop.rows[2].split()[-1] == f"{32 if len(typed) > 1 else 31}/32"


def test_a_key_that_is_not_confirmed_is_not_taken(shop: Shop) -> None:
    before = shop.state.master_key
    shop.administrator("1", *component("1" * 32), "Enter", *component("2" * 32), "Enter", "Cancel")
    assert shop.state.master_key == before


def test_nothing_is_ripe_for_a_person(shop: Shop) -> None:
    for digit, title in (("2", "清冲正"), ("3", "转人工处理"), ("4", "强制结束批次")):
        shop.administrator(digit)
        assert (shop.screen, shop.rows[0].strip()) == ("reprint.none", title)
        shop.press("Enter", "Cancel", "Enter")
    assert shop.explained() == ["not-yet-by-hand"] * 3


def test_a_refund_goes_by_hand_after_three_counted_queries(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    shop.administrator("3")
    assert shop.screen == "reprint.none"
    shop.press("Enter", "Cancel", "Enter").wait(240)
    doubt = shop.state.doubts.get(voucher)
    assert doubt is not None
    assert doubt.asked == 3
    shop.administrator("3")
    assert shop.screen == "query.refund-list"
    shop.press("Enter")
    assert (shop.screen, shop.rows[1]) == ("admin.confirm", "           10.00")
    shop.press("Enter")
    assert (shop.screen, shop.rows[1]) == ("admin.done", "  已转人工处理  ")
    assert shop.bench.beeps == [Beep.OK]
    assert shop.state.by_hand.names() == [f"000002{voucher}"]
    slip = shop.roll[-1]
    assert slip.copy == "fault"
    assert "退款结果未知 请人工处理" in slip.lines
    shop.press("Enter", "Cancel", "Enter")
    assert shop.screen == "idle.signed-on"


def test_by_hand_is_listed_on_the_settlement_slip_and_outside_the_totals(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    shop.wait(240).administrator("3", "Enter", "Enter", "Enter", "Cancel", "Enter")
    shop.bench.acquirer.rules.normal()
    shop.sell("500")
    shop.settle()
    lines = shop.roll[-1].lines
    assert "人工处理/BY HAND:" in lines
    assert f" {voucher} refund RMB 10.00" in lines
    assert shop.requests("0500")[-1].text(48)[:30] == "000000000500001000000000000000"


def test_a_settlement_that_is_refused_for_ever_is_closed_by_hand(shop: Shop) -> None:
    shop.sell("5800")
    shop.bench.acquirer.rules.silent("0500")
    shop.settle().wait(60).press("Cancel")
    shop.administrator("4")
    assert (shop.screen, shop.rows[1]) == ("admin.confirm", "           58.00")
    shop.press("Enter")
    assert (shop.screen, shop.rows[1]) == ("admin.done", "   批次已结束   ")
    assert shop.state.batch_number == 2
    assert shop.state.settling is None
    assert "人工结束 CLOSED BY HAND" in shop.roll[-1].lines
    kept = shop.state.closed_by_hand.get("000001")
    assert kept == shop.roll[-1].lines
    assert ("settlement", "closed by hand") in shop.audit
    shop.bench.acquirer.rules.normal()
    shop.press("Enter", "Cancel", "Enter")
    assert shop.screen == "idle.signed-off"
    shop.sign_on()
    assert shop.screen == "idle.signed-on"
    shop.sell()


def test_cancel_in_an_entry_ends_the_menu_with_a_reminder(shop: Shop) -> None:
    shop.administrator("1", "Cancel")
    assert shop.screen == "logon.supervisor"
    assert shop.press("Enter").screen == "idle.signed-on"


def test_menus_show_only_what_works(shop: Shop) -> None:
    shop.administrator()
    assert shop.screen == "menu.administrator"
    assert "".join(shop.rows).count("8") == 0
    shop.press("Down")
    assert shop.screen == "menu.administrator-2"
    assert shop.press("Up").screen == "menu.administrator"
