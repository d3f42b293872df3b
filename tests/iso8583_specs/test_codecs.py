"""Each codec: literal bytes both ways, and the words for what does not fit."""

from __future__ import annotations

import pytest
from construct import ConstructError, Struct

from iso8583_specs.codecs import (
    Ascii,
    Bytes,
    Gbk,
    LllVar,
    LllVarBytes,
    LllVarDigits,
    LllVarTrack,
    LlVar,
    LlVarDigits,
    LlVarTrack,
    PackedDigits,
    PackedEntryMode,
    Side,
    SignedAmount,
)
from iso8583_specs.element_codec import ElementCodec, MisfitError
from iso8583_specs.message import Value

WIRES = [
    pytest.param(PackedDigits(6), "000042", "000042", id="even"),
    pytest.param(PackedDigits(3), "001", "0001", id="odd-filled-left"),
    pytest.param(PackedDigits(3, pad=Side.RIGHT), "021", "0210", id="odd-filled-right"),
    pytest.param(PackedEntryMode(), "021", "0210", id="entry-mode"),
    pytest.param(PackedEntryMode(), "0012", "0012", id="entry-mode-filled-on-the-other-side"),
    pytest.param(LlVarDigits(19), "4111111111111111", "16 4111111111111111", id="pan-16"),
    pytest.param(LlVarDigits(19), "6216261000000000018", "19 62162610000000000180", id="pan-19"),
    pytest.param(LlVarDigits(19, pad=Side.LEFT), "123", "03 0123", id="filled-left"),
    pytest.param(LlVarDigits(11), "", "00", id="empty"),
    pytest.param(LllVarDigits(999), "00000001003", "0011 000000010030", id="network-data"),
    pytest.param(LlVarTrack(37), "4111111111111111D3012", "21 4111111111111111D30120", id="track-2"),
    pytest.param(LllVarTrack(104), "99D1", "0004 99D1", id="track-3"),
    pytest.param(Ascii(2), "00", "3030", id="ascii"),
    pytest.param(LlVar(25), "0309", "04 30333039", id="ll-text"),
    pytest.param(LllVar(999), "CUP", "0003 435550", id="lll-text"),
    pytest.param(Gbk(8), "成功 OK ", "B3C9B9A6 204F4B20", id="chinese"),
    pytest.param(Bytes(2), b"\x00\xff", "00FF", id="octets"),
    pytest.param(LllVarBytes(999), b"01 ", "0003 303120", id="lll-octets"),
    pytest.param(SignedAmount(8), "C00000100", "43 00000100", id="credit"),
]


@pytest.mark.parametrize(("codec", "value", "wire"), WIRES)
def test_builds_and_parses(codec: ElementCodec, value: Value, wire: str) -> None:
    assert codec.build(value) == bytes.fromhex(wire)
    assert codec.parse(bytes.fromhex(wire)) == value


@pytest.mark.parametrize("pan_digits", range(12, 20))
def test_a_pan_of_any_length_is_counted_in_digits_and_filled_on_the_right(pan_digits: int) -> None:
    pan = "6216261000000000018"[:pan_digits]
    wire = bytes.fromhex(f"{pan_digits:02d}{pan}{'0' * (pan_digits % 2)}")
    assert LlVarDigits(19).build(pan) == wire
    assert LlVarDigits(19).parse(wire) == pan


