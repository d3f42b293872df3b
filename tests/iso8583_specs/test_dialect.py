"""Dialects: extending them, and checking messages against their kinds."""

from __future__ import annotations

from typing import Any

import pytest

from iso8583_specs.codecs import Ascii, LlVarDigits, PackedDigits
from iso8583_specs.dialect import Dialect, Element
from iso8583_specs.errors import ElementError, KindError
from iso8583_specs.kinds import Kind
from iso8583_specs.layout import Bitmap
from iso8583_specs.message import Message

ECHO = Kind(
    "echo",
    mti="0820",
    network_code="301",
    mandatory=(41, 60),
    reply_mandatory=(39, 41, 60),
    reply_approved=(12,),
)
SMALL = Dialect(
    "small",
    mti=PackedDigits(4),
    bitmap=Bitmap(),
    elements=[
        Element(60, "message data", LlVarDigits(99)),
        Element(12, "local time", PackedDigits(6)),
        Element(39, "response code", Ascii(2)),
        Element(41, "TID", Ascii(8)),
        Element(70, "network code", PackedDigits(3)),
    ],
    kinds=[ECHO],
)
REQUEST = Message("0820", {41: "12345676", 60: "00000001301"})


@pytest.mark.parametrize(
    ("message", "wire"),
    [
        pytest.param(
            Message("0210", {12: "101010", 39: "00"}), "0210 0010000002000000 101010 3030", id="one-half"
        ),
        pytest.param(
            Message("0800", {70: "301"}), "0800 8000000000000000 0400000000000000 0301", id="both-halves"
        ),
    ],
)
def test_builds_and_parses(message: Message, wire: str) -> None:
    assert SMALL.build(message) == bytes.fromhex(wire)
    assert SMALL.parse(bytes.fromhex(wire)) == message


def test_takes_any_kind_of_bytes() -> None:
    wire = bytes.fromhex("0210 0010000002000000 101010 3030")
    others: tuple[Any, ...] = (bytearray(wire), memoryview(wire))
    for octets in others:
        assert SMALL.parse(octets) == SMALL.parse(wire)


def test_elements_ascend() -> None:
    assert list(SMALL.elements) == [12, 39, 41, 60, 70]
    assert SMALL.elements[41].name == "TID"


def test_what_is_not_declared_is_refused_both_ways() -> None:
    with pytest.raises(ElementError, match=r"^small: DE3 at byte 10: not declared in this dialect$"):
        SMALL.build(Message("0200", {3: "000000"}))
    with pytest.raises(ElementError, match=r"^small: DE3 at byte 10: not declared in this dialect$"):
        SMALL.parse(bytes.fromhex("0200 2000000000000000 000000"))


def test_extending_replaces_elements_and_kinds_and_leaves_the_first_alone() -> None:
    echo = Kind("echo", mti="0820", network_code="302")
    other = SMALL.extend(
        "other", elements=[Element(41, "terminal", Ascii(4))], kinds=[echo], bitmap=Bitmap(64)
    )
    assert other.name == "other"
    assert list(other.elements) == [12, 39, 41, 60]
    assert other.build(Message("0820", {41: "1234"})) == bytes.fromhex("0820 0000000000800000 31323334")
    assert other.kind_of(REQUEST) is None
    assert SMALL.kind_of(REQUEST) is ECHO
    assert SMALL.build(Message("0820", {41: "12345678"})).endswith(b"12345678")


def test_kinds_are_found_by_name() -> None:
    assert SMALL.kind("echo") is ECHO
    with pytest.raises(KindError, match=r"^small: there is no kind 'sale'$"):
        SMALL.kind("sale")


def test_checks_requests_and_replies() -> None:
    assert SMALL.check(REQUEST) is ECHO
    assert SMALL.check(REQUEST.with_({12: "101010", 39: "00"}, mti="0830")) is ECHO
    assert SMALL.check(REQUEST.with_({39: "96"}, mti="0830")) is ECHO


@pytest.mark.parametrize(
    ("message", "error", "kind", "number"),
    [
        pytest.param(
            REQUEST.with_(without=[41]), "small: echo request: DE41 TID is missing", "echo", 41, id="missing"
        ),
        pytest.param(
            REQUEST.with_({39: "00"}),
            "small: echo request: DE39 response code has no place here",
            "echo",
            39,
            id="forbidden",
        ),
        pytest.param(
            REQUEST.with_({39: "00"}, mti="0830"),
            "small: echo reply: DE12 local time is missing",
            "echo",
            12,
            id="missing-in-an-approval",
        ),
        pytest.param(
            REQUEST.with_({60: "00000001302"}),
            "small: no kind has this MTI with this DE3, DE25 and DE60",
            None,
            None,
            id="no-kind",
        ),
    ],
)
def test_says_what_a_kind_lacks_or_has_too_many(
    message: Message, error: str, kind: str | None, number: int | None
) -> None:
    with pytest.raises(KindError) as caught:
        SMALL.check(message)
    assert str(caught.value) == error
    assert (caught.value.kind, caught.value.number) == (kind, number)
