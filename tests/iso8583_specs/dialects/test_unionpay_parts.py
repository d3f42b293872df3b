"""How composed elements are shown: every part named, every secret starred."""

from __future__ import annotations

import pytest

from iso8583_specs.describe import Row, describe
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import Settlement48, Totals, UploadRecord, upload48
from iso8583_specs.message import Message, Value

KEYS = bytes.fromhex("46F161A743497B32EAC760DF5EA57DF5 900ECCE3 977731A7EA402DDF 0000000000000000 CFF1592A")
UPLOAD = upload48(
    [
        UploadRecord("00", "000123", "6216261000000000018", 12800),
        UploadRecord("01", "000124", "4111111111111111", 5800),
    ]
)


def row(mti: str, number: int, value: Value, *, unmask: bool = False) -> Row:
    """One element of a message, as shown."""
    (only,) = describe(Message(mti, {number: value}), UNIONPAY_POS, unmask=unmask)
    return only


def shown(mti: str, number: int, value: Value, *, unmask: bool = False) -> list[tuple[str, str, str]]:
    """The parts of one element: label, name, value."""
    parts = row(mti, number, value, unmask=unmask).parts
    return [(part.label, part.name, part.value) for part in parts]


@pytest.mark.parametrize(
    ("mti", "number", "value", "parts"),
    [
        pytest.param(
            "0200",
            60,
            "22000727000600070",
            [
                ("60.1", "type code", "22"),
                ("60.2", "batch", "000727"),
                ("60.3", "network code", "000"),
                ("60.4", "reading capability", "6"),
                ("60.5", "chip condition", "0"),
                ("60.6", "partial approval", "0"),
                ("60.7", "account type", "070"),
            ],
            id="60",
        ),
        pytest.param(
            "0220",
            61,
            "0000000000000115",
            [
                ("61.1", "original batch", "000000"),
                ("61.2", "original STAN", "000000"),
                ("61.3", "original date", "0115"),
            ],
            id="61",
        ),
        pytest.param(
            "0510",
            48,
            Settlement48(Totals(12800, 3, 5800, 1, "1"), Totals(0, 0, 0, 0, "2")).digits(),
            [
                ("48", "domestic debit", "000000012800 in 3"),
                ("48", "domestic credit", "000000005800 in 1"),
                ("48", "domestic result", "1 balanced"),
                ("48", "foreign debit", "000000000000 in 0"),
                ("48", "foreign credit", "000000000000 in 0"),
                ("48", "foreign result", "2 not balanced"),
            ],
            id="48-of-a-settlement",
        ),
        pytest.param(
            "0320",
            48,
            UPLOAD,
            [
                ("48.1", "record", "00 000123 621626*********0018 000000012800"),
                ("48.2", "record", "01 000124 411111******1111 000000005800"),
            ],
            id="48-of-an-upload",
        ),
        pytest.param("0320", 48, "0017", [("48", "records sent", "0017")], id="48-of-an-upload-end"),
        pytest.param(
            "0210",
            54,
            "1002156C000000012345",
            [("54.1", "amount", "account 10, amount type 02, currency 156, C 000000012345")],
            id="54",
        ),
        pytest.param(
            "0600",
            62,
            bytes.fromhex("DF0104 00000001 DF0801 01"),
            [("DF01", "epoch", "00000001"), ("DF08", "state", "01")],
            id="62-of-ours",
        ),
        pytest.param(
            "0810",
            62,
            KEYS,
            [
                ("62", "PIN key", "*" * 32 + " check value 900ECCE3"),
                ("62", "MAC key", "*" * 16 + " check value CFF1592A"),
            ],
            id="62-of-a-sign-on",
        ),
        pytest.param("0800", 63, b"01 ", [("63", "operator", "01 ")], id="63-operator"),
        pytest.param(
            "0210",
            63,
            b"CUP" + "成功".encode("gbk").ljust(20) + b"UNIONPAY".ljust(20),
            [
                ("63.1", "card organisation", "CUP"),
                ("63.2.1", "issuer", "成功" + " " * 16),
                ("63.2.2", "UnionPay", "UNIONPAY" + " " * 12),
            ],
            id="63-texts",
        ),
    ],
)
def test_takes_elements_apart(mti: str, number: int, value: Value, parts: list[tuple[str, str, str]]) -> None:
    assert shown(mti, number, value) == parts


