"""PIN blocks: a PIN mixed with a card number, as DE52 carries it enciphered."""

from __future__ import annotations

from pos_emulator.security.keys import BLOCK_OCTETS, Key, decipher, encipher
from pos_emulator.security.masking import Pan, Secret

LEAST_DIGITS = 4
MOST_DIGITS = 12


class PinBlockError(ValueError):
    """A PIN that fits no PIN block, or a block that holds no PIN of this card; never says which digits."""


def pin_block(pin: Secret, pan: Pan) -> bytes:
    """The clear block of a PIN of 4 to 12 digits.

    Returns:
        8 bytes: 0, length, PIN, filled with F; XORed with the 12 digits of the card number
        left of its check digit.

    Raises:
        PinBlockError: ``pin`` is not 4 to 12 digits.

    Source:
        ANSI X9.8, ISO 9564-1 format 0.
    """
    digits = pin.reveal()
    if not (digits.isascii() and digits.isdigit() and LEAST_DIGITS <= len(digits) <= MOST_DIGITS):
        raise PinBlockError(f"a PIN has {LEAST_DIGITS} to {MOST_DIGITS} digits")
    return _mixed(bytes.fromhex(f"0{len(digits):X}{digits}".ljust(2 * BLOCK_OCTETS, "F")), pan)


def enciphered_pin_block(pin: Secret, pan: Pan, key: Key) -> bytes:
    """`pin_block` under the PIN key: what DE52 carries."""
    return encipher(key, pin_block(pin, pan))


def pin_of(block: bytes, pan: Pan) -> Secret:
    """The PIN in a clear block.

    Raises:
        PinBlockError: there is none of this card: damaged, or under another key or number.
    """
    if len(block) != BLOCK_OCTETS:
        raise PinBlockError(f"a PIN block has {BLOCK_OCTETS} bytes")
    text = _mixed(block, pan).hex()
    length = int(text[1], 16)
    pin, filler = text[2 : 2 + length], text[2 + length :]
    if text[0] != "0" or not LEAST_DIGITS <= length <= MOST_DIGITS or not pin.isdigit() or filler.strip("f"):
        raise PinBlockError("no PIN block of this card")
    return Secret(pin)


def deciphered_pin(block: bytes, pan: Pan, key: Key) -> Secret:
    """The PIN in a block from DE52, enciphered under ``key``; errors as in `pin_of`."""
    if len(block) != BLOCK_OCTETS:
        raise PinBlockError(f"a PIN block has {BLOCK_OCTETS} bytes")
    return pin_of(decipher(key, block), pan)


def _mixed(block: bytes, pan: Pan) -> bytes:
    account = int(pan.digits[-13:-1], 16)
    return (int.from_bytes(block, "big") ^ account).to_bytes(BLOCK_OCTETS, "big")
