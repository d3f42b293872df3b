"""A message for people and programs: nothing secret unless asked for, nothing a terminal would act on."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from iso8583_specs.describe import Row, as_json, as_table, describe
from iso8583_specs.dialect import Dialect
from iso8583_specs.dialects.iso87_ascii import ISO87_ASCII
from iso8583_specs.dialects.iso87_binary import ISO87_BINARY
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Message, Value
from tests.iso8583_specs.samples import PANS, messages, spoiled

VOID = Message(
    "0200",
    {
        2: "6216261000000000018",
        3: "200000",
        4: "000000012800",
        11: "000002",
        22: "021",
        25: "00",
        35: "6216261000000000018D3012201",
        37: "011510000001",
        41: "12345676",
        42: "123456789012345",
        49: "156",
        52: bytes.fromhex("0123456789ABCDEF"),
        60: "2300000100060",
        61: "000001000001",
        64: b"8A9E91B8",
    },
)

TABLE = """\
MTI 0200  void
DE2   PAN                   621626*********0018
DE3   processing code       200000
DE4   amount                000000012800
DE11  STAN                  000002
DE22  POS entry mode        021
DE25  condition code        00
DE35  track 2               ***************************
DE37  RRN                   011510000001
DE41  TID                   12345676
DE42  MID                   123456789012345
DE49  currency              156
DE52  PIN block             ****************
DE60  message data          2300000100060
        60.1 type code           23
        60.2 batch               000001
        60.3 network code        000
        60.4 reading capability  6
        60.5 chip condition      0
DE61  original transaction  000001000001
        61.1 original batch      000001
        61.2 original STAN       000001
DE64  MAC                   3841394539314238"""


def test_a_table_for_people() -> None:
    assert as_table(VOID, UNIONPAY_POS) == TABLE


def test_secrets_are_shown_when_asked_for() -> None:
    table = as_table(VOID, UNIONPAY_POS, unmask=True)
    assert "DE2   PAN                   6216261000000000018\n" in table
    assert "DE35  track 2               6216261000000000018D3012201\n" in table
    assert "DE52  PIN block             0123456789abcdef\n" in table


def test_json_has_octets_as_hex() -> None:
    message = Message("0810", {2: "4111111111111111", 39: "00", 52: b"\xab", 64: b"\xab\xcd"})
    assert as_json(message, UNIONPAY_POS) == {
        "mti": "0810",
        "elements": {"2": "411111******1111", "39": "00", "52": "**", "64": "abcd"},
    }
    assert as_json(message, UNIONPAY_POS, unmask=True) == {
        "mti": "0810",
        "elements": {"2": "4111111111111111", "39": "00", "52": "ab", "64": "abcd"},
    }


def test_of_an_undeclared_element_nothing_is_shown() -> None:
    message = Message("0200", {70: "301"})
    assert describe(message, UNIONPAY_POS) == [Row(70, "", "***")]
    assert describe(message, UNIONPAY_POS, unmask=True) == [Row(70, "", "301")]


def test_chinese_text_keeps_the_columns_and_control_characters_are_written_out() -> None:
    message = Message("0210", {39: "\x1b[", 44: "a\nb"})
    assert as_table(message, UNIONPAY_POS).splitlines() == [
        "MTI 0210  no kind of unionpay-pos",
        "DE39  response code             \\x1b[",
        "DE44  additional response data  a\\x0ab",
    ]


PAN = "4111111111111111"
TRACK_1, TRACK_2 = f"B{PAN}^HOLDER", f"{PAN}D3012"

SECRETS: dict[str, tuple[Dialect, dict[int, Value]]] = {
    "iso87-ascii": (
        ISO87_ASCII,
        {2: PAN, 34: PAN, 35: TRACK_2, 36: PAN, 45: TRACK_1, 52: PAN, 55: PAN, 102: PAN, 103: PAN},
    ),
    "iso87-binary": (
        ISO87_BINARY,
        {2: PAN, 34: PAN, 35: TRACK_2, 36: PAN, 45: TRACK_1, 55: PAN.encode(), 102: PAN, 103: PAN},
    ),
    "unionpay-pos": (
        UNIONPAY_POS,
        {2: PAN, 35: TRACK_2, 36: PAN, 45: TRACK_1, 52: PAN.encode(), 55: PAN.encode(), 62: PAN.encode()},
    ),
}


@pytest.mark.parametrize("name", SECRETS)
def test_no_card_number_is_shown_by_default(name: str) -> None:
    dialect, values = SECRETS[name]
    message = Message("0200", values)
    for text in (as_table(message, dialect), str(as_json(message, dialect)), repr(message)):
        assert PAN not in text
        assert PAN.encode().hex() not in text


@pytest.mark.parametrize(
    "dialect", [UNIONPAY_POS, ISO87_BINARY, ISO87_ASCII], ids=lambda dialect: dialect.name
)
@for_all(data=st.data(), pan=st.sampled_from(PANS))
@settings(max_examples=60, deadline=None)
def test_anything_can_be_described(dialect: Dialect, data: st.DataObject, pan: str) -> None:
    message = data.draw(messages(dialect).flatmap(spoiled)).with_({2: pan})
    for text in (as_table(message, dialect), str(as_json(message, dialect)), repr(message)):
        assert pan not in text
    assert [row.number for row in describe(message, dialect, unmask=True)] == list(message)
