from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Beep, Timer
from tests.firmware.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def test_the_clock_goes_on(shop: Shop) -> None:
    assert shop.rows[3] == "11-21 08:55 OP01"
    assert shop.wait(60).rows[3] == "11-21 08:56 OP01"


def test_the_merchant_is_named_in_the_language_of_the_display() -> None:
    assert Shop().rows[0] == "   训练便利店   "
    assert Shop(lang="en").rows[0] == " TRAINING MART  "


def test_a_new_day_wants_a_new_sign_on(shop: Shop) -> None:
    shop.sell()
    shop.next_day()
    assert shop.screen == "idle.new-day"
    assert shop.present().screen == "idle.new-day"
    assert shop.press("Enter").screen == "logon.operator"
    shop.press("01", "Enter", "0000", "Enter", "Enter")
    assert shop.screen == "idle.signed-on"
    assert shop.state.batch.count() == 1


def test_midnight_between_idle_and_card(shop: Shop) -> None:
    shop.bench.clock.at = shop.bench.clock.at.replace(hour=23, minute=59, second=50)
    shop.wait(5)
    assert shop.screen == "idle.signed-on"
    shop.bench.clock.at = shop.bench.clock.at.replace(day=22, hour=0, minute=0, second=1)
    assert shop.present().screen == "logon.needed"
    assert "0200" not in shop.mtis()


def test_cards_mean_nothing_before_the_sign_on() -> None:
    shop = Shop()
    assert shop.present().screen == "idle.signed-off"


def test_enter_and_function_open_the_menu_cancel_does_nothing(shop: Shop) -> None:
    assert shop.press("Enter").screen == "menu.main"
    assert shop.press("Cancel").screen == "idle.signed-on"
    assert shop.press("Func").screen == "menu.main"
    assert shop.press("Cancel", "Cancel", "5", "Clear").screen == "idle.signed-on"


def test_what_is_owed_shows_and_enter_opens_the_menu_all_the_same(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent()
    shop.ring_up("5800").press("Enter").wait(60).wait(60).press("Enter")
    assert list(shop.rows[:2]) == ["  有待冲正交易  ", "消费      58.00 "]
    assert shop.press("Enter").screen == "menu.main"
    shop.press("Cancel").next_day()
    assert shop.screen == "power.owed"


def test_a_reversal_comes_before_a_doubt(shop: Shop) -> None:
    shop.doubtful_refund()
    assert shop.screen == "power.in-doubt"
    shop.bench.acquirer.rules.silent()
    shop.ring_up("700").press("Enter").wait(60).wait(60).press("Enter")
    assert (shop.screen, shop.rows[1]) == ("power.owed", "消费       7.00 ")
    assert shop.state.doubts.count() == 1


def test_the_occasion_of_a_returning_line_is_kept_until_idle(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent()
    shop.ring_up().press("Enter").wait(60).wait(60).press("Enter", "Enter")
    assert shop.screen == "menu.main"
    shop.bench.acquirer.rules.normal()
    shop.unplug().plug()
    assert shop.screen == "menu.main"
    shop.press("Cancel")
    assert shop.screen == "reversal.sale-done"
    assert shop.state.owed is None


def test_while_it_sends_at_once_what_is_owed_the_screen_says_so(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent()
    shop.ring_up().press("Enter").wait(60).wait(60).press("Enter", "Enter").unplug().plug()
    assert shop.screen == "menu.main"
    before = len(shop.bench.wire)
    assert shop.press("Cancel").screen == "power.owed"
    assert len(shop.bench.wire) > before


def test_while_nothing_is_owed_the_line_may_come_and_go(shop: Shop) -> None:
    count = len(shop.bench.wire)
    shop.unplug().plug().wait(180)
    assert len(shop.bench.wire) == count
    assert shop.bench.next_timer() is None or shop.bench.next_timer() != (Timer.RETRY, 60.0)


def test_a_card_that_cannot_be_read_is_said_so(shop: Shop) -> None:
    shop.bench.counter.reader_faulty = True
    shop.present()
    assert shop.screen == "sale.bad-card"
    assert shop.press("Enter").screen == "idle.signed-on"


def test_a_card_that_nobody_asked_for_beeps() -> None:
    shop = Shop()
    shop.present()
    assert shop.screen == "idle.signed-off"
    assert shop.bench.beeps == [Beep.ERROR]
    assert shop.explained()[-1] == "card-not-expected"


def owing() -> Shop:
    """A sale whose reversal nobody answers; the terminal is idle."""
    shop = Shop().sign_on()
    shop.bench.acquirer.rules.silent()
    return shop.ring_up().press("Enter").wait(60).wait(60).press("Enter")


def sent(shop: Shop) -> int:
    """How many reversals left, each ACK counted once."""
    return sum(1 for _, data in shop.bench.wire if data[14:16] == bytes.fromhex("0400"))


def test_a_line_that_comes_and_goes_leaves_the_keys_to_the_cashier() -> None:
    shop = owing()
    count = sent(shop)
    for second in range(50):
        # The far end closes after each send, and takes a new connection at once.
        shop.unplug().plug()
        if second == 0:
            assert sent(shop) == count + 1, "the first return is an occasion"
            shop.unplug().plug().wait(60)
            assert shop.screen == "power.owed"
        assert shop.press("Enter").screen == "menu.main"
        assert shop.press("Cancel").screen == "power.owed"
        shop.wait(1)
    assert sent(shop) == count + 1
    shop.wait(60).unplug().plug()
    assert sent(shop) == count + 2, "once a minute of idle all the same"
    shop.bench.acquirer.rules.normal()
    shop.wait(60).wait(60)
    assert shop.screen == "reversal.sale-done"


def test_what_is_said_to_wait_for_the_line_stays_while_it_comes_and_goes() -> None:
    shop = owing().unplug().plug().wait(60)
    shop.press("Enter", "1").present().press("Enter", "1000", "Enter", "123456", "Enter").wait(60)
    assert shop.screen == "reversal.owed"
    assert shop.unplug().plug().screen == "reversal.owed"


def test_a_minute_without_a_line_makes_its_return_an_occasion_again() -> None:
    shop = owing().unplug().plug().wait(60).unplug().wait(120)
    shop.bench.acquirer.rules.normal()
    assert shop.plug().screen == "reversal.sale-done"


def test_the_next_reversal_goes_out_at_once_again() -> None:
    shop = owing().unplug().plug().wait(60)
    shop.bench.acquirer.rules.normal()
    # A sale takes the reversal along, and is then itself without an answer.
    shop.bench.acquirer.rules.silent("0200")
    shop.ring_up("700").press("Enter")
    assert sent(shop) == 3
    shop.bench.acquirer.rules.silent()
    shop.wait(60).wait(60)
    assert shop.screen == "reversal.owed"
    shop.unplug()
    shop.bench.acquirer.rules.normal()
    assert shop.plug().screen == "reversal.sale-done"
