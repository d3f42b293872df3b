"""Views of sub-elements: literal digits and octets, most of them published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from iso8583_specs.dialects.unionpay_views import (
    F60,
    F61,
    KeyBlock,
    Settlement48,
    Totals,
    UploadRecord,
    parse_upload48,
    upload48,
)
from iso8583_specs.errors import SpecError


@pytest.mark.parametrize(
    ("view", "digits"),
    [
        pytest.param(F60("22", "000705", network=""), "22000705", id="60-to-60.2"),
        pytest.param(F60("00", "000005", "003"), "00000005003", id="60-to-60.3"),
        pytest.param(F60("22", "000727", "000", "6", "0"), "2200072700060", id="60-to-60.5"),
        pytest.param(F60("22", "000727", "000", "6", "0", "0", "070"), "22000727000600070", id="60-to-60.7"),
        pytest.param(F61("000001", "000122"), "000001000122", id="61-of-a-void"),
        pytest.param(F61(date="0115"), "0000000000000115", id="61-of-a-refund"),
        pytest.param(F61("233415", "681186", "0529"), "2334156811860529", id="61-of-a-reversal"),
        pytest.param(
            F61("000000", "000000", "0000", "01", "48021000123"),
            "0000000000000000" "01" "48021000123",
            id="61-of-an-offline-one",
        ),
        pytest.param(Totals(12800, 3, 5800, 1), "0000000128000030000000058000010", id="totals"),
        pytest.param(
            Settlement48(Totals(12800, 3, 5800, 1, "1"), Totals(0, 0, 0, 0, "2")),
            "0000000128000030000000058000011" + "0" * 30 + "2",
            id="settlement",
        ),
        pytest.param(
            UploadRecord("00", "000123", "6216261000000000018", 12800),
            "00" "000123" "06216261000000000018" "000000012800",
            id="upload-record",
        ),
    ],
)  # fmt: skip
def test_gives_and_takes_digits(view: Any, digits: str) -> None:
    assert view.digits() == digits
    assert type(view).parse(digits) == view


@pytest.mark.parametrize(
    ("parse", "digits"),
    [
        pytest.param(F60.parse, "", id="60-empty"),
        pytest.param(F60.parse, "2200070", id="60-short"),
        pytest.param(F60.parse, "220007050", id="60-cut-in-60.3"),
        pytest.param(F60.parse, "220007270006000700", id="60-long"),
        pytest.param(F60.parse, "2200070A", id="60-no-digits"),
        pytest.param(F61.parse, "00000000000", id="61-short"),
        pytest.param(F61.parse, "00000000000001", id="61-cut-in-its-date"),
        pytest.param(F61.parse, "0" * 30, id="61-long"),
        pytest.param(Totals.parse, "0" * 30, id="totals-short"),
        pytest.param(Settlement48.parse, "0" * 63, id="settlement-long"),
        pytest.param(UploadRecord.parse, "0" * 39, id="record-short"),
        pytest.param(parse_upload48, "", id="upload-empty"),
        pytest.param(parse_upload48, "00", id="upload-of-none"),
        pytest.param(parse_upload48, "02" + "0" * 40, id="upload-of-fewer-than-it-counts"),
        pytest.param(parse_upload48, "09" + "0" * 360, id="upload-of-too-many"),
        pytest.param(parse_upload48, "0A" + "0" * 40, id="upload-no-digits"),
    ],
)
def test_refuses_what_does_not_fit(parse: Callable[[str], object], digits: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse(digits)
    assert not digits or digits not in str(caught.value)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: F60("2", "000001"), id="short-type-code"),
        pytest.param(lambda: F60("22", "000001", "", "6"), id="a-gap"),
        pytest.param(lambda: F61(batch="1"), id="short-batch"),
        pytest.param(lambda: Totals(-1, 0, 0, 0), id="negative-total"),
        pytest.param(lambda: Totals(0, 1000, 0, 0), id="count-of-four-digits"),
        pytest.param(lambda: Totals(0, 0, 0, 0, "11"), id="long-flag"),
        pytest.param(lambda: UploadRecord("00", "000001", "4" * 21, 1), id="long-pan"),
        pytest.param(lambda: UploadRecord("00", "000001", "4111", 10**12), id="large-amount"),
        pytest.param(lambda: KeyBlock(bytes(8), bytes(4), bytes(16), bytes(4)), id="mixed-key-lengths"),
        pytest.param(lambda: KeyBlock(bytes(16), bytes(3), bytes(8), bytes(4)), id="short-check-value"),
        pytest.param(
            lambda: KeyBlock(bytes(8), bytes(4), bytes(8), bytes(4), bytes(16), bytes(4)), id="odd-track-key"
        ),
    ],
)
def test_refuses_to_be_made_of_what_does_not_fit(make: Callable[[], object]) -> None:
    with pytest.raises(SpecError):
        make()


def test_an_upload_counts_its_records() -> None:
    records = (
        UploadRecord("00", "000123", "6216261000000000018", 12800),
        UploadRecord("01", "000124", "4111111111111111", 5800),
    )
    digits = (
        "02"
        "00" "000123" "06216261000000000018" "000000012800"
        "01" "000124" "00004111111111111111" "000000005800"
    )  # fmt: skip
    assert upload48(records) == digits
    assert parse_upload48(digits) == records


@pytest.mark.parametrize("count", [0, 9])
def test_an_upload_holds_one_to_eight_records(count: int) -> None:
    record = UploadRecord("00", "000123", "4111111111111111", 1)
    with pytest.raises(SpecError, match=f"found {count}$"):
        upload48([record] * count)


PIN_KEY, PIN_CHECK = bytes.fromhex("46F161A743497B32EAC760DF5EA57DF5"), bytes.fromhex("900ECCE3")
MAC_KEY, MAC_CHECK = bytes.fromhex("977731A7EA402DDF"), bytes.fromhex("CFF1592A")


@pytest.mark.parametrize(
    ("block", "wire"),
    [
        pytest.param(
            KeyBlock(PIN_KEY, PIN_CHECK, MAC_KEY, MAC_CHECK),
            "46F161A743497B32EAC760DF5EA57DF5 900ECCE3 977731A7EA402DDF 0000000000000000 CFF1592A",
            id="published-easy8583",
        ),
        pytest.param(
            KeyBlock(
                bytes.fromhex("51DBA323AF60599287F61C7E5A9484AE"),
                bytes.fromhex("EF8DE29B"),
                bytes.fromhex("D3E614FCB51122D4E9B84E2A608CD9C2"),
                bytes.fromhex("A4DAABF2"),
            ),
            "51DBA323AF60599287F61C7E5A9484AE EF8DE29B D3E614FCB51122D4E9B84E2A608CD9C2 A4DAABF2",
            id="published-ajsgn-with-a-mac-key-of-16",
        ),
        pytest.param(
            KeyBlock(MAC_KEY, MAC_CHECK, MAC_KEY, MAC_CHECK),
            "977731A7EA402DDF CFF1592A 977731A7EA402DDF CFF1592A",
            id="single-length",
        ),
        pytest.param(
            KeyBlock(PIN_KEY, PIN_CHECK, MAC_KEY, MAC_CHECK, b"\x22" * 16, bytes.fromhex("00962B60")),
            "46F161A743497B32EAC760DF5EA57DF5 900ECCE3 977731A7EA402DDF 0000000000000000 CFF1592A"
            "22222222222222222222222222222222 00962B60",
            id="with-a-track-key",
        ),
    ],
)
def test_key_blocks_give_and_take_octets(block: KeyBlock, wire: str) -> None:
    assert block.octets() == bytes.fromhex(wire)
    assert KeyBlock.parse(bytes.fromhex(wire)) == block


@pytest.mark.parametrize("size", [0, 23, 41, 57, 84, 104])
def test_key_blocks_of_unknown_layout_are_refused(size: int) -> None:
    with pytest.raises(SpecError, match=f"found {size}$"):
        KeyBlock.parse(bytes(size))


def test_reprs_show_no_secrets() -> None:
    record = UploadRecord("00", "000123", "6216261000000000018", 12800)
    assert repr(record) == "UploadRecord(00, 000123, 621626*********0018, 12800)"
    assert repr(KeyBlock(PIN_KEY, PIN_CHECK, MAC_KEY, MAC_CHECK)) == "<KeyBlock of 40 bytes>"


@for_all(st.text("0123456789", max_size=70))
def test_any_digits_are_a_view_or_refused(digits: str) -> None:
    for view in (F60, F61, Totals, Settlement48, UploadRecord):
        try:
            parsed = view.parse(digits)
        except SpecError:
            continue
        assert parsed.digits() == digits
