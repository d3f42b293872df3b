"""DE62 of our own messages: literal octets both ways, and what is refused."""

from __future__ import annotations

import pytest

from iso8583_specs.dialects.own_tags import BOOKED, OwnTags
from iso8583_specs.errors import SpecError


@pytest.mark.parametrize(
    ("tags", "wire"),
    [
        pytest.param(
            OwnTags(epoch=7, ledger_id="0123456789abcdef", why=2),
            "DF0104 00000007 DF0208 0123456789ABCDEF DF0301 02",
            id="hello",
        ),
        pytest.param(
            OwnTags(rrn="011510000001", mmdd="0115", amount=12800),
            "DF040C 303131353130303030303031 DF0502 0115 DF0606 000000012800",
            id="refundable",
        ),
        pytest.param(
            OwnTags(epoch=7, voucher="000001000122", request_id=b"\x01\x02"),
            "DF0104 00000007 DF0706 000001000122 DF0902 0102",
            id="refund-query",
        ),
        pytest.param(OwnTags(state=BOOKED), "DF0801 01", id="booked"),
        pytest.param(OwnTags(), "", id="nothing"),
    ],
)
def test_gives_and_takes_octets(tags: OwnTags, wire: str) -> None:
    assert tags.octets() == bytes.fromhex(wire)
    assert OwnTags.parse(bytes.fromhex(wire)) == tags


@pytest.mark.parametrize(
    "wire",
    [
        pytest.param("DF01", id="no-tlv"),
        pytest.param("DF0103 000007", id="short-epoch"),
        pytest.param("DF0606 00000001280A", id="no-digits"),
        pytest.param("DF0402 3031", id="short-rrn"),
        pytest.param("DF040C FF3131353130303030303031FF", id="rrn-not-ascii"),
    ],
)
def test_refuses_what_does_not_fit(wire: str) -> None:
    with pytest.raises(SpecError):
        OwnTags.parse(bytes.fromhex(wire))
