from __future__ import annotations

import re

import pytest

from pos_emulator.pytest_plugin.desk import Desk, KeysFailed
from pos_emulator.pytest_plugin.keys import Keys
from pos_emulator.pytest_plugin.terminal import Terminal


def test_the_display(desk: Desk) -> None:
    terminal = Terminal(desk)
    assert terminal.screen.name == "idle.signed-off"
    assert terminal.screen.rows[1].strip() == "未签到"
    assert "请按[确认]键签到" in terminal.screen
    assert re.compile("未.到") in terminal.screen
    assert "已签到" not in terminal.screen
    assert "default-password" in terminal.screen.lamps
    assert repr(terminal.screen) == "<idle.signed-off: 训练便利店 | 未签到 | 请按[确认]键签到 | 11-21 08:55>"
    assert repr(terminal) == f"<terminal with {terminal.screen!r}>"


def test_all_screens_since_the_last_command(desk: Desk, shop: Keys) -> None:
    terminal = Terminal(desk)
    shop("Sale 58.00 as $sale")
    assert terminal.screen.name == "idle.signed-on"
    assert "sale.approved" in terminal.screens
    assert "交易成功" in terminal.screens
    assert re.compile("58.00元") in terminal.screens
    assert "void.approved" not in terminal.screens
    terminal.press("Enter")
    assert terminal.screens.names == ("menu.main",)
    assert len(terminal.screens) == len(list(terminal.screens)) == 1
    assert repr(terminal.screens).startswith("<screens: <menu.main: ")


def test_keys_and_secrets(desk: Desk, shop: Keys) -> None:
    terminal = Terminal(desk)
    shop("Menu void")
    terminal.type_secret("supervisor")
    assert terminal.screen.fields["stars"] == 6
    terminal.press("Enter", "99", "Clear")
    assert terminal.screen.name == "void.voucher"


@pytest.mark.parametrize("word", ["Entre", "", "1a", "１"])
def test_no_such_key(desk: Desk, word: str) -> None:
    with pytest.raises(ValueError, match="there is no key"):
        Terminal(desk).press(word)


def test_no_such_secret(desk: Desk) -> None:
    with pytest.raises(ValueError, match="there is no secret 'supervisr'; did you mean supervisor"):
        Terminal(desk).type_secret("supervisr")


def test_paper_sound_and_reasons(desk: Desk, shop: Keys) -> None:
    terminal = Terminal(desk)
    shop("Sale 58.00 as $sale")
    assert [slip.copy for slip in terminal.receipts] == ["merchant", "customer"]
    assert "RMB 58.00" in terminal.receipts[0]
    assert "退货" not in terminal.receipts[0]
    assert any("58.00" in line for line in terminal.receipts[1].lines)
    assert repr(terminal.receipts[1]).startswith("<customer slip: ")
    shop("Host reply 51\nSale 58.00 as $other")
    assert terminal.why == ("host-declined", "scripted-reply")
    assert "decline" in terminal.beeps


def test_records_and_power(desk: Desk, shop: Keys) -> None:
    terminal = Terminal(desk)
    shop("Line drop next response for 0200\nSale 58.00 as $sale")
    assert terminal.record("$sale") == "owed"
    terminal.power_cut()
    assert not terminal.is_on
    assert terminal.screen.name == "off"
    assert terminal.record("$sale") == "owed"
    terminal.power_on()
    assert terminal.screen.name != "off"
    assert terminal.record("sale") == "failed"
    with pytest.raises(KeysFailed, match=r"\$other was never sent"):
        terminal.record("$other")
