"""The text of every record is part of the file format: devices in use were written with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import pytest

from pos_emulator.firmware.records import (
    RECORDS,
    AuditEntry,
    Doubt,
    Failed,
    HostBook,
    KeptCard,
    Mark,
    Obligation,
    PasswordKept,
    Settled,
    Settling,
    SignedOn,
    SlipDue,
    Transaction,
    Tries,
    WorkingKeys,
)
from pos_emulator.runtime.record_codec import CodecError, RecordCodec
from pos_emulator.security.passwords import PasswordHash

CARD = KeptCard("ab" * 16, "622424******0069", b"\x01\x02", "3012", "02", "001")
CARD_TEXT = (
    '{"KeptCard":{"token":"abababababababababababababababab","masked":"622424******0069",'
    '"sealed":{"hex":"0102"},"expiry":"3012","entry":"02","sequence":"001"}}'
)
HASH = PasswordHash(b"\xaa", b"\xbb\xcc", 16384, 8, 1)
HASH_TEXT = '{"PasswordHash":{"salt":{"hex":"aa"},"digest":{"hex":"bbcc"},"n":16384,"r":8,"p":1}}'
SALE = Transaction(
    "000003", "000001", "sale", 1234, CARD, "632500000002", "874845", "194214", "1121", "1121", "2026", "01"
)
SALE_TEXT = (
    f'{{"Transaction":{{"voucher":"000003","batch":"000001","kind":"sale","amount":1234,"card":{CARD_TEXT},'
    '"rrn":"632500000002","approval":"874845","time":"194214","date":"1121","business_day":"1121",'
    '"year":"2026","operator":"01"}}'
)

WRITTEN = (
    (SignedOn("01", "1121"), '{"SignedOn":{"operator":"01","day":"1121"}}'),
    (WorkingKeys(b"\x11", b"\x22"), '{"WorkingKeys":{"pin":{"hex":"11"},"mac":{"hex":"22"}}}'),
    (HostBook(7, "0123456789abcdef"), '{"HostBook":{"epoch":7,"ledger":"0123456789abcdef"}}'),
    (CARD, CARD_TEXT),
    (SALE, SALE_TEXT),
    (
        Obligation(
            kind="void",
            voucher="000004",
            batch="000001",
            amount=1234,
            card=CARD,
            elements=((3, "200000"), (55, b"\x9f\x26")),
            epoch=7,
            ledger="0123456789abcdef",
            original_voucher="000003",
        ),
        f'{{"Obligation":{{"kind":"void","voucher":"000004","batch":"000001","amount":1234,"card":{CARD_TEXT},'
        '"elements":[[3,"200000"],[55,{"hex":"9f26"}]],"epoch":7,"ledger":"0123456789abcdef",'
        '"original_voucher":"000003"}}',
    ),
    (
        Doubt(SALE, 7, "0123456789abcdef", "11-21 19:42", 2),
        f'{{"Doubt":{{"transaction":{SALE_TEXT},"epoch":7,"ledger":"0123456789abcdef",'
        '"at":"11-21 19:42","asked":2}}',
    ),
    (
        Failed("000004", "void", 1234, CARD, "51"),
        f'{{"Failed":{{"voucher":"000004","kind":"void","amount":1234,"card":{CARD_TEXT},"why":"51"}}}}',
    ),
    (
        Settled("000003", "000001", "sale", "632500000002", "1121", 1234, "ab"),
        '{"Settled":{"voucher":"000003","batch":"000001","kind":"sale","rrn":"632500000002","date":"1121",'
        '"amount":1234,"token":"ab"}}',
    ),
    (
        SlipDue("000003", "sale", 1234, 1),
        '{"SlipDue":{"voucher":"000003","kind":"sale","amount":1234,"copies_done":1}}',
    ),
    (
        Settling("upload", "000001", balanced=False, uploaded=3),
        '{"Settling":{"step":"upload","batch":"000001","balanced":false,"uploaded":3}}',
    ),
    (Tries(3, locked=True, number="4711"), '{"Tries":{"wrong":3,"locked":true,"number":"4711"}}'),
    (
        PasswordKept(HASH, (HASH,)),
        f'{{"PasswordKept":{{"record":{HASH_TEXT},"previous":[{HASH_TEXT}]}}}}',
    ),
    (
        AuditEntry("11-21 19:42", "01", "logon", "done"),
        '{"AuditEntry":{"at":"11-21 19:42","operator":"01","what":"logon","outcome":"done"}}',
    ),
    (HASH, HASH_TEXT),
)
"""A record, and how a device in use has it in its file. Later fields are missing there."""


@dataclass(frozen=True, slots=True)
class Grown:
    """A record of a later version."""

    number: int
    mark: Mark | None = None
    rate: float = 1.5
    pairs: tuple[tuple[int, str], ...] = ()


class Colour(Enum):
    """An enum that no flash knows."""

    RED = "red"


def test_every_record_has_an_example() -> None:
    assert {type(record) for record, _ in WRITTEN} == set(RECORDS)


@pytest.mark.parametrize(("record", "text"), WRITTEN, ids=[type(record).__name__ for record, _ in WRITTEN])
def test_reads_what_devices_in_use_have_written(record: object, text: str) -> None:
    codec = RecordCodec()
    assert codec.decode(text) == record
    assert codec.decode(codec.encode(record)) == record


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("签到", '"签到"', id="text"),
        pytest.param(12, "12", id="int"),
        pytest.param(True, "true", id="bool"),
        pytest.param(2.0, "2.0", id="float"),
        pytest.param(b"", '{"hex":""}', id="no-bytes"),
        pytest.param(("a", 1, (b"\xff",)), '["a",1,[{"hex":"ff"}]]', id="tuple"),
        pytest.param(Mark.VOID_PENDING, '{"Mark":"void-pending"}', id="enum"),
        pytest.param(SignedOn("01", "1121"), '{"SignedOn":{"operator":"01","day":"1121"}}', id="record"),
    ],
)
def test_writes_and_reads_each_kind_of_value(value: object, text: str) -> None:
    codec = RecordCodec()
    assert codec.encode(value) == text
    decoded = codec.decode(text)
    assert decoded == value
    assert type(decoded) is type(value)


def test_a_record_may_have_grown_since_it_was_written() -> None:
    codec = RecordCodec((Grown,))
    assert codec.decode('{"Grown":{"number":1}}') == Grown(1)
    full = Grown(1, Mark.VOIDED, 2.5, ((1, "a"),))
    text = '{"Grown":{"number":1,"mark":{"Mark":"voided"},"rate":2.5,"pairs":[[1,"a"]]}}'
    assert codec.encode(full) == text
    assert codec.decode(text) == full
    assert codec.encode(Grown(1)) == '{"Grown":{"number":1,"mark":null,"rate":1.5,"pairs":[]}}'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "not JSON", id="empty"),
        pytest.param('{"Tries":{"wrong":1', "not JSON", id="torn"),
        pytest.param("1" * 5000, "not JSON", id="endless-number"),
        pytest.param(None, "not JSON", id="no-text"),
        pytest.param(r'["\ud83d"]', "half a character", id="surrogate"),
        pytest.param("null", "no known type", id="null"),
        pytest.param("[null]", "no known type", id="null-in-tuple"),
        pytest.param('{"hex":"0"}', "no hex digits", id="half-byte"),
        pytest.param('{"Mark":"shiny"}', "unknown value of Mark", id="enum"),
        pytest.param('{"Purse":{}}', "unknown record 'Purse'", id="unknown-record"),
        pytest.param('{"Tries":{"wrong":1},"Mark":"voided"}', "no known type", id="two-names"),
        pytest.param('{"Tries":{"colour":1}}', "Tries has no field 'colour'", id="unknown-field"),
        pytest.param('{"SignedOn":{"operator":"01"}}', "SignedOn lacks its field 'day'", id="missing-field"),
        pytest.param('{"Tries":{"wrong":"1"}}', "Tries.wrong holds a str", id="text-for-int"),
        pytest.param('{"Tries":{"wrong":true}}', "Tries.wrong holds a bool", id="bool-for-int"),
        pytest.param('{"Tries":{"wrong":null}}', "Tries.wrong holds a NoneType", id="nothing-for-int"),
        pytest.param('{"Grown":{"number":1,"mark":"voided"}}', "Grown.mark holds a str", id="text-for-enum"),
        pytest.param('{"Grown":{"number":1,"pairs":[[1]]}}', "Grown.pairs holds a tuple", id="short-tuple"),
    ],
)
def test_refuses_what_it_has_not_written(text: str, says: str) -> None:
    with pytest.raises(CodecError, match=says):
        RecordCodec((*RECORDS, Grown)).decode(text)


@pytest.mark.parametrize(
    "value",
    [object(), [1], {"a": 1}, Colour.RED, Grown(1), float("nan"), "\ud83d"],
    ids=lambda value: type(value).__name__,
)
def test_refuses_to_keep_what_it_could_not_read(value: object) -> None:
    with pytest.raises(CodecError):
        RecordCodec().encode(value)
