from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.own_tags import OwnTags
from iso8583_specs.dialects.unionpay_views import KeyBlock
from pos_emulator.firmware.peripherals import Beep
from tests.firmware.shop import LOST_ANSWER, LOST_REQUEST, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


def refused_keys(shop: Shop, **spoilt: bytes) -> None:
    """The host sends another key block than the one it keeps."""
    shop.bench.acquirer.rules.silent("0800")
    shop.press("Enter", "01", "Enter", "0000", "Enter")
    block = KeyBlock(bytes(16), bytes(4), bytes(8), bytes(4))
    request = shop.requests("0800")[-1]
    block = replace(block, **spoilt)
    shop.forge({62: block.octets(), 60: request[60]}, mac="none")


def test_an_operator_signs_on(shop: Shop) -> None:
    assert shop.screen == "idle.signed-off"
    assert shop.press("Enter").screen == "logon.operator"
    assert shop.press("01", "Enter").screen == "logon.password"
    shop.press("0000", "Enter")
    assert (shop.screen, shop.rows[2]) == ("logon.done", "批次号: 000001  ")
    assert shop.bench.beeps == [Beep.OK]
    assert shop.press("Enter").rows[3] == "11-21 08:55 OP01"
    assert shop.mtis() == ["0800", "0600"]


def test_hello_tells_what_the_terminal_remembers(shop: Shop) -> None:
    shop.sign_on()
    first = OwnTags.parse(shop.requests("0600")[0].octets(62))
    assert (first.epoch, first.ledger_id, first.why) == (0, None, 1)
    book = shop.state.host_book
    assert (book.epoch, book.ledger) == (1, shop.bench.ledger.ledger_id)
    shop.press("Enter", "7", "1", "01", "Enter", "0000", "Enter")
    second = OwnTags.parse(shop.requests("0600")[1].octets(62))
    assert (second.epoch, second.ledger_id, second.why) == (1, book.ledger, 0)
    assert shop.state.host_book == book


def test_who_is_not_an_operator(shop: Shop) -> None:
    shop.press("Enter", "07", "Enter")
    assert shop.screen == "logon.unknown"
    assert shop.wait(2).screen == "logon.operator"
    assert shop.press("05", "Enter").screen == "logon.password"


def test_three_wrong_passwords_lead_back_to_idle(shop: Shop) -> None:
    shop.press("Enter", "01", "Enter")
    for left in "210":
        shop.press("1111", "Enter")
        assert (shop.screen, shop.rows[2]) == ("logon.wrong", f"  剩余次数: {left}   ")
        shop.press("Enter")
    assert shop.screen == "idle.signed-off"
    assert shop.audit[-4:] == [("logon", "operator 01 password wrong")] * 3 + [
        ("logon", "operator 01 locked")
    ]


def test_an_operator_who_guesses_is_locked_for_a_while(shop: Shop) -> None:
    shop.press("Enter", "01", "Enter", *("1111", "Enter", "Enter") * 3)
    assert shop.press("Enter", "01", "Enter").screen == "logon.wrong"
    shop.cut_power()
    assert shop.press("Enter", "01", "Enter").screen == "logon.wrong"
    assert shop.press("Enter").wait(299).press("Enter", "01", "Enter").screen == "logon.wrong"
    assert shop.press("Enter").sign_on("02").screen == "idle.signed-on"
    shop.wait(2).press("Enter", "7", "1", "01", "Enter", "0000", "Enter")
    assert shop.screen == "logon.done"


def test_a_wrong_password_is_counted_before_the_answer_shows(shop: Shop) -> None:
    shop.press("Enter", "01", "Enter", "1111", "Enter")
    shop.cut_power()
    shop.press("Enter", "01", "Enter", "1111", "Enter")
    assert shop.rows[2] == "  剩余次数: 1   "


def test_supervisor_and_administrator_cannot_sell(shop: Shop) -> None:
    shop.press("Enter", "00", "Enter", "123456", "Enter")
    assert shop.screen == "menu.supervisor"
    assert shop.press("Cancel").screen == "logon.supervisor"
    assert shop.wait(2).screen == "idle.signed-off"
    shop.press("Enter", "99", "Enter", "12345678", "Enter")
    assert shop.screen == "menu.administrator"
    assert shop.press("Cancel", "Enter").screen == "idle.signed-off"


