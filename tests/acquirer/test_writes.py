from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_emulator.acquirer.writes import WriteSplitter, serial_extent, stream_extent

FRAME = bytes.fromhex("02 0003 616263 03 AABB".replace(" ", ""))
ACK = b"\x06"


def splitter() -> WriteSplitter:
    return WriteSplitter(serial_extent(2))


def test_frames_and_control_bytes_come_apart() -> None:
    assert splitter().feed(ACK + FRAME + ACK) == (ACK, FRAME, ACK)


@settings(max_examples=50)
@given(st.lists(st.sampled_from([FRAME, ACK, b"\x15"]), max_size=6), st.data())
def test_any_chunking_gives_the_same_writes(writes: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(writes)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=5)))
    cutting = splitter()
    found: list[bytes] = []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += cutting.feed(stream[start:end])
    assert found == writes
    assert not cutting.holds


def test_a_frame_that_never_ends_goes_on_as_it_is() -> None:
    cutting = splitter()
    steps = [cutting.feed(FRAME[:5]), cutting.holds, cutting.flush(), cutting.holds, cutting.flush()]
    assert steps == [(), True, (FRAME[:5],), False, ()]


def test_stx_without_a_length_is_a_byte() -> None:
    assert splitter().feed(b"\x02\xff\xff") == (b"\x02", b"\xff", b"\xff")


@pytest.mark.parametrize("trailer", [1, 2])
def test_the_trailer_belongs_to_the_frame(trailer: int) -> None:
    frame = FRAME[:7] + b"T" * trailer
    assert WriteSplitter(serial_extent(trailer)).feed(frame + ACK) == (frame, ACK)


def test_writes_on_tcp_are_counted() -> None:
    cutting = WriteSplitter(stream_extent)
    assert cutting.feed(b"\x00\x02ab\x00\x01") == (b"\x00\x02ab",)
    assert cutting.feed(b"c\x00") == (b"\x00\x01c",)
    assert cutting.holds
