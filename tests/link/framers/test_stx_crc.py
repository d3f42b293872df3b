from __future__ import annotations

import pytest

from pos_emulator.link.framers.stx_crc import STX_CRC_FRAME, StxCrcFramer
from pos_emulator.link.frames import Frame


# The check values were computed bit by bit, outside this project's code.
@pytest.mark.parametrize(
    ("payload", "wire"),
    [
        pytest.param("313233343536373839", "02 0009 313233343536373839 03 a296", id="digits"),
        pytest.param("02", "02 0001 02 03 a729", id="payload-is-stx"),
        pytest.param(
            "021503021503020003020103", "02 0012 021503021503020003020103 03 79a0", id="full-of-controls"
        ),
        pytest.param(
            "60000300006022000000000800", "02 0013 60000300006022000000000800 03 ec91", id="envelope"
        ),
    ],
)
def test_frame_bytes(payload: str, wire: str) -> None:
    assert StxCrcFramer().encode(bytes.fromhex(payload)) == bytes.fromhex(wire)
    assert list(StxCrcFramer().feed(bytes.fromhex(wire))) == [Frame(bytes.fromhex(payload))]
    assert STX_CRC_FRAME.parse(bytes.fromhex(wire)).covered.value.payload == bytes.fromhex(payload)
