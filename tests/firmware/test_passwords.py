from __future__ import annotations

import pytest

from pos_emulator.firmware.passwords import Secret, factory_password, is_factory, name_of
from pos_emulator.firmware.peripherals import Beep, CheckPassword, Key, KeyPressed, Lamp
from pos_emulator.security.unlock import unlock_code
from tests.firmware.shop import TMK, Shop

TID = "12345676"


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


@pytest.fixture
def locked(shop: Shop) -> Shop:
    """Three wrong supervisor passwords at a void."""
    shop.press("Enter", "2")
    for _ in range(2):
        shop.press("111111", "Enter", "Enter")
    shop.press("111111", "Enter")
    assert shop.screen == "password.locked"
    return shop


def number_on(shop: Shop) -> str:
    assert shop.screen == "password.unlock"
    return shop.rows[1].removeprefix("编号: ").strip()


def test_wrong_tries_are_counted_aloud(shop: Shop) -> None:
    shop.press("Enter", "2", "111111", "Enter")
    assert (shop.screen, shop.rows[0], shop.rows[2]) == (
        "password.wrong",
        "   主管密码错   ",
        "  剩余次数: 2   ",
    )
    assert shop.bench.beeps == [Beep.ERROR]
    shop.wait(2)
    assert shop.screen == "void.password"
    shop.press("123456", "Enter")
    assert shop.screen == "void.voucher"
    assert shop.state.tries.get("supervisor") is None


def test_who_types_on_too_soon_hears_it_and_leaves_no_half_password(shop: Shop) -> None:
    shop.press("Enter", "2", "111111", "Enter").wait(1.5).press("1", "2")
    assert shop.bench.beeps == [Beep.ERROR]
    assert shop.wait(1.5).press("3").screen == "password.wrong"
    assert shop.wait(2).screen == "void.password"
    assert shop.rows[3].strip() == ""


def test_one_counter_for_every_prompt_of_the_secret(shop: Shop) -> None:
    shop.press("Enter", "2", "111111", "Enter", "Enter", "Cancel")
    shop.press("Enter", "3", "1", "111111", "Enter")
    assert shop.rows[2] == "  剩余次数: 1   "
    shop.press("Enter", "Cancel", "Enter", "7", "1", "00", "Enter", "111111", "Enter")
    assert shop.screen == "password.locked"


def test_power_loss_gains_no_try(shop: Shop) -> None:
    shop.press("Enter", "2", "111111", "Enter")
    shop.cut_power()
    shop.press("Enter", "2", "111111", "Enter")
    assert shop.rows[2] == "  剩余次数: 1   "


@pytest.mark.parametrize("moment", range(1, 6))
def test_a_try_is_counted_before_the_answer_shows(shop: Shop, moment: int) -> None:
    """Whenever the power goes, a wrong try that showed anything is counted."""
    shop.press("Enter", "2", "111111")
    shop.cut_power_after(moment, "Enter")
    shown = "password.wrong" in shop.shown
    shop.bench.power_on()
    tries = shop.state.tries.get("supervisor")
    assert (tries is not None and tries.wrong == 1) or not shown


def test_a_try_is_counted_before_the_answer_is_known(shop: Shop) -> None:
    shop.press("Enter", "2", "111111")
    effects = shop.terminal.receive(KeyPressed(Key.ENTER))
    assert any(isinstance(effect, CheckPassword) for effect in effects)
    tries = shop.state.tries.get("supervisor")
    assert tries is not None
    assert tries.wrong == 1
    shop.cut_power()
    assert shop.state.tries.get("supervisor") == tries


def test_locked_void_and_refund_but_sales_go_on(locked: Shop) -> None:
    assert locked.rows[2] == "5分钟后解锁     "
    assert locked.bench.beeps == [Beep.FAIL]
    assert "password-locked" in locked.explained()
    locked.press("Cancel")
    assert Lamp.LOCK in locked.bench.screen.lamps
    locked.sell()
    assert locked.press("Enter", "2").screen == "password.locked"
    assert locked.press("Cancel", "Enter", "3", "1").screen == "password.locked"
    assert locked.audit[-1] == ("void", "supervisor password wrong, locked")


