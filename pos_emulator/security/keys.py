"""DES keys and what is done with one: encipher, decipher, check value, components."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.modes import ECB

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import CipherContext

BLOCK_OCTETS = 8
KEY_OCTETS = (8, 16, 24)


class KeyLengthError(ValueError):
    """A DES key has 8, 16 or 24 bytes, and this one has not what its use asks for."""

    def __init__(self, octets: int, expected: str = "8, 16 or 24") -> None:
        super().__init__(f"a key of {octets} bytes, expected {expected}")
        self.octets = octets
        self.expected = expected


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A DES key of 8 bytes (single), 16 or 24 bytes (triple); parity bits are ignored.

    Its repr shows length and check value, never the key.
    """

    octets: bytes

    def __post_init__(self) -> None:
        if len(self.octets) not in KEY_OCTETS:
            raise KeyLengthError(len(self.octets))

    def __repr__(self) -> str:
        return f"Key({len(self.octets)} bytes, KCV {check_value(self).hex().upper()})"

    @property
    def left(self) -> Key:
        """The first 8 bytes, as a single-length key."""
        return self if len(self.octets) == BLOCK_OCTETS else Key(self.octets[:BLOCK_OCTETS])

    @property
    def right(self) -> Key:
        """The second 8 bytes of a 16-byte or longer key, as a single-length key."""
        return Key(self.octets[BLOCK_OCTETS : 2 * BLOCK_OCTETS])


def encipher(key: Key, data: bytes) -> bytes:
    """``data`` under ``key``, block by block (ECB); single DES for 8-byte keys, else triple DES.

    Raises:
        ValueError: ``data`` is not whole blocks of 8 bytes.
    """
    _check_blocks(data)
    return _encryptor(key.octets).update(data)


def decipher(key: Key, data: bytes) -> bytes:
    """The inverse of `encipher`."""
    _check_blocks(data)
    return _decryptor(key.octets).update(data)


def check_value(key: Key) -> bytes:
    """The key check value (KCV) that tells two sites they hold the same key.

    Returns:
        4 bytes: the left end of eight zero bytes enciphered under ``key``.

    Source:
        ANSI X9.24-1, check values of DES keys; 4 bytes as in DE62 of a sign-on.
    """
    return encipher(key, bytes(BLOCK_OCTETS))[:4]


def combine(component_a: Key, component_b: Key) -> Key:
    """The key whose two components were typed in by two persons: their XOR."""
    a, b = component_a.octets, component_b.octets
    if len(a) != len(b):
        raise KeyLengthError(len(b), f"{len(a)} as in the first component")
    return Key(bytes(x ^ y for x, y in zip(a, b, strict=True)))


def _check_blocks(data: bytes) -> None:
    # The contexts below are kept between calls: half a block left in one would spoil the next call.
    if len(data) % BLOCK_OCTETS:
        raise ValueError(f"{len(data)} bytes, expected whole blocks of {BLOCK_OCTETS}")


@lru_cache(maxsize=64)
def _encryptor(octets: bytes) -> CipherContext:
    return _cipher(octets).encryptor()


@lru_cache(maxsize=64)
def _decryptor(octets: bytes) -> CipherContext:
    return _cipher(octets).decryptor()


def _cipher(octets: bytes) -> Cipher[ECB]:
    # Triple DES with equal keys is single DES; with two keys the first comes again.
    return Cipher(TripleDES((octets * 3)[:24] if len(octets) < 24 else octets), ECB())
