from __future__ import annotations

import json
from functools import reduce
from importlib.util import find_spec
from operator import xor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_emulator.link.checksums import crc16_x25, lrc, uses_c_extension

CHECK_VALUES = Path(__file__).parents[2] / "../shared/vectors/crypto/crc_check_values.json"


def x25_bit_by_bit(data: bytes) -> int:
    """The published parameters spelled out: reflected 1021, start and end exclusive-or FFFF."""
    register = 0xFFFF
    for octet in data:
        register ^= octet
        for _ in range(8):
            register = register >> 1 ^ 0x8408 if register & 1 else register >> 1
    return register ^ 0xFFFF


def test_check_values_of_the_catalogue() -> None:
    assert crc16_x25(b"123456789") == 0x906E
    assert lrc(b"123456789") == 0x31


@pytest.mark.skipif(not CHECK_VALUES.exists(), reason="../shared/vectors is absent")
@pytest.mark.parametrize(
    ("name", "compute"),
    [
        pytest.param("CRC-16/IBM-SDLC (X-25)", crc16_x25, id="x25"),
        pytest.param("LRC (XOR of all bytes)", lrc, id="lrc"),
    ],
)
def test_check_values_of_the_vectors(name: str, compute: object) -> None:
    assert callable(compute)
    vectors = {vector["name"]: vector for vector in json.loads(CHECK_VALUES.read_text())["vectors"]}
    data, expected = (vectors[name][key] for key in ("data", "expected"))
    assert compute(bytes.fromhex(data)) == int(expected, 16)


@given(st.binary(max_size=300))
def test_the_definitions(data: bytes) -> None:
    assert crc16_x25(data) == x25_bit_by_bit(data)
    assert lrc(data) == reduce(xor, data, 0)


def test_says_whether_the_c_extension_was_built() -> None:
    assert uses_c_extension() == (find_spec("crcmod._crcfunext") is not None)
