from __future__ import annotations

from types import MappingProxyType

import pytest

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.texts import Texts
from pos_emulator.texts.layout import cells
from pos_emulator.tui.hints import BY_ENDING, BY_NAME, always, hint


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
        ("host.receiving", "wait"),
        ("host.timeout", "Enter goes on"),
        ("card.remove", "r takes the card out"),
        ("off", "w switches the power on"),
    ],
)
def test_a_screen_says_what_to_press(name: str, words: str) -> None:
    assert words in hint(Screen(name), "en")


def test_without_a_card_the_customer_is_called() -> None:
    assert "b brings" in hint(Screen("sale.card"), "en", cards_here=False)
    assert "b brings" not in hint(Screen("sale.amount"), "en", cards_here=False)


def test_an_entry_without_words_of_its_own_says_how_to_type() -> None:
    screen = Screen("change.old", fields=MappingProxyType({"stars": 2}))
    assert hint(screen, "en").startswith("type it")


def test_every_hint_is_about_a_screen_that_there_is() -> None:
    names = {*Texts("zh").names(), "off"}
    assert set(BY_NAME) <= names
    assert set(BY_ENDING) <= {name.partition(".")[2] for name in names}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_hint_fits_the_smallest_window(lang: str) -> None:
    for name in Texts(lang).names():
        assert cells(hint(Screen(name), lang)) <= 76, name
    assert cells(always(lang)) + cells(hint(Screen("idle.signed-on"), lang)) <= 78
