"""BER-TLV: published chip data, every form of tag and length, and what does not fit."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from iso8583_specs.errors import SpecError
from iso8583_specs.tlv import Tlv, build_tlv, parse_tlv, tlv_spans

LISTS = [
    pytest.param("", (), id="empty"),
    pytest.param(
        "9F2701 80 9505 0000000000", (("9F27", "80"), ("95", "0000000000")), id="one-and-two-byte-tags"
    ),
    pytest.param("DF8129 02 AABB", (("DF8129", "AABB"),), id="three-byte-tag"),
    pytest.param("5A00", (("5A", ""),), id="no-value"),
    pytest.param("71 04 86020102", (("71", "86020102"),), id="constructed-kept-flat"),
    pytest.param("9A03220824 9A03220825", (("9A", "220824"), ("9A", "220825")), id="the-same-tag-again"),
    pytest.param("5F20 8180" + "41" * 128, (("5F20", "41" * 128),), id="length-of-two-bytes"),
    pytest.param("5F20 820100" + "41" * 256, (("5F20", "41" * 256),), id="length-of-three-bytes"),
]


@pytest.mark.parametrize(("wire", "items"), LISTS)
def test_builds_and_parses(wire: str, items: tuple[tuple[str, str], ...]) -> None:
    listed = tuple((tag, bytes.fromhex(value)) for tag, value in items)
    assert parse_tlv(bytes.fromhex(wire)) == listed
    assert build_tlv(listed) == bytes.fromhex(wire)


def test_takes_lengths_longer_than_they_need_be() -> None:
    assert parse_tlv(bytes.fromhex("5A 8102 0102")) == (("5A", b"\x01\x02"),)
    assert list(tlv_spans(bytes.fromhex("5A 8102 0102"))) == [("5A", 3, 5)]


@pytest.mark.parametrize(
    ("wire", "complaint"),
    [
        pytest.param("9F", "TLV at byte 0: the tag is cut off", id="tag"),
        pytest.param("5A00 DF81", "TLV at byte 2: the tag is cut off", id="long-tag"),
        pytest.param("5A", "TLV at byte 1: the length is missing", id="length"),
        pytest.param("5A 02 41", "TLV at byte 0: expected a value of 2 bytes, found 1", id="value"),
        pytest.param(
            "5A 82 01", "TLV at byte 1: the length is cut off, indefinite or too long", id="long-length"
        ),
        pytest.param(
            "5A 80 0000", "TLV at byte 1: the length is cut off, indefinite or too long", id="indefinite"
        ),
        pytest.param(
            "5A 84 00000001 41", "TLV at byte 1: the length is cut off, indefinite or too long", id="4"
        ),
    ],
)
def test_says_what_is_wrong(wire: str, complaint: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_tlv(bytes.fromhex(wire))
    assert str(caught.value) == complaint


@pytest.mark.parametrize("tag", ["", "5", "5a", "9F", "5A5A", "DF8129 ", "XX", "9F2700"])
def test_refuses_what_is_not_one_tag(tag: str) -> None:
    with pytest.raises(SpecError, match="tag"):
        build_tlv([(tag, b"")])


@for_all(st.lists(st.tuples(st.sampled_from(["5A", "9F26", "DF09", "DF8129"]), st.binary(max_size=300))))
def test_what_was_built_parses(items: list[Tlv]) -> None:
    assert parse_tlv(build_tlv(items)) == tuple(items)


@for_all(st.binary(max_size=60))
def test_any_bytes_are_a_list_or_refused(octets: bytes) -> None:
    try:
        items = parse_tlv(octets)
    except SpecError:
        return
    assert parse_tlv(build_tlv(items)) == items
