from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_emulator.link.errors import PayloadTooLong
from pos_emulator.link.framers.length_tpdu import LENGTH_FRAME, LengthFramer
from pos_emulator.link.frames import BadFrame, Frame

payloads = st.binary(min_size=1, max_size=300)


@pytest.mark.parametrize(
    ("payload", "wire"),
    [
        pytest.param("60", "0001 60", id="one"),
        pytest.param("60000300006022000000000800", "000d 60000300006022000000000800", id="envelope"),
        pytest.param("60" * 258, "0102" + "60" * 258, id="high-byte-first"),
    ],
)
def test_frame_bytes(payload: str, wire: str) -> None:
    assert LengthFramer().encode(bytes.fromhex(payload)) == bytes.fromhex(wire)
    assert list(LengthFramer().feed(bytes.fromhex(wire))) == [Frame(bytes.fromhex(payload))]


@given(sent=st.lists(payloads, max_size=4), size=st.integers(1, 50))
def test_any_chunking(sent: list[bytes], size: int) -> None:
    framer = LengthFramer()
    stream = b"".join(map(framer.encode, sent))
    arrived = [f for at in range(0, len(stream), size) for f in framer.feed(stream[at : at + size])]
    assert arrived == [Frame(payload) for payload in sent]
    assert not framer.mid_frame


@given(payloads)
def test_agrees_with_the_declaration(payload: bytes) -> None:
    wire = LENGTH_FRAME.build(payload)
    assert LengthFramer().encode(payload) == wire
    assert LENGTH_FRAME.parse(wire) == payload


@pytest.mark.parametrize("start", [pytest.param("0000", id="zero"), pytest.param("0801", id="above-maximum")])
def test_after_an_impossible_length_nothing_is_read(start: str) -> None:
    framer = LengthFramer(maximum=2048)
    good = framer.encode(b"good")
    assert list(framer.feed(good + bytes.fromhex(start) + good)) == [Frame(b"good"), BadFrame("length")]
    assert list(framer.feed(good)) == []
    assert not framer.mid_frame
    assert framer.abandon() is None
    assert list(framer.feed(good)) == [Frame(b"good")]


@given(st.lists(st.binary(max_size=500), max_size=5))
def test_memory_is_bounded(pieces: list[bytes]) -> None:
    framer = LengthFramer(maximum=100)
    for piece in pieces:
        list(framer.feed(piece))
        assert len(framer._held) <= 101


def test_abandons_an_unfinished_frame() -> None:
    framer = LengthFramer()
    assert list(framer.feed(b"\x00\x05ab")) == []
    assert framer.mid_frame
    assert framer.abandon() == BadFrame("unfinished")
    assert list(framer.feed(b"\x00\x01a")) == [Frame(b"a")]


@pytest.mark.parametrize("number", [0, 2049])
def test_refuses_what_it_cannot_carry(number: int) -> None:
    with pytest.raises(PayloadTooLong):
        LengthFramer().encode(bytes(number))


@pytest.mark.parametrize("maximum", [0, 65536])
def test_a_length_has_two_bytes(maximum: int) -> None:
    with pytest.raises(ValueError, match="1 to 65535"):
        LengthFramer(maximum=maximum)
