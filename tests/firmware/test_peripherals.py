from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import CardData, Entry, Key, Timer
from pos_emulator.security.masking import Pan, Secret


def test_keys_are_named_as_scripts_name_them() -> None:
    assert [key.value for key in Key if key.is_digit] == list("0123456789")
    assert {key.value for key in Key if not key.is_digit} == {
        "Enter",
        "Clear",
        "Cancel",
        "Func",
        "Up",
        "Down",
        "Alpha",
    }


@pytest.mark.parametrize(
    ("timer", "whose"),
    [
        pytest.param(Timer.ACK, "line", id="ack"),
        pytest.param(Timer.GAP, "line", id="gap"),
        pytest.param(Timer.PROMPT, "prompt", id="prompt"),
        pytest.param(Timer.HOST, "host", id="host"),
        pytest.param(Timer.RETRY, "host", id="retry"),
        pytest.param(Timer.LOCK, "lock", id="lock"),
        pytest.param(Timer.TICK, "display", id="tick"),
    ],
)
def test_a_timer_says_whose_it_is(timer: Timer, whose: str) -> None:
    assert timer.whose == whose


def test_ways_of_reading_are_the_first_digits_of_de22() -> None:
    assert {entry.name: entry.value for entry in Entry} == {
        "KEYED": "01",
        "SWIPE": "02",
        "INSERT": "05",
        "TAP": "07",
    }


def test_card_data_does_not_show_its_number() -> None:
    card = CardData(
        Entry.SWIPE, Pan("6224242300000069"), "3012", Secret("6224242300000069D30121200000012300000")
    )
    assert "6224242300000069" not in repr(card)
