from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from construct import ConstructError
from hypothesis import assume, given
from hypothesis import strategies as st

from pos_emulator.link.errors import PayloadTooLong
from pos_emulator.link.framers.stx_crc import STX_CRC_FRAME, StxCrcFramer
from pos_emulator.link.framers.stx_frame import StxFramer
from pos_emulator.link.framers.stx_lrc import STX_LRC_FRAME, StxLrcFramer
from pos_emulator.link.frames import Arrived, BadFrame, Control, Frame

FramerType = type[StxCrcFramer] | type[StxLrcFramer]
BOTH = pytest.mark.parametrize(
    ("framer_type", "declared"),
    [
        pytest.param(StxCrcFramer, STX_CRC_FRAME, id="crc"),
        pytest.param(StxLrcFramer, STX_LRC_FRAME, id="lrc"),
    ],
)
payloads = st.binary(min_size=1, max_size=60) | st.lists(
    st.sampled_from(b"\x00\x02\x03\x06\x15"), min_size=1, max_size=30
).map(bytes)
quiet_noise = st.binary(max_size=12).map(lambda noise: noise.translate(None, b"\x02\x06\x15"))
cuts = st.lists(st.integers(0, 400), max_size=12)


def chunks(stream: bytes, at: list[int]) -> Iterable[bytes]:
    borders = sorted({0, len(stream), *(place for place in at if place < len(stream))})
    return (stream[a:b] for a, b in pairwise(borders))


def fed(framer: StxFramer, pieces: Iterable[bytes]) -> list[Arrived]:
    return [item for piece in pieces for item in framer.feed(piece)]


def mid_frame(framer: StxFramer) -> bool:
    return framer.mid_frame


def frame_starts(stream: bytes, framer: StxFramer) -> set[int]:
    """Where undamaged frames begin, sent as such or by accident: an LRC lets one in 256 pass."""
    starts = (
        at for at, octet in enumerate(stream) if octet == 0x02 and stream[at + 1 : at + 3].hex().isdecimal()
    )
    sizes = ((at, int(stream[at + 1 : at + 3].hex())) for at in starts)
    return {
        at
        for at, size in sizes
        if 0 < size < len(stream)
        and stream[at:].startswith(framer.encode(stream[at + 3 : at + 3 + size] or b"-"))
    }


def frames(arrived: Iterable[Arrived]) -> list[bytes]:
    return [item.payload for item in arrived if isinstance(item, Frame)]


@BOTH
@given(sent=st.lists(st.tuples(quiet_noise, payloads), max_size=4), at=cuts)
def test_any_chunking_with_noise_between(
    framer_type: FramerType, declared: Any, sent: list[tuple[bytes, bytes]], at: list[int]
) -> None:
    stream = b"".join(noise + framer_type().encode(payload) for noise, payload in sent)
    framer = framer_type()
    assert fed(framer, chunks(stream, at)) == [Frame(payload) for _, payload in sent]
    assert not framer.mid_frame


@BOTH
@given(data=st.data(), damaged=payloads, good=payloads, at=cuts)
def test_damage_never_costs_the_next_good_frame(
    framer_type: FramerType,
    declared: Any,
    data: st.DataObject,
    damaged: bytes,
    good: bytes,
    at: list[int],
) -> None:
    wire = bytearray(framer_type().encode(damaged))
    place = data.draw(st.integers(0, len(wire) - 1))
    wire[place] ^= data.draw(st.integers(1, 255))
    torn = bytes(wire[data.draw(st.integers(0, len(wire))) :]) if data.draw(st.booleans()) else bytes(wire)
    framer, wire_of_good = framer_type(), framer_type().encode(good)
    assume(frame_starts(torn + wire_of_good, framer) == {len(torn)})
    arrived = fed(framer, chunks(torn + wire_of_good, at))
    framer.abandon()
    arrived += framer.feed(b"")
    assert frames(arrived)[-1] == good
    assert framer.feed(framer.encode(good)).__next__() == Frame(good)


@BOTH
@given(stream=st.binary(max_size=200), good=payloads, at=cuts)
def test_chunking_changes_nothing(
    framer_type: FramerType, declared: Any, stream: bytes, good: bytes, at: list[int]
) -> None:
    stream += framer_type().encode(good) + stream
    whole, pieces = framer_type(), framer_type()
    assert fed(whole, [stream]) == fed(pieces, chunks(stream, at))
    assert whole.mid_frame == pieces.mid_frame
    assert whole.abandon() == pieces.abandon()
    assert list(whole.feed(b"")) == list(pieces.feed(b""))


@BOTH
@given(pieces=st.lists(st.sampled_from([b"\x02\x09\x99", b"\x02" * 50, b"\x02\x00\x40" * 20, bytes(99)])))
def test_memory_is_bounded(framer_type: FramerType, declared: Any, pieces: list[bytes]) -> None:
    framer = framer_type(maximum=100)
    for piece in pieces:
        list(framer.feed(piece))
        assert len(framer._held) <= 100 + 6
        assert not framer._found


