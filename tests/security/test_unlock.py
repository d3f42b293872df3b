from __future__ import annotations

import pytest

from pos_emulator.security.keys import Key
from pos_emulator.security.unlock import unlock_code

DEMO = Key(bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"))


@pytest.mark.parametrize(
    ("tid", "number", "code"),
    [
        # openssl enc -des-ede-cbc over TID and number, last block 237EBF9B2B299DB4, modulo a million.
        pytest.param("12345676", "12345678", "004148", id="leading-zeros-stay"),
        pytest.param("12345676", "00000000", "431662", id="another-number"),
        pytest.param("90000001", "123", "513121", id="filled-with-zeros"),
    ],
)
def test_the_code_follows_from_key_terminal_and_number(tid: str, number: str, code: str) -> None:
    assert unlock_code(DEMO, tid, number).reveal() == code


def test_another_key_gives_another_code() -> None:
    assert unlock_code(Key(bytes(16)), "12345676", "12345678") != unlock_code(DEMO, "12345676", "12345678")


def test_the_code_does_not_show_itself() -> None:
    assert "004148" not in repr(unlock_code(DEMO, "12345676", "12345678"))