def test_the_lock_ends_after_five_minutes_of_power_on_time(locked: Shop) -> None:
    locked.press("Cancel").wait(290)
    assert locked.press("Enter", "2").screen == "password.locked"
    locked.press("Cancel").wait(10)
    assert ("lock", "supervisor unlocked by time") in locked.audit
    assert Lamp.LOCK not in locked.bench.screen.lamps
    assert locked.press("Enter", "2").screen == "void.password"


def test_time_without_power_does_not_count(locked: Shop) -> None:
    locked.press("Cancel").wait(200)
    locked.bench.power_cut()
    locked.wait(3600)
    locked.bench.power_on()
    locked.wait(290)
    assert locked.press("Enter", "2").screen == "password.locked"
    locked.press("Cancel").wait(10)
    assert locked.press("Enter", "2").screen == "void.password"


def test_the_acquirers_code_unlocks_once(locked: Shop) -> None:
    locked.press("Enter")
    number = number_on(locked)
    code = locked.bench.acquirer.unlock_code(TID, number)
    assert code == unlock_code(TMK, TID, number)
    locked.press(code.reveal(), "Enter")
    assert locked.screen == "void.password"
    assert ("unlock", "supervisor unlocked by the acquirer's code") in locked.audit
    for _ in range(3):
        locked.press("111111", "Enter", "Enter")
    assert number_on(locked) != number


def test_99_unlocks_at_the_same_prompt(locked: Shop) -> None:
    locked.press("Enter", "12345678", "Enter")
    assert locked.screen == "void.password"
    assert ("unlock", "supervisor unlocked by 99") in locked.audit


def test_99_unlocks_from_its_menu(locked: Shop) -> None:
    locked.press("Cancel").administrator("5", "Cancel", "Enter")
    assert ("unlock", "by 99") in locked.audit
    assert locked.press("Enter", "2").screen == "void.password"


def test_after_three_wrong_codes_none_is_taken_until_the_lock_ends(locked: Shop) -> None:
    locked.press("Enter")
    for left in "21":
        locked.press("000000", "Enter")
        assert (locked.screen, locked.rows[2]) == ("password.code-wrong", f"  剩余次数: {left}   ")
        assert locked.press("Enter").screen == "password.unlock"
    locked.press("000000", "Enter")
    assert (locked.screen, locked.rows[2]) == ("password.wait", "5分钟后可再试   ")
    assert locked.press("Enter").screen == "idle.signed-on"
    assert locked.press("Enter", "2", "Enter").screen == "password.wait"
    assert "password-locked" in locked.explained()
    locked.press("Enter").sell()
    locked.wait(300)
    assert locked.press("Enter", "2").screen == "void.password"


@pytest.fixture
def locked_99(shop: Shop) -> Shop:
    """Five wrong passwords of 99."""
    shop.press("Enter", "7", "1", "99", "Enter")
    for _ in range(5):
        shop.press("00000000", "Enter", "Enter")
    return shop


def at_99(shop: Shop) -> Shop:
    return shop.press("Enter", "7", "1", "99", "Enter", "Enter")


def guess_three_codes(shop: Shop) -> str:
    """All wrong; what the screen says on the next try."""
    for _ in range(3):
        shop.press("000000", "Enter", "Enter")
    at_99(shop)
    assert shop.screen == "password.wait"
    return shop.rows[2].strip()


def test_guessing_the_code_of_99_takes_longer_each_time(locked_99: Shop) -> None:
    """Three in 5, 10, 20, 40 and then 60 minutes of power-on time; the right code still works after that."""
    shop = locked_99
    numbers = {number_on(shop)}
    for minutes in (5, 10, 20, 40, 60, 60):
        assert guess_three_codes(shop) == f"{minutes}分钟后可再试"
        shop.press("Enter").wait(minutes * 60 - 60)
        assert at_99(shop).screen == "password.wait"
        shop.press("Enter").wait(60)
        at_99(shop)
        numbers.add(number_on(shop))
    assert len(numbers) == 7, "each three have a number of their own"
    shop.press(shop.bench.acquirer.unlock_code(TID, number_on(shop)).reveal(), "Enter")
    assert shop.screen == "logon.password"
    assert shop.state.tries.count() == 0


