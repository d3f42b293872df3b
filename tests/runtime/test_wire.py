from __future__ import annotations

from datetime import datetime

import pytest

from iso8583_specs.message import Message
from pos_emulator.link.faults import Direction
from pos_emulator.link.framers.length_tpdu import LengthFramer
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.runtime.notices import WireSeen
from pos_emulator.runtime.wire import WireTap

AT = datetime(2026, 11, 21, 8, 55)
OUT, BACK = Direction.TO_HOST, Direction.TO_TERMINAL

SIGN_ON = bytes.fromhex(
    "6000030000 602200000000 0800 0020000000C00012 000001"
    "3132333435363736 313233343536373839303132333435 0011 000000010030 0003 303120"
)
"""Envelope and message, written out after the element table of the paper."""
FRAME = b"\x02\x00\x60" + SIGN_ON + b"\x03\xd6\xcb"
MESSAGE = Message(
    "0800", {11: "000001", 41: "12345676", 42: "123456789012345", 60: "00000001003", 63: b"01 "}
)


@pytest.fixture
def tap() -> WireTap:
    return WireTap(StxCrcFramer)


@pytest.mark.parametrize("cut", [1, 3, 12, 65])
def test_reads_a_frame_in_any_chunking(tap: WireTap, cut: int) -> None:
    assert tap.saw(OUT, FRAME[:cut], AT) == ()
    assert tap.saw(OUT, FRAME[cut:], AT) == (WireSeen(AT, OUT, "frame", MESSAGE, SIGN_ON),)


def test_keeps_the_directions_apart(tap: WireTap) -> None:
    assert tap.saw(OUT, FRAME[:20], AT) == ()
    assert tap.saw(BACK, b"\x06", AT) == (WireSeen(AT, BACK, "ACK"),)
    assert tap.saw(BACK, b"\x15" + FRAME, AT) == (
        WireSeen(AT, BACK, "NAK"),
        WireSeen(AT, BACK, "frame", MESSAGE, SIGN_ON),
    )
    assert [seen.what for seen in tap.saw(OUT, FRAME[20:], AT)] == ["frame"]


def test_says_which_part_was_damaged(tap: WireTap) -> None:
    damaged = FRAME[:-1] + b"\x00"
    assert tap.saw(OUT, damaged + FRAME, AT) == (
        WireSeen(AT, OUT, "damaged", note="check value"),
        WireSeen(AT, OUT, "frame", MESSAGE, SIGN_ON),
    )


def test_says_why_a_good_frame_cannot_be_read(tap: WireTap) -> None:
    (no_tpdu,) = tap.saw(OUT, bytes.fromhex("02 0009 313233343536373839 03 a296"), AT)
    assert (no_tpdu.what, no_tpdu.message) == ("frame", None)
    assert no_tpdu.note.startswith("envelope: ")
    (cut_short,) = tap.saw(OUT, bytes.fromhex("02 0013 60000300006022000000000800 03 ec91"), AT)
    assert (cut_short.what, cut_short.message) == ("frame", None)
    assert cut_short.note.startswith("unionpay-pos: ")
    assert cut_short.octets == bytes.fromhex("60000300006022000000000800")


def test_a_cut_ends_what_was_under_way(tap: WireTap) -> None:
    tap.saw(BACK, FRAME[:40], AT)
    assert tap.cut(AT) == (WireSeen(AT, BACK, "damaged", note="unfinished"),)
    assert tap.cut(AT) == ()
    assert [seen.what for seen in tap.saw(BACK, FRAME, AT)] == ["frame"]


def test_reads_what_tcp_carries() -> None:
    tap = WireTap(LengthFramer)
    assert tap.saw(OUT, b"\x00\x3c" + SIGN_ON, AT) == (WireSeen(AT, OUT, "frame", MESSAGE, SIGN_ON),)


def test_shows_no_octets(tap: WireTap) -> None:
    (seen,) = tap.saw(OUT, FRAME, AT)
    assert "octets=" not in repr(seen)
