from __future__ import annotations

from pos_emulator.firmware.peripherals import Key
from pos_emulator.training.plan import WAIT, Act, Press


def test_an_act_reads_as_the_window_says_it() -> None:
    assert [str(Act("swipe", "demo-debit")), str(WAIT)] == ["swipe demo-debit", "wait"]


def test_a_held_key_is_another_deed() -> None:
    assert Press(Key.CLEAR, held=True) != Press(Key.CLEAR)