@BOTH
@given(payload=payloads, damage=st.none() | st.tuples(st.integers(0, 70), st.integers(1, 255)))
def test_agrees_with_the_declaration(
    framer_type: FramerType, declared: Any, payload: bytes, damage: tuple[int, int] | None
) -> None:
    wire = framer_type().encode(payload)
    assert declared.build({"covered": {"value": {"payload": payload}}}) == wire
    if damage:
        place, bits = damage
        mutable = bytearray(wire)
        mutable[place % len(wire)] ^= bits
        wire = bytes(mutable)
    try:
        expected = [declared.parse(wire).covered.value.payload]
    except (ConstructError, ValueError):
        expected = []
    found = frames(framer_type().feed(wire))
    assert found[:1] == expected if expected else all(len(inside) < len(payload) for inside in found)


@BOTH
@pytest.mark.parametrize("number", [pytest.param(0, id="nothing"), pytest.param(2049, id="too-much")])
def test_refuses_what_it_cannot_carry(framer_type: FramerType, declared: Any, number: int) -> None:
    with pytest.raises(PayloadTooLong, match=f"{number} bytes; a frame carries 1 to 2048"):
        framer_type().encode(bytes(number))


@pytest.mark.parametrize("maximum", [0, 10_000])
def test_a_length_has_four_digits(maximum: int) -> None:
    with pytest.raises(ValueError, match="1 to 9999"):
        StxLrcFramer(maximum=maximum)


def test_the_longest_frame_goes_through() -> None:
    framer = StxCrcFramer(maximum=9999)
    wire = framer.encode(bytes(9999))
    assert wire[:3] == b"\x02\x99\x99"
    assert frames(framer.feed(wire)) == [bytes(9999)]


GOOD = bytes.fromhex("02 0009 313233343536373839 03 3b")


def test_controls_count_between_frames_only() -> None:
    framer = StxLrcFramer()
    inside = framer.encode(b"\x06\x15\x06")
    assert fed(framer, [b"\x06" + inside + b"\x15\x00\x06"]) == [
        Control.ACK,
        Frame(b"\x06\x15\x06"),
        Control.NAK,
        Control.ACK,
    ]


def test_bytes_of_a_damaged_frame_are_no_controls() -> None:
    framer = StxLrcFramer()
    wire = framer.encode(b"\x06\x15\x06")[:-1] + b"\xff"
    assert fed(framer, [wire + b"\x06"]) == [BadFrame("check value"), Control.ACK]


def test_one_damaged_frame_is_reported_once() -> None:
    framer = StxLrcFramer()
    wire = framer.encode(b"\x02\xff\x02\xff\x06\x02\x00\x01")
    assert fed(framer, [wire[:1] + b"\xff" + wire[2:]]) == [BadFrame("length")]
    assert mid_frame(framer)
    assert framer.abandon() is None
    assert not mid_frame(framer)
    assert fed(framer, [b"\x06"]) == [Control.ACK]


@pytest.mark.parametrize(
    ("wire", "reason"),
    [
        pytest.param("02 0009 313233343536373839 03 3a", "check value", id="lrc"),
        pytest.param("02 0009 313233343536373838 03 3b", "check value", id="payload"),
        pytest.param("02 0009 313233343536373839 04 3b", "ETX", id="etx"),
        pytest.param("02 000a 313233343536373839 03 3b", "length", id="length-no-bcd"),
        pytest.param("02 0000 03 03", "length", id="length-zero"),
        pytest.param("02 2049 31", "length", id="length-above-maximum"),
    ],
)
def test_damage_is_named_and_the_next_frame_is_found(wire: str, reason: str) -> None:
    framer = StxLrcFramer()
    assert fed(framer, [bytes.fromhex(wire) + GOOD]) == [BadFrame(reason), Frame(b"123456789")]
    assert not mid_frame(framer)


def test_a_false_start_just_before_a_frame() -> None:
    assert fed(StxLrcFramer(maximum=100), [b"\x02" + GOOD]) == [BadFrame("length"), Frame(b"123456789")]


def test_an_unfinished_frame_is_abandoned() -> None:
    framer = StxLrcFramer()
    assert fed(framer, [GOOD[:7]]) == []
    assert mid_frame(framer)
    assert framer.abandon() == BadFrame("unfinished")
    assert not mid_frame(framer)
    assert fed(framer, [GOOD]) == [Frame(b"123456789")]


def test_a_false_start_gives_back_the_frames_it_swallowed() -> None:
    framer = StxLrcFramer()
    assert fed(framer, [b"\x02\x05\x00" + GOOD + b"\x06" + GOOD + b"\x02"]) == []
    assert framer.abandon() is None
    assert list(framer.feed(b"")) == [Frame(b"123456789"), Frame(b"123456789")]
    assert not mid_frame(framer)


def test_a_start_inside_a_damaged_frame_does_not_hold_up_the_next() -> None:
    framer = StxLrcFramer()
    sale = framer.encode(bytes.fromhex("6000030000 602200000000 0200 7024"))
    damaged = sale[:5] + b"\xff" + sale[6:]
    assert fed(framer, [damaged, sale[:9]]) == [BadFrame("check value")]
    assert fed(framer, [sale[9:]]) == fed(StxLrcFramer(), [sale])
    assert not mid_frame(framer)


def test_nothing_to_abandon() -> None:
    framer = StxLrcFramer()
    assert framer.abandon() is None
    assert list(framer.feed(b"")) == []
