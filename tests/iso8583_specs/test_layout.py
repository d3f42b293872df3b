"""Bitmaps, offsets, and the end of a message."""

from __future__ import annotations

import pytest
from construct import Struct

from iso8583_specs.codecs import Bytes
from iso8583_specs.dialects.iso87_ascii import ISO87_ASCII
from iso8583_specs.dialects.iso87_binary import ISO87_BINARY
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.element_codec import MisfitError
from iso8583_specs.errors import ElementError
from iso8583_specs.layout import Bitmap
from iso8583_specs.message import Message


@pytest.mark.parametrize(
    ("bitmap", "numbers", "wire"),
    [
        pytest.param(Bitmap(), (), b"\0" * 8, id="empty"),
        pytest.param(Bitmap(), (3, 11, 39), bytes.fromhex("2020000002000000"), id="first-half"),
        pytest.param(Bitmap(), (2, 64), bytes.fromhex("4000000000000001"), id="its-ends"),
        pytest.param(Bitmap(), (65, 128), bytes.fromhex("8000000000000000 8000000000000001"), id="second"),
        pytest.param(Bitmap(64), (41, 42, 60), bytes.fromhex("0000000000C00010"), id="half-only"),
        pytest.param(Bitmap(hexadecimal=True), (3, 11), b"2020000000000000", id="hex"),
        pytest.param(
            Bitmap(hexadecimal=True), (7, 70), b"82000000000000000400000000000000", id="hex-second-half"
        ),
    ],
)
def test_bitmaps_name_their_elements(bitmap: Bitmap, numbers: tuple[int, ...], wire: bytes) -> None:
    assert bitmap.parse(wire) == numbers
    assert bitmap.build(numbers) == wire


@pytest.mark.parametrize(
    ("bitmap", "wire", "complaint"),
    [
        pytest.param(Bitmap(), b"\0" * 7, "expected 8 bytes, found 7", id="cut"),
        pytest.param(Bitmap(), b"\x80" + b"\0" * 14, "expected 8 bytes, found 7", id="second-half-cut"),
        pytest.param(
            Bitmap(), b"\x80" + b"\0" * 15, "expected 8 bytes, as the second half is empty", id="empty-half"
        ),
        pytest.param(
            Bitmap(64), b"\x80" + b"\0" * 15, "expected 8 bytes, the first bit announces 16", id="half-only"
        ),
        pytest.param(Bitmap(hexadecimal=True), b"202000000000000g", "expected upper-case hex", id="no-hex"),
        pytest.param(Bitmap(hexadecimal=True), b"2020000000000d00", "expected upper-case hex", id="small"),
    ],
)
def test_says_what_is_wrong_with_a_bitmap(bitmap: Bitmap, wire: bytes, complaint: str) -> None:
    with pytest.raises(MisfitError) as caught:
        bitmap.parse(wire)
    assert caught.value.args[0] == complaint


@pytest.mark.parametrize(
    ("wire", "error"),
    [
        pytest.param("", "iso87-binary: MTI at byte 0: expected 2 bytes, found 0", id="nothing"),
        pytest.param("02A0", "iso87-binary: MTI at byte 0: expected decimal digits", id="mti"),
        pytest.param("0210 2020", "iso87-binary: bitmap at byte 2: expected 8 bytes, found 2", id="bitmap"),
        pytest.param(
            "0210 2020000002000000 000000 000042",
            "iso87-binary: DE39 response code at byte 16: expected 2 characters, found 0",
            id="element-missing",
        ),
        pytest.param(
            "0210 2020000002000000 000000 000042 30303030",
            "iso87-binary: bitmap at byte 18: expected the end after the last element, found 2 bytes more",
            id="bytes-left-over",
        ),
        pytest.param(
            "0210 2020000002000000 00000F 000042 3030",
            "iso87-binary: DE3 processing code at byte 10: expected decimal digits",
            id="offset-of-the-element",
        ),
        pytest.param(
            "0200 4000000000000000 2141",
            "iso87-binary: DE2 PAN at byte 10: expected at most 19 digits, the length says 21",
            id="length",
        ),
    ],
)
def test_says_where_a_message_goes_wrong(wire: str, error: str) -> None:
    for parse in (ISO87_BINARY.parse, ISO87_BINARY.layout.decode):
        with pytest.raises(ElementError) as caught:
            parse(bytes.fromhex(wire))
        assert str(caught.value) == error


@pytest.mark.parametrize(
    ("message", "error"),
    [
        pytest.param(
            Message("0200", {3: "000000", 39: "0"}),
            "unionpay-pos: DE39 response code at byte 13: expected 2 characters, found 1",
            id="value",
        ),
        pytest.param(Message("200"), "unionpay-pos: MTI at byte 0: expected 4 digits, found 3", id="mti"),
        pytest.param(
            Message("0200", {70: "001"}),
            "unionpay-pos: bitmap at byte 2: expected elements up to 64, found 70",
            id="beyond-the-bitmap",
        ),
    ],
)
def test_says_where_a_message_cannot_be_built(message: Message, error: str) -> None:
    for build in (UNIONPAY_POS.build, UNIONPAY_POS.layout.encode):
        with pytest.raises(ElementError) as caught:
            build(message)
        assert str(caught.value) == error


def test_offsets_count_from_the_mti_when_the_layout_is_nested() -> None:
    framed = Struct("front" / Bytes(2), "message" / ISO87_ASCII.layout)
    front = bytes(2)
    assert framed.parse(front + b"0800" + b"0" * 16)["message"] == Message("0800")
    with pytest.raises(ElementError) as caught:
        framed.parse(front + b"0800" + b"2000000000000000" + b"00")
    assert caught.value.offset == 20