def test_no_line_no_answer_and_a_refusal(shop: Shop) -> None:
    shop.unplug().sign_on()
    assert shop.screen == "host.no-line"
    shop.press("Enter").plug()
    shop.fault(LOST_ANSWER).sign_on()
    assert shop.wait(60).screen == "host.no-answer"
    shop.press("Enter").fault(LOST_REQUEST).sign_on()
    assert shop.screen == "host.no-answer"
    shop.press("Enter").bench.acquirer.rules.reply("97", "0800")
    shop.sign_on()
    assert (shop.screen, shop.rows[2]) == ("logon.failed", "    主机拒绝    ")
    assert shop.press("Enter").screen == "idle.signed-off"
    assert shop.state.working_keys is None
    assert shop.sign_on().screen == "idle.signed-on"


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param({"pin_check": b"\xff\xff\xff\xff"}, id="pin-key"),
        pytest.param({"mac_check": b"\xff\xff\xff\xff"}, id="mac-key"),
    ],
)
def test_keys_that_fail_their_check_are_not_taken(spoilt: dict[str, bytes], shop: Shop) -> None:
    refused_keys(shop, **spoilt)
    assert (shop.screen, shop.rows[2]) == ("logon.failed", "   密钥校验错   ")
    assert shop.state.working_keys is None
    assert ("logon", "key check failed") in shop.audit
    assert "key-check" in shop.explained()


def test_an_answer_without_a_batch_number_names_none(shop: Shop) -> None:
    shop.fault(LOST_ANSWER).sign_on()
    shop.forge({62: shop.answers("0810")[0].octets(62)}, without=(60,), mac="none")
    assert shop.screen == "logon.done"
    assert shop.state.batch_number == 1


def test_a_failed_sign_on_leaves_the_old_keys(shop: Shop) -> None:
    shop.sign_on()
    old = shop.state.working_keys
    shop.press("Enter", "7", "1")
    shop.bench.acquirer.rules.silent("0800")
    shop.press("01", "Enter", "0000", "Enter").wait(60)
    assert shop.screen == "host.no-answer"
    assert shop.state.working_keys is old
    shop.bench.acquirer.rules.normal()
    shop.press("Enter").sell()


def test_without_an_answer_to_hello_nobody_is_signed_on(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent("0600")
    shop.sign_on().wait(60)
    assert shop.screen == "host.no-answer"
    assert shop.press("Enter").screen == "idle.signed-off"


def test_on_a_foreign_host_there_is_no_hello() -> None:
    shop = Shop(host_extensions=False).sign_on()
    assert shop.mtis() == ["0800"]
    assert shop.state.host_book.epoch == 0
    assert shop.screen == "idle.signed-on"


def test_a_batch_number_is_taken_from_the_host_only_while_ours_is_empty(shop: Shop) -> None:
    shop.sign_on().sell()
    # The batch is closed at the host by another hand, and the host names the next one.
    batch = shop.bench.ledger.batch("12345676", "000001")
    assert batch is not None
    with shop.bench.ledger.unit():
        shop.bench.ledger.keep_batch(replace(batch, state="closed"))
        account = shop.bench.ledger.terminal("12345676")
        assert account is not None
        shop.bench.ledger.keep_terminal(replace(account, batch="000002"))
    shop.press("Enter", "7", "1", "01", "Enter", "0000", "Enter")
    assert shop.screen == "logon.batch-kept"
    assert shop.state.batch_number == 1
    assert ("logon", "batch of the host 000002 ignored") in shop.audit
    assert "batch-kept" in shop.explained()


def test_an_empty_batch_takes_the_number_of_the_host(shop: Shop) -> None:
    shop.sign_on()
    shop.sell()
    shop.settle()
    shop.state.batch_number = 1
    shop.press("Enter", "Enter", "7", "1", "01", "Enter", "0000", "Enter")
    assert shop.screen == "logon.done"
    assert shop.state.batch_number == 2


def test_what_is_owed_is_sent_at_the_sign_on_and_does_not_hinder_it(shop: Shop) -> None:
    shop.sign_on().ring_up()
    shop.bench.acquirer.rules.silent()
    shop.press("Enter").wait(60).wait(60)
    assert shop.screen == "reversal.owed"
    shop.bench.acquirer.rules.normal()
    shop.bench.acquirer.rules.silent("0400")
    count = len(shop.requests("0400"))
    shop.press("Enter", "Enter", "7", "1", "01", "Enter", "0000", "Enter").wait(60)
    assert shop.screen == "logon.done"
    assert len(shop.requests("0400")) == count + 1
    assert shop.press("Enter").screen == "power.owed"
