from __future__ import annotations

from types import MappingProxyType

import pytest

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.texts import Texts
from pos_emulator.texts.layout import cells
from pos_emulator.tui.hints import BY_ENDING, BY_NAME, Around, always, hint


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("idle.signed-off", "Enter to log on"),
        ("idle.signed-on", "s swipes a card"),
        ("menu.main", "a digit chooses"),
        ("sale.confirm-card", "Enter yes"),
        ("refund.confirm-card", "Enter yes"),
        ("refund.confirm", "Enter refunds"),
        ("refund.amount", "5800 is 58.00"),
        ("void.voucher", "voucher number"),
        ("refund.reference", "F9 slip or F6 ledger"),
        ("refund.date", "F9 slip or F6 ledger"),
        ("host.receiving", "wait"),
        ("host.timeout", "the reversal is being sent"),
        ("host.no-ack", "the reversal is being sent"),
        ("host.no-answer", "Enter goes on"),
        ("power.owed", "sent again soon · Enter menu"),
        ("reversal.owed", "sent again soon · Enter goes on"),
        ("lock.locked", "type the operator's number"),
        ("lock.password", "Esc other operator"),
        ("sale.approved", "wait: it is printing"),
        ("card.remove", "r takes the card out"),
        ("off", "w switches the power on"),
    ],
)
def test_a_screen_says_what_to_press(name: str, words: str) -> None:
    assert words in hint(Screen(name), "en")


def test_without_a_card_the_customer_is_called() -> None:
    gone = Around(customer_here=False, card_here=False)
    assert "b brings" in hint(Screen("sale.card"), "en", around=gone)
    assert "b brings" not in hint(Screen("sale.amount"), "en", around=gone)
    assert hint(Screen("idle.signed-on"), "zh", around=gone) == "b 顾客来 · Enter 菜单"
    assert hint(Screen("slip.hand-over"), "zh", around=gone) == "Enter 结束"
    forgotten = Around(customer_here=False)
    assert hint(Screen("idle.signed-on"), "zh", around=forgotten) == "b 顾客来 · Enter 菜单"
    assert "b brings" not in hint(Screen("void.card"), "en", around=forgotten)


@pytest.mark.parametrize("name", ["power.owed", "reversal.owed", "host.no-line"])
def test_the_line_is_to_be_plugged_in_only_where_it_is_out(name: str) -> None:
    assert "l 接上线路" in hint(Screen(name), "zh", around=Around(plugged=False))
    assert "l 接上线路" not in hint(Screen(name), "zh")


def test_nothing_is_to_be_pulled_that_is_out_already() -> None:
    for name in Texts("zh").names():
        assert "拔线" not in hint(Screen(name), "zh", around=Around(plugged=False)), name


def test_what_can_always_be_pressed_goes_by_the_counter() -> None:
    assert always("zh") == "g 顾客离开 · l 拔线 · F1 帮助"
    assert always("zh", Around(customer_here=False, plugged=False)) == "b 顾客来 · l 接线 · F1 帮助"


def test_an_entry_without_words_of_its_own_says_how_to_type() -> None:
    screen = Screen("change.old", fields=MappingProxyType({"stars": 2}))
    assert hint(screen, "en").startswith("type it")


def test_every_hint_is_about_a_screen_that_there_is() -> None:
    names = {*Texts("zh").names(), "off"}
    assert set(BY_NAME) <= names
    assert set(BY_ENDING) <= {name.partition(".")[2] for name in names}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_hint_fits_the_smallest_window(lang: str) -> None:
    for around in (Around(), Around(customer_here=False, card_here=False, plugged=False)):
        for name in Texts(lang).names():
            assert cells(hint(Screen(name), lang, around=around)) <= 76, name
        idle = hint(Screen("idle.signed-on"), lang, around=around)
        assert cells(always(lang, around)) + cells(idle) <= 78
