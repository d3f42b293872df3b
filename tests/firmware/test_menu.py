from __future__ import annotations

import pytest

from pos_emulator.firmware.menu import FLOWS, SUBMENUS, needs_sign_on, working
from tests.firmware.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("main", "1 sale 2 void 3 refund 6 print 7 admin 8 others", id="main"),
        pytest.param("print", "1 reprint-last 2 reprint-any 3 reprint-settlement", id="print"),
        pytest.param("admin", "1 logon 2 logoff 3 query 4 settle 5 lock 6 password", id="admin"),
        pytest.param("others", "1 refund-query 3 echo", id="others"),
        pytest.param("supervisor", "1 supervisor-password", id="supervisor"),
        pytest.param(
            "administrator",
            "1 keys 2 clear-reversal 3 refund-by-hand 4 close-batch 5 unlock 7 administrator-password",
            id="administrator",
        ),
    ],
)
def test_only_what_works_is_on_a_menu(shop: Shop, name: str, expected: str) -> None:
    words = expected.split()
    assert working(shop.pos, name) == tuple(zip(words[::2], words[1::2], strict=True))


def test_every_entry_of_the_profile_is_a_flow_a_menu_or_left_out(shop: Shop) -> None:
    named = {entry.item for entries in shop.profile.menu.values() for entry in entries}
    assert named - set(FLOWS) - set(SUBMENUS) == {
        "refund-apply",
        "operator-add",
        "operator-delete",
        "operator-list",
        "operator-reset",
    }


def test_cancel_goes_up_one_menu_at_a_time(shop: Shop) -> None:
    shop.press("Enter", "7")
    assert shop.screen == "menu.admin"
    assert shop.press("Cancel").screen == "menu.main"
    assert shop.press("8").screen == "menu.others"
    assert shop.press("Cancel", "Cancel").screen == "idle.signed-on"


def test_a_menu_that_nobody_uses_ends_at_idle(shop: Shop) -> None:
    shop.press("Enter", "7").wait(60)
    assert shop.screen == "prompt.timeout"
    assert shop.wait(2).screen == "idle.signed-on"


def test_a_digit_without_an_entry_does_nothing(shop: Shop) -> None:
    assert shop.press("Enter", "4", "5", "9", "0").screen == "menu.main"


@pytest.mark.parametrize("digit", ["1", "2", "3"], ids=["sale", "void", "refund"])
def test_money_needs_a_sign_on_of_today(digit: str) -> None:
    shop = Shop().press("Func", digit)
    assert shop.screen == "logon.needed"
    shop.press("Enter", "01", "Enter", "0000", "Enter")
    assert shop.screen == "logon.done"


def test_when_a_sign_on_is_due(shop: Shop) -> None:
    pos = shop.pos
    assert not needs_sign_on(pos)
    pos.state.needs_sign_on = True
    assert needs_sign_on(pos)
    pos.state.needs_sign_on = False
    kept = pos.state.working_keys
    pos.state.working_keys = None
    assert needs_sign_on(pos)
    pos.state.working_keys = kept
    shop.bench.clock.at = shop.bench.clock.at.replace(day=22)
    assert needs_sign_on(pos)


def test_the_supervisors_menu_stays_until_cancel(shop: Shop) -> None:
    shop.press("Enter", "7", "1", "00", "Enter", "123456", "Enter", "1", "123456", "Enter")
    shop.press("295813", "Enter", "295813", "Enter", "Enter")
    assert shop.screen == "menu.supervisor"
