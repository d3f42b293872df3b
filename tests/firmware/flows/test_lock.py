from __future__ import annotations

import pytest

from tests.firmware.shop import Shop


@pytest.fixture
def locked() -> Shop:
    shop = Shop().sign_on().press("Enter", "7", "5")
    assert shop.screen == "lock.confirm"
    shop.press("Enter")
    assert shop.screen == "lock.locked"
    return shop


def test_the_operator_in_charge_goes_on(locked: Shop) -> None:
    locked.press("01", "Enter")
    assert locked.screen == "lock.password"
    assert locked.press("0000", "Enter").screen == "idle.signed-on"
    assert locked.audit[-2:] == [("lock", "locked"), ("lock", "unlocked by 01")]


def test_nobody_else_does(locked: Shop) -> None:
    locked.press("02", "Enter")
    assert locked.screen == "lock.other-operator"
    assert locked.wait(2).screen == "lock.locked"
    locked.press("99", "Enter")
    assert locked.screen == "lock.other-operator"


def test_the_supervisor_may_and_then_a_sign_on_is_due(locked: Shop) -> None:
    locked.press("00", "Enter", "123456", "Enter")
    assert locked.screen == "idle.signed-off"


def test_no_card_no_cancel_no_wait_and_no_power_cut_opens_it(locked: Shop) -> None:
    assert locked.present().screen == "lock.locked"
    assert locked.press("Cancel").screen == "lock.locked"
    assert locked.wait(120).screen == "lock.locked"
    assert locked.cut_power().screen == "lock.locked"


def test_a_wrong_password_three_times_begins_again(locked: Shop) -> None:
    locked.press("01", "Enter")
    for _ in range(3):
        assert locked.press("1111", "Enter").screen == "logon.wrong"
        locked.press("Enter")
    assert locked.screen == "lock.locked"


def test_the_supervisors_tries_count_here_too(locked: Shop) -> None:
    locked.press("00", "Enter")
    for _ in range(3):
        locked.press("111111", "Enter", "Enter")
    assert locked.screen == "password.unlock"
    assert locked.press("Cancel").screen == "lock.locked"


def test_who_is_not_signed_on_locks_for_the_supervisor() -> None:
    shop = Shop().press("Func", "7", "5", "Enter", "00", "Enter", "123456", "Enter")
    assert shop.screen == "idle.signed-off"


def test_what_is_owed_is_sent_while_nobody_is_there() -> None:
    shop = Shop().sign_on()
    shop.bench.acquirer.rules.silent()
    shop.ring_up().press("Enter").wait(60).wait(60)
    assert shop.press("Enter").state.owed is not None
    shop.press("Enter", "7", "5", "Enter")
    assert shop.screen == "lock.locked"
    shop.bench.acquirer.rules.normal()
    shop.wait(60)
    assert (shop.screen, shop.state.owed) == ("lock.locked", None)
