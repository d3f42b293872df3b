from __future__ import annotations

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.recorder.session import KeyTaken


def test_no_repr_shows_which_key_it_was() -> None:
    assert repr(KeyTaken(Key.DIGIT_7)) == repr(KeyTaken(Key.ENTER))
