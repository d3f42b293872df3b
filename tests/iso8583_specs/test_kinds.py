"""Kinds as such: recognised by their codes, strict about their elements."""

from __future__ import annotations

import pytest

from iso8583_specs.errors import SpecError
from iso8583_specs.kinds import Kind, KindTable
from iso8583_specs.message import Message

SALE = Kind(
    "sale",
    mti="0200",
    processing_code="000000",
    condition="00",
    type_code="22",
    mandatory=(3, 25, 60),
    conditional=(2,),
    reply_mandatory=(3, 25, 39, 60),
    reply_approved=(37,),
    reply_conditional=(44,),
    owes_reversal=True,
    mac=True,
)
REFUND = Kind("refund", mti="0220", processing_code="200000", condition="00", type_code="25")
REVERSAL = Kind("reversal", mti="0400", reverses=True)
HELLO = Kind("hello", mti="0600", processing_code="900001", type_code="90")
SIGN_ON = Kind("sign_on", mti="0800", network_code=("001", "003"))
TABLE = KindTable((SALE, REFUND, REVERSAL, HELLO, SIGN_ON))


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        pytest.param(Message("0200", {3: "000000", 25: "00", 60: "22000001"}), SALE, id="by-de3"),
        pytest.param(Message("0210", {3: "000000", 25: "00", 60: "22000001"}), SALE, id="reply"),
        pytest.param(Message("0400", {3: "000000", 25: "00", 60: "22000001"}), REVERSAL, id="of-a-sale"),
        pytest.param(Message("0400", {3: "200000", 25: "00", 60: "25000001"}), None, id="of-no-refund"),
        pytest.param(Message("0600", {3: "900001", 60: "90000001000"}), HELLO, id="without-de25"),
        pytest.param(
            Message("0600", {3: "900001", 25: "00", 60: "90000001000"}), None, id="one-de25-too-many"
        ),
        pytest.param(Message("0800", {60: "00000001003"}), SIGN_ON, id="by-network-code"),
        pytest.param(Message("0810", {60: "00000001001"}), SIGN_ON, id="by-another-network-code"),
        pytest.param(Message("0800", {60: "00000001005"}), None, id="other-network-code"),
        pytest.param(Message("0800", {60: "00000001"}), None, id="old-and-short"),
        pytest.param(Message("0800"), None, id="no-de60"),
        pytest.param(Message("0200", {3: "000000", 25: "00", 60: b"22000001"}), None, id="octets-in-de60"),
        pytest.param(Message("0200", {3: b"000000", 25: "00", 60: "22000001"}), None, id="octets-in-de3"),
        pytest.param(Message("0230", {3: "000000", 25: "00", 60: "22000001"}), None, id="other-mti"),
    ],
)
def test_finds_the_kind_of_a_message(message: Message, kind: Kind | None) -> None:
    assert TABLE.find(message) is kind


def test_kinds_must_be_told_apart() -> None:
    with pytest.raises(SpecError, match="sale and bonus cannot be told apart"):
        KindTable((SALE, Kind("bonus", mti="0200", processing_code="000000", condition="00", type_code="22")))


def test_replies_have_ten_more() -> None:
    assert [kind.reply_mti for kind in (SALE, SIGN_ON)] == ["0210", "0810"]


def test_a_request_carries_its_mac() -> None:
    rules = SALE.rules(Message("0200"))
    assert rules.mandatory == (3, 25, 60, 64)
    assert rules.allowed == {2, 3, 25, 60, 64}


@pytest.mark.parametrize("code", ["00", "11", "A2", "A4", "A5", "A6"])
def test_an_approval_carries_all(code: str) -> None:
    rules = SALE.rules(Message("0210", {39: code}))
    assert rules.mandatory == (3, 25, 37, 39, 60, 64)
    assert rules.allowed == {3, 25, 37, 39, 44, 60, 64}


@pytest.mark.parametrize("code", ["51", "A0", "10", "1"])
def test_a_refusal_may_lack_the_rest(code: str) -> None:
    rules = SALE.rules(Message("0210", {39: code}))
    assert rules.mandatory == (3, 25, 39, 60)
    assert rules.allowed == {3, 25, 37, 39, 44, 60, 64}


def test_without_a_response_code_a_reply_counts_as_approved() -> None:
    assert SALE.rules(Message("0210")).mandatory == (3, 25, 37, 39, 60, 64)
