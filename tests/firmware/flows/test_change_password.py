from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Beep, Lamp
from tests.firmware.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def supervisor(shop: Shop, old: str = "123456") -> Shop:
    """00 at the new password."""
    return shop.press("Enter", "7", "1", "00", "Enter", old, "Enter", "1", old, "Enter")


def test_the_supervisor_changes_the_shared_password(shop: Shop) -> None:
    supervisor(shop).press("295813", "Enter")
    assert shop.screen == "change.again"
    shop.press("295813", "Enter")
    assert (shop.screen, shop.bench.beeps) == ("change.done", [Beep.OK])
    shop.press("Enter", "Cancel", "Enter")
    assert Lamp.DEFAULT_PASSWORD not in shop.bench.screen.lamps
    assert shop.press("Enter", "2", "123456", "Enter").screen == "password.wrong"
    assert shop.press("Enter", "295813", "Enter").screen == "void.voucher"
    assert ("password", "supervisor changed") in shop.audit


@pytest.mark.parametrize(
    "weak",
    [
        pytest.param("123456", id="as-delivered"),
        pytest.param("111111", id="repeats"),
        pytest.param("345678", id="run-up"),
        pytest.param("876543", id="run-down"),
        pytest.param("890123", id="run-over-zero"),
    ],
)
def test_what_is_too_simple(shop: Shop, weak: str) -> None:
    supervisor(shop).press(weak, "Enter")
    assert shop.screen == "change.weak"
    assert shop.wait(2).screen == "change.new"


def test_none_of_the_last_four_comes_back(shop: Shop) -> None:
    chosen = ["295813", "518293", "730264", "946105", "268031"]
    old = "123456"
    for new in chosen:
        supervisor(shop, old).press(new, "Enter", new, "Enter", "Enter", "Cancel", "Enter")
        old = new
    for earlier in chosen[1:]:
        supervisor(shop, old).press(earlier, "Enter")
        assert shop.screen == "change.weak", earlier
        shop.press("Enter", "Cancel", "Enter")
    supervisor(shop, old).press(chosen[0], "Enter")
    assert shop.screen == "change.again"


def test_two_that_differ(shop: Shop) -> None:
    supervisor(shop).press("295813", "Enter", "295814", "Enter")
    assert shop.screen == "change.different"
    assert shop.press("Enter").screen == "change.new"
    assert shop.state.passwords.count() == 0


def test_an_operator_changes_their_own(shop: Shop) -> None:
    shop.press("Enter", "7", "6")
    assert shop.screen == "change.old"
    shop.press("0000", "Enter", "2958", "Enter", "2958", "Enter")
    assert shop.screen == "change.done"
    shop.press("Enter", "Enter", "7", "1", "01", "Enter", "0000", "Enter")
    assert shop.screen == "logon.wrong"
    assert shop.press("Enter", "2958", "Enter").screen == "logon.done"


def test_a_wrong_old_one_three_times_ends_it(shop: Shop) -> None:
    shop.press("Enter", "7", "6")
    for left in "21":
        shop.press("1111", "Enter")
        assert (shop.screen, shop.rows[2]) == ("password.wrong", f"  剩余次数: {left}   ")
        shop.press("Enter")
    shop.press("1111", "Enter")
    assert shop.screen == "logon.wrong"
    assert shop.press("Enter").screen == "idle.signed-on"


def test_nobody_in_charge_is_asked_to_sign_on_first() -> None:
    shop = Shop().press("Func", "7", "6")
    assert shop.screen == "logon.needed"
    assert shop.press("Enter").screen == "logon.operator"


def test_the_administrator_changes_theirs(shop: Shop) -> None:
    shop.administrator("7", "12345678", "Enter", "29581364", "Enter", "29581364", "Enter")
    assert shop.screen == "change.done"
    shop.press("Enter", "Cancel", "Enter", "Enter", "7", "1", "99", "Enter", "12345678", "Enter")
    assert shop.screen == "password.wrong"
    assert shop.rows[0] == "  管理员密码错  "


def test_the_old_one_counts_as_every_try_of_it(shop: Shop) -> None:
    shop.press("Enter", "7", "1", "00", "Enter", "123456", "Enter", "1")
    for _ in range(3):
        shop.press("111111", "Enter", "Enter")
    assert shop.screen == "password.unlock"