def test_pulling_the_plug_shortens_no_wait(locked_99: Shop) -> None:
    shop = locked_99
    guess_three_codes(shop)
    shop.press("Enter").wait(280)
    shop.bench.power_cut()
    shop.wait(3600)
    shop.bench.power_on()
    shop.wait(280)
    assert at_99(shop).screen == "password.wait"
    shop.press("Enter").wait(20)
    assert at_99(shop).screen == "password.unlock"


def test_the_old_number_has_no_code_any_more(locked_99: Shop) -> None:
    number = number_on(locked_99)
    guess_three_codes(locked_99)
    locked_99.press("Enter").wait(300)
    at_99(locked_99).press(locked_99.bench.acquirer.unlock_code(TID, number).reveal(), "Enter")
    assert locked_99.screen == "password.code-wrong"


def test_a_password_that_is_too_short_is_told_so(shop: Shop) -> None:
    shop.press("Enter", "2", "123", "Enter")
    assert (shop.screen, shop.rows[2]) == ("password.short", "至少6位数字     ")
    assert shop.bench.beeps == [Beep.ERROR]
    assert shop.state.tries.count() == 0, "no try was spent"
    shop.press("4")
    assert (shop.screen, shop.rows[3].strip()) == ("void.password", "****")
    assert shop.press("56", "Enter").screen == "void.voucher"


def test_wrong_codes_of_8_digits_count_against_99(locked: Shop) -> None:
    locked.press("Enter")
    for _ in range(5):
        locked.press("00000000", "Enter", "Enter")
        if locked.state.tries.values() and any(each.waiting for each in locked.state.tries.values()):
            # The supervisor's lock ends by itself; three wrong passwords, and there is another.
            locked.wait(300).press("Enter", "2")
            for _ in range(3):
                locked.press("111111", "Enter", "Enter")
    tries = locked.state.tries.get("admin")
    assert tries is not None
    assert tries.locked
    locked.press("12345678", "Enter")
    assert locked.screen == "password.wait"


def test_99_itself_has_five_tries_and_then_only_the_code_helps(shop: Shop) -> None:
    shop.press("Enter", "7", "1", "99", "Enter")
    for _ in range(5):
        shop.press("00000000", "Enter", "Enter")
    assert shop.screen == "password.unlock"
    number = number_on(shop)
    shop.press("12345678", "Enter")
    assert shop.screen == "password.code-wrong"
    shop.press("Enter").wait(600)
    shop.press("Enter", "7", "1", "99", "Enter")
    assert shop.screen == "password.locked"
    shop.press("Enter", shop.bench.acquirer.unlock_code(TID, number).reveal(), "Enter")
    assert shop.screen == "logon.password"
    shop.press("12345678", "Enter")
    assert shop.screen == "menu.administrator"


def test_no_digit_of_a_secret_is_in_flash_or_audit(locked: Shop) -> None:
    locked.press("Enter", "12345678", "Enter", "Cancel").sell()
    kept = repr(locked.bench.flash._kept)
    for secret in ("111111", "12345678", "6224242300000069", "30121200000012300000"):
        assert secret not in kept


def test_which_secret_is_which(shop: Shop) -> None:
    assert name_of(shop.pos, Secret.REFUND) == "supervisor"
    assert name_of(Shop("hardened").pos, Secret.REFUND) == "refund"
    assert [secret.digits for secret in Secret] == [6, 6, 8]
    delivered = [
        factory_password(shop.profile, name).reveal() for name in ("supervisor", "admin", "operator-01")
    ]
    assert delivered == ["123456", "12345678", "0000"]
    assert is_factory(shop.pos, "supervisor")
    assert Lamp.DEFAULT_PASSWORD in shop.bench.screen.lamps
