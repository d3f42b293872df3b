"""The UnionPay dialect against messages that nobody here wrote."""

from __future__ import annotations

import pytest

from iso8583_specs.codecs import Alphabet, Characters, Packed
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.element_codec import ElementCodec
from iso8583_specs.errors import ElementError
from iso8583_specs.message import Message
from tests.iso8583_specs.published import published, published_names

LEFT_ALIGNED_ODD = {22}
RIGHT_ALIGNED_ODD = {23}


def stated_value(number: int, stated: str) -> str | bytes:
    """The value that a note's line stands for, as this dialect has it.

    The notes show packed digits as they stand on the line, pad nibble and all, and octets as hex.
    """
    count = None
    if stated.startswith("[len="):
        head, _, stated = stated.partition("]")
        count = int(head.removeprefix("[len="))
        stated = stated.removeprefix(" ")
    if number in (60, 61):
        return stated[:count]
    if number in LEFT_ALIGNED_ODD:
        return stated[:3]
    if number in RIGHT_ALIGNED_ODD:
        return stated[1:]
    if number in (52, 55, 62, 64, 59) or (number == 47 and set(stated) == {"0"}):
        return bytes.fromhex(stated)
    if number == 63 and count is not None:
        return stated.encode("ascii") if len(stated) == count else bytes.fromhex(stated)
    if number in (46, 56):
        return stated.encode("gbk")
    if number == 43:
        return stated + " " * (40 - len(stated.encode("gbk")))
    return stated


@pytest.mark.parametrize("name", published_names())
def test_parses_every_published_message_to_what_its_note_states(name: str) -> None:
    message = published(name)
    parsed = UNIONPAY_POS.parse(message.octets)
    assert parsed.mti == message.mti
    assert dict(parsed.items()) == {n: stated_value(n, v) for n, v in message.elements.items()}


@pytest.mark.parametrize("name", published_names())
def test_rebuilds_every_published_message_to_its_bytes(name: str) -> None:
    message = published(name)
    assert UNIONPAY_POS.build(UNIONPAY_POS.parse(message.octets)) == message.octets


LITERAL = [
    pytest.param(
        "0820 0000000000C00010 3132333435363738 313233343536373839303132333435 0011 001234560030",
        Message("0820", {41: "12345678", 42: "123456789012345", 60: "00123456003"}),
        id="odd-count-filled-on-the-right",
    ),
    pytest.param(
        "0800 0020000000C00012 000456 3132333435363738 313233343536373839303132333435 0011 001234560030 0002 3033",
        Message("0800", {11: "000456", 41: "12345678", 42: "123456789012345", 60: "00123456003", 63: b"03"}),
        id="published-sign-on-iso8583es",
    ),
    pytest.param(
        "0800 0020000000C00012 000105 3030303030373634 313131303030303031313131313032 0011 000000010030 0003 303031",
        Message("0800", {11: "000105", 41: "00000764", 42: "111000001111102", 60: "00000001003", 63: b"001"}),
        id="published-sign-on-jspos",
    ),
    pytest.param(
        "0200 4000060000000000 16 6224242300000069 0710 0000",
        Message("0200", {2: "6224242300000069", 22: "071", 23: "000"}),
        id="published-sale-vfwz-entry-mode-and-card-sequence",
    ),
    pytest.param(
        "0400 0000040000000000 0012",
        Message("0400", {22: "0012"}),
        id="entry-mode-filled-on-the-left",
    ),
    pytest.param(
        "0810 0000000002000110 3030 0004 B3C9B9A6 0011 000007270110",
        Message("0810", {39: "00", 56: bytes.fromhex("B3C9B9A6"), 60: "00000727011"}),
        id="published-reply-vfwz-private-text",
    ),
    pytest.param(
        "0810 0000000000200000 C4ABCEC4D5DCD3D0CFDEB9ABCBBE" + "20" * 26,
        Message("0810", {43: "墨文哲有限公司" + " " * 26}),
        id="published-merchant-name",
    ),
    pytest.param(
        "0200 0000000020000000 37 6216261000000000018D301220112345678900",
        Message("0200", {35: "6216261000000000018D30122011234567890"}),
        id="track-2-of-the-greatest-length",
    ),
    pytest.param(
        "0500 0000000000010000 0062 00000001280000300000000580000110000000000000000000000000000002",
        Message("0500", {48: "0000000128000030000000058000011" + "0" * 30 + "2"}),
        id="settlement-totals",
    ),
    pytest.param(
        "0210 0000000000000010 0018 220000010000000000",
        Message("0210", {60: "220000010000000000"}),
        id="message-data-longer-than-any-kind-has",
    ),
]