@pytest.mark.parametrize(
    ("mti", "number", "value"),
    [
        pytest.param("0200", 60, "2200", id="60"),
        pytest.param("0200", 61, "2200", id="61"),
        pytest.param("0500", 48, "1", id="48"),
        pytest.param("0200", 55, b"\x9f", id="55"),
        pytest.param("0600", 62, b"\xdf", id="62"),
        pytest.param("0810", 62, b"1", id="keys"),
        pytest.param("0200", 60, b"22", id="octets-for-digits"),
        pytest.param("0200", 55, "22", id="text-for-octets"),
    ],
)
def test_what_does_not_follow_its_layout_has_no_parts(mti: str, number: int, value: Value) -> None:
    assert shown(mti, number, value) == []


CHIP = bytes.fromhex(
    "5A 0A 6216261000000000018F"
    "57 13 6216261000000000018D301220112345678901"
    "5F20 05 484F4C4445"
    "9F26 02 A1B2"
    "70 0A 5A 08 4111111111111111"
)


def test_chip_data_is_shown_but_for_card_number_track_and_name() -> None:
    assert row("0200", 55, CHIP).value == (
        "5a0a621626*********0018f"
        "5713" + "*" * 38 + "5f2005" + "*" * 10 + "9f2602a1b2" + "700a5a08411111******1111"
    )
    assert shown("0200", 55, CHIP) == [
        ("5A", "PAN", "621626*********0018F"),
        ("57", "track 2 equivalent", "*" * 38),
        ("5F20", "cardholder name", "*" * 10),
        ("9F26", "application cryptogram", "A1B2"),
        ("70", "", "5A08411111******1111"),
    ]


def test_secrets_are_shown_when_asked_for() -> None:
    assert row("0200", 55, CHIP, unmask=True).value == CHIP.hex()
    assert shown("0200", 55, CHIP, unmask=True)[0] == ("5A", "PAN", "6216261000000000018F")
    assert row("0320", 48, UPLOAD, unmask=True).value == UPLOAD
    assert "6216261000000000018" in shown("0320", 48, UPLOAD, unmask=True)[0][2]
    assert "46F161A743497B32EAC760DF5EA57DF5" in shown("0810", 62, KEYS, unmask=True)[0][2]


@pytest.mark.parametrize(
    ("mti", "number", "value", "text"),
    [
        pytest.param(
            "0320",
            48,
            UPLOAD,
            "02" "00" "000123" "0621626*********0018" "000000012800"
            "01" "000124" "0000411111******1111" "000000005800",
            id="upload",
        ),
        pytest.param("0320", 48, UPLOAD[:-1], "*" * 81, id="odd-upload"),
        pytest.param("0320", 48, "0017", "0017", id="upload-end"),
        pytest.param("0500", 48, "0" * 62, "0" * 62, id="settlement"),
        pytest.param("0200", 55, b"\x5a\x0a\x62\x16", "*" * 8, id="chip-data-cut"),
        pytest.param("0200", 55, bytes.fromhex("70025A08"), "7002****", id="nested-cut"),
        pytest.param("0810", 62, KEYS, "*" * 80, id="keys"),
        pytest.param("0200", 62, b"92CV003123", "*" * 20, id="card-data-of-a-mail-order"),
        pytest.param("0600", 62, bytes.fromhex("DF080101"), "df080101", id="ours"),
        pytest.param("0800", 62, b"Sequence", b"Sequence".hex(), id="download"),
    ],
)  # fmt: skip
def test_secrets_are_starred_in_the_value_too(mti: str, number: int, value: Value, text: str) -> None:
    assert row(mti, number, value).value == text


@pytest.mark.parametrize("tag", ["56", "57", "5F20", "9F1F", "9F20", "9F6B"])
def test_every_tag_that_holds_a_track_is_starred(tag: str) -> None:
    octets = bytes.fromhex(f"{tag} 08 6224242300000069")
    assert row("0200", 55, octets).value == f"{tag}08".lower() + "*" * 16
    assert [value for _, _, value in shown("0200", 55, octets)] == ["*" * 16]


def test_a_card_number_in_a_text_of_the_host_is_starred() -> None:
    octets = b"CUP" + b"CARD 6224242300000069".ljust(20)[:20].ljust(40) + b" 6224242300000069".ljust(20)
    found = row("0210", 63, octets)
    assert "3232333030303030" not in found.value
    assert [part.value.strip() for part in found.parts][-1] == "622424******0069"
    (clear,) = describe(Message("0210", {63: octets}), UNIONPAY_POS, unmask=True)
    assert clear.value == octets.hex()