@pytest.mark.parametrize(
    ("codec", "wire", "complaint"),
    [
        pytest.param(PackedDigits(6), "0000", "expected 3 bytes, found 2", id="digits-cut"),
        pytest.param(PackedDigits(6), "00004A", "expected decimal digits", id="no-digits"),
        pytest.param(
            PackedDigits(3),
            "1001",
            "expected a zero nibble on the left of an odd count of digits",
            id="fill-left",
        ),
        pytest.param(
            LlVarDigits(19),
            "03 1234",
            "expected a zero nibble on the right of an odd count of digits",
            id="fill",
        ),
        pytest.param(LlVarDigits(19), "", "expected a length of 1 bytes, found 0", id="no-length"),
        pytest.param(LlVarDigits(19), "1A", "the length is not decimal", id="odd-length"),
        pytest.param(LlVarDigits(19), "20", "expected at most 19 digits, the length says 20", id="too-long"),
        pytest.param(LlVarDigits(19), "16 41", "expected 8 bytes, found 1", id="content-cut"),
        pytest.param(LlVarTrack(37), "02 1E", "expected digits and separators", id="no-track"),
        pytest.param(PackedEntryMode(), "02", "expected 2 bytes, found 1", id="entry-mode-cut"),
        pytest.param(PackedEntryMode(), "021F", "expected decimal digits", id="entry-mode-no-digits"),
        pytest.param(Ascii(2), "30", "expected 2 characters, found 1", id="text-cut"),
        pytest.param(Ascii(2), "30B0", "expected ASCII text", id="no-ascii"),
        pytest.param(LllVar(999), "0A00", "the length is not decimal", id="odd-long-length"),
        pytest.param(Gbk(2), "B3", "expected 2 characters, found 1", id="chinese-cut"),
        pytest.param(Gbk(3), "41B3FF", "expected GBK text", id="no-chinese"),
        pytest.param(Bytes(8), "00", "expected 8 bytes, found 1", id="octets-cut"),
        pytest.param(SignedAmount(8), "43000001", "expected 4 bytes, found 3", id="amount-cut"),
    ],
)
def test_says_what_is_wrong_with_bytes(codec: ElementCodec, wire: str, complaint: str) -> None:
    with pytest.raises(MisfitError) as caught:
        codec.parse(bytes.fromhex(wire))
    assert caught.value.args[0] == complaint


@pytest.mark.parametrize(
    ("codec", "value", "complaint"),
    [
        pytest.param(PackedDigits(6), "00042", "expected 6 digits, found 5", id="short"),
        pytest.param(PackedDigits(6), "00004 ", "expected decimal digits", id="blank"),
        pytest.param(PackedDigits(2), "\u0661\u0662", "expected decimal digits", id="other-digits"),
        pytest.param(PackedDigits(2), b"12", "expected text, found bytes", id="octets-for-digits"),
        pytest.param(PackedEntryMode(), "0210", "expected 3 digits, found 4", id="entry-mode-with-its-fill"),
        pytest.param(LlVarDigits(19), "1" * 20, "expected at most 19 digits, found 20", id="long"),
        pytest.param(LlVarTrack(37), "12=3", "expected digits and separators", id="other-separator"),
        pytest.param(LlVarTrack(37), "12d3", "expected digits and separators", id="small-separator"),
        pytest.param(Ascii(2), "0", "expected 2 characters, found 1", id="short-text"),
        pytest.param(Ascii(2), "0é", "expected ASCII text", id="no-ascii"),
        pytest.param(Gbk(40), "成功", "expected 40 characters, found 4", id="chinese-not-filled"),
        pytest.param(Gbk(2), "\ud800\ud800", "expected GBK text", id="no-chinese"),
        pytest.param(Bytes(8), b"1234567", "expected 8 bytes, found 7", id="short-octets"),
        pytest.param(Bytes(8), "12345678", "expected octets, found str", id="text-for-octets"),
        pytest.param(LllVarBytes(255), b"0" * 256, "expected at most 255 bytes, found 256", id="long-octets"),
        pytest.param(SignedAmount(8), "C100", "expected 9 characters, found 4", id="short-amount"),
    ],
)
def test_says_what_is_wrong_with_a_value(codec: ElementCodec, value: Value, complaint: str) -> None:
    with pytest.raises(MisfitError) as caught:
        codec.build(value)
    assert caught.value.args[0] == complaint


def test_chinese_text_comes_back_as_it_was_for_every_character() -> None:
    codec = Gbk(2)
    wires = [bytes([high, low]) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF)]
    parsed = 0
    for wire in wires:
        try:
            text = codec.parse(wire)
        except MisfitError:
            continue
        assert codec.build(text) == wire
        parsed += 1
    assert parsed > 20_000


@pytest.mark.parametrize(
    ("codec", "octets"),
    [
        (PackedDigits(3), 2),
        (LlVarDigits(19), 11),
        (Ascii(8), 8),
        (LllVarBytes(255), 257),
        (SignedAmount(8), 5),
    ],
)
def test_says_how_many_bytes_it_takes_at_most(codec: ElementCodec, octets: int) -> None:
    assert codec.sizeof() == octets


def test_nests_in_a_construct_declaration() -> None:
    pair = Struct("pan" / LlVarDigits(19), "code" / Ascii(2))
    assert pair.parse(bytes.fromhex("0412343030"))["code"] == "00"
    with pytest.raises(ConstructError):
        pair.parse(bytes.fromhex("041234"))
