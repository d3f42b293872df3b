from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_emulator.security.keys import Key
from pos_emulator.security.masking import Pan, Secret
from pos_emulator.security.pin_block import (
    PinBlockError,
    deciphered_pin,
    enciphered_pin_block,
    pin_block,
    pin_of,
)

PIN_KEY = Key(bytes.fromhex("D931648F3DE313A4A22C15DCA4F4299E"))
CARD = Pan("6224242300000069")


@pytest.mark.parametrize(
    ("pin", "pan", "block"),
    [
        pytest.param("123456", "123456789012345678", "061253DFFEDCBA98", id="unionpay-18-digits"),
        pytest.param("123456", "1234567890123456", "0612713176FEDCBA", id="unionpay-16-digits"),
        pytest.param("1234", "4012345678909", "041274EDCBA9876F", id="x9.24-annex"),
        pytest.param("123456789012", "5555555551234567", "0C1261032D8226A9", id="longest"),
        pytest.param("123456", "62242423", "06123456F9DDBDBD", id="short-number-filled-with-zeros"),
    ],
)
def test_clear_block(pin: str, pan: str, block: str) -> None:
    assert pin_block(Secret(pin), Pan(pan)).hex().upper() == block
    assert pin_of(bytes.fromhex(block), Pan(pan)) == Secret(pin)


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", "１２３４"])
def test_no_block_of_what_is_no_pin(pin: str) -> None:
    with pytest.raises(PinBlockError) as caught:
        pin_block(Secret(pin), CARD)
    assert str(caught.value) == "a PIN has 4 to 12 digits"


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
def test_enciphered_block_agrees_with_psec() -> None:
    from psec import des, pinblock

    clear = pinblock.encode_pinblock_iso_0("246810", CARD.digits)
    enciphered = des.encrypt_tdes_ecb(PIN_KEY.octets, clear)
    assert enciphered_pin_block(Secret("246810"), CARD, PIN_KEY) == enciphered
    assert deciphered_pin(enciphered, CARD, PIN_KEY) == Secret("246810")


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("", id="empty"),
        pytest.param("06123456FFFFFF", id="seven-bytes"),
        pytest.param("1612713176FEDCBA", id="other-format"),
        pytest.param("0312713176FEDCBA", id="three-digits"),
        pytest.param("0D12713176FEDCBA", id="thirteen-digits"),
        pytest.param("061A713176FEDCBA", id="letter-in-the-pin"),
        pytest.param("0612713176FEDCBB", id="filler-damaged"),
    ],
)
def test_refuses_a_block_without_saying_what_is_in_it(block: str) -> None:
    with pytest.raises(PinBlockError) as caught:
        pin_of(bytes.fromhex(block), Pan("1234567890123456"))
    assert str(caught.value) in ("a PIN block has 8 bytes", "no PIN block of this card")


def test_another_card_or_key_gives_no_pin() -> None:
    block = enciphered_pin_block(Secret("246810"), CARD, PIN_KEY)
    with pytest.raises(PinBlockError):
        deciphered_pin(block, Pan("4111111111111111"), PIN_KEY)
    with pytest.raises(PinBlockError):
        deciphered_pin(block, CARD, Key(bytes.fromhex("0123456789ABCDEF")))
    with pytest.raises(PinBlockError, match="8 bytes"):
        deciphered_pin(block[:-1], CARD, PIN_KEY)


@settings(max_examples=100)
@given(st.from_regex(r"[0-9]{4,12}", fullmatch=True), st.from_regex(r"[0-9]{13,19}", fullmatch=True))
def test_any_pin_comes_back(pin: str, pan: str) -> None:
    assert pin_of(pin_block(Secret(pin), Pan(pan)), Pan(pan)) == Secret(pin)