@pytest.mark.parametrize(("wire", "message"), LITERAL)
def test_builds_and_parses(wire: str, message: Message) -> None:
    assert UNIONPAY_POS.build(message) == bytes.fromhex(wire)
    assert UNIONPAY_POS.parse(bytes.fromhex(wire)) == message


@pytest.mark.parametrize("pan_digits", range(13, 20))
def test_a_pan_of_any_length_is_filled_on_the_right(pan_digits: int) -> None:
    pan = "6216261000000000018"[:pan_digits]
    wire = bytes.fromhex(f"02004000000000000000{pan_digits}{pan}{'0' * (pan_digits % 2)}")
    assert UNIONPAY_POS.build(Message("0200", {2: pan})) == wire
    assert UNIONPAY_POS.parse(wire) == Message("0200", {2: pan})


@pytest.mark.parametrize(
    ("wire", "error"),
    [
        pytest.param(
            "0200 8000000000000000 0400000000000000 0301",
            "unionpay-pos: bitmap at byte 2: expected 8 bytes, the first bit announces 16",
            id="second-bitmap",
        ),
        pytest.param(
            "0200 4000000000000000 19 6216261000000000018F",
            "unionpay-pos: DE2 PAN at byte 10: expected a zero nibble on the right of an odd count of digits",
            id="filled-with-f",
        ),
        pytest.param(
            "0200 0000000020000000 03 41E0",
            "unionpay-pos: DE35 track 2 at byte 10: expected digits and separators",
            id="track-separator",
        ),
        pytest.param(
            "0210 0000000000000011 0008 22000001 8A9E91",
            "unionpay-pos: DE64 MAC at byte 16: expected 8 bytes, found 3",
            id="mac-cut",
        ),
        pytest.param(
            "0200 0000000000000200 0256",
            "unionpay-pos: DE55 chip data at byte 10: expected at most 255 bytes, the length says 256",
            id="chip-data-too-long",
        ),
    ],
)
def test_says_what_is_wrong_and_where(wire: str, error: str) -> None:
    with pytest.raises(ElementError) as caught:
        UNIONPAY_POS.parse(bytes.fromhex(wire))
    assert str(caught.value) == error


def test_has_the_64_elements_of_one_bitmap() -> None:
    assert list(UNIONPAY_POS.elements) == list(range(2, 65))


FORMATS = {
    2: "n..19", 3: "n6", 4: "n12", 11: "n6", 12: "n6", 13: "n4", 14: "n4", 15: "n4", 23: "n3", 25: "n2", 26: "n2",
    32: "n..11", 35: "z..37", 36: "z...104", 37: "an12", 38: "an6", 39: "an2", 41: "an8", 42: "an15", 44: "an..25",
    48: "n...322", 49: "an3", 52: "b8", 53: "n16", 54: "an...20", 55: "b...255", 60: "n...999", 61: "n...999",
    62: "b...999", 63: "b...999", 64: "b8",
}  # fmt: skip
"""The attribute column of the public field table; dots count length digits, b counts bytes. DE60 and
DE61 are taken at any length."""


def attribute(codec: ElementCodec) -> str:
    """How the field table writes an element that looks so."""
    letter = {Alphabet.DIGITS: "n", Alphabet.TRACK: "z", Alphabet.TEXT: "an"}
    symbols = letter[codec.alphabet] if isinstance(codec, Packed | Characters) else "b"
    return f"{symbols}{'.' * codec.prefix}{codec.most}"


def test_elements_look_as_in_the_field_table() -> None:
    assert {number: attribute(UNIONPAY_POS.elements[number].codec) for number in FORMATS} == FORMATS
