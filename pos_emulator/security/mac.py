"""The MAC in DE64: the UnionPay "ECB" method and ANSI X9.19."""

from __future__ import annotations

import hmac
import struct
from collections.abc import Callable, Mapping
from functools import reduce
from operator import xor
from types import MappingProxyType

from pos_emulator.security.keys import BLOCK_OCTETS, Key, KeyLengthError, decipher, encipher

MAC_OCTETS = 8

MacMethod = Callable[[Key, bytes], bytes]


def cup_ecb(key: Key, data: bytes) -> bytes:
    """The UnionPay MAC: blocks folded by XOR, written as hex, enciphered in two steps.

    Single DES for an 8-byte ``key``, triple DES for 16 bytes.

    Returns:
        8 bytes: the first 8 of 16 hex characters, in ASCII.

    Source:
        Published vectors and descriptions of DE64 in UnionPay terminals (the tests hold them).
    """
    blocks = struct.unpack(f">{-(-len(data) // BLOCK_OCTETS)}Q", _padded(data))
    folded = b"%016X" % reduce(xor, blocks, 0)
    first = encipher(key, folded[:BLOCK_OCTETS])
    second = encipher(key, _xor(first, folded[BLOCK_OCTETS:]))
    return second.hex().upper()[:MAC_OCTETS].encode()


def x9_19(key: Key, data: bytes) -> bytes:
    """The retail MAC: a DES-CBC chain under the left key, the last block through right and left.

    Returns:
        8 binary bytes.

    Raises:
        KeyLengthError: ``key`` has not 16 bytes.

    Source:
        ANSI X9.19; ISO/IEC 9797-1 algorithm 3, padding 1.
    """
    if len(key.octets) != 2 * BLOCK_OCTETS:
        raise KeyLengthError(len(key.octets), "16")
    left = key.left
    chain = bytes(BLOCK_OCTETS)
    padded = _padded(data)
    for start in range(0, len(padded), BLOCK_OCTETS):
        chain = encipher(left, _xor(chain, padded[start : start + BLOCK_OCTETS]))
    return encipher(left, decipher(key.right, chain))


def _cup_ecb_single(key: Key, data: bytes) -> bytes:
    # A sign-on of kind 003 delivers 16 bytes for a MAK of 8: the key and 8 zeros. The terminals
    # read keep single DES for the MAC even where the PIN key is double length.
    return cup_ecb(key.left, data)


METHODS: Mapping[str, MacMethod] = MappingProxyType(
    {"ecb": _cup_ecb_single, "ecb-3des": cup_ecb, "x9.19": x9_19}
)
"""MAC methods by the name a profile gives them."""


def mac_by_name(name: str) -> MacMethod:
    """The method that the profile switch ``mac`` names.

    ``ecb`` is single DES under the first 8 bytes of the key, whatever its length; ``ecb-3des``
    uses all of a longer key; ``x9.19`` needs 16 bytes.
    """
    try:
        return METHODS[name]
    except KeyError:
        raise ValueError(f"unknown MAC method {name!r}, expected one of {', '.join(METHODS)}") from None


def sealed(raw: bytes, key: Key, mac: MacMethod) -> bytes:
    """``raw`` with its MAC: its last 8 bytes, a placeholder for DE64, replaced.

    The MAC covers everything before them, so ``raw`` starts at the MTI (no TPDU, no header).
    """
    body = raw[:-MAC_OCTETS]
    return body + mac(key, body)


def is_genuine(raw: bytes, key: Key, mac: MacMethod) -> bool:
    """Whether the last 8 bytes of ``raw`` are the MAC of what precedes them."""
    return len(raw) > MAC_OCTETS and hmac.compare_digest(mac(key, raw[:-MAC_OCTETS]), raw[-MAC_OCTETS:])


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % BLOCK_OCTETS)


def _xor(a: bytes, b: bytes) -> bytes:
    return (int.from_bytes(a, "big") ^ int.from_bytes(b, "big")).to_bytes(len(a), "big")
