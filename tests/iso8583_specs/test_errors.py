"""Errors say where and what, and never show a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from iso8583_specs.dialect import Dialect
from iso8583_specs.dialects.iso87_ascii import ISO87_ASCII
from iso8583_specs.dialects.iso87_binary import ISO87_BINARY
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.errors import ElementError, KindError, SpecError
from iso8583_specs.message import Message
from tests.iso8583_specs.samples import DIGITS, damaged, messages, spoiled

DIALECTS = [pytest.param(dialect, id=dialect.name) for dialect in (UNIONPAY_POS, ISO87_BINARY, ISO87_ASCII)]


def test_an_element_error_says_what_where_and_what_was_expected() -> None:
    with pytest.raises(ElementError) as caught:
        ISO87_BINARY.parse(bytes.fromhex("0210 2020000002000000 000000 000042 30"))
    assert str(caught.value) == (
        "iso87-binary: DE39 response code at byte 16: expected 2 characters, found 1"
    )
    assert (caught.value.dialect, caught.value.number, caught.value.offset) == ("iso87-binary", 39, 16)


def test_a_kind_error_names_kind_and_element() -> None:
    with pytest.raises(KindError) as caught:
        UNIONPAY_POS.check(Message("0820", {41: "12345676", 60: "00000001301"}))
    assert str(caught.value) == "unionpay-pos: echo request: DE42 MID is missing"
    assert (caught.value.dialect, caught.value.kind, caught.value.number) == ("unionpay-pos", "echo", 42)


def everything_said(error: BaseException | None) -> str:
    """All texts that a traceback of the error would print."""
    said = ""
    while error is not None:
        said += f"{error!r} {error} {getattr(error, '__notes__', '')} {vars(error)}"
        error = error.__cause__ or error.__context__
    return said


Given = TypeVar("Given")


def complaint(action: Callable[[Given], object], given: Given) -> str:
    """What is said when the action is refused; nothing when it is not."""
    try:
        action(given)
    except SpecError as error:
        return everything_said(error)
    return ""


SECRETS = st.text(DIGITS, min_size=7, max_size=60) | st.text("DEF٣é", min_size=5, max_size=40)


@pytest.mark.parametrize("dialect", DIALECTS)
@for_all(data=st.data(), secret=SECRETS)
@settings(max_examples=150, deadline=None)
def test_no_error_ever_shows_a_value(dialect: Dialect, data: st.DataObject, secret: str) -> None:
    number = data.draw(st.sampled_from(sorted(dialect.elements)))
    as_octets = secret.encode()
    for value in (secret, as_octets):
        message = Message("0200", {3: "000000", 60: "22000001", number: value})
        for action in (dialect.build, dialect.layout.encode, dialect.check):
            said = complaint(action, message)
            assert secret not in said
            assert repr(as_octets)[2:-1] not in said
    wire = b"\x02\x00" + data.draw(st.binary(min_size=8, max_size=8)) + as_octets
    for octets in (wire, b"0200" + wire[2:10].hex().upper().encode() + as_octets, as_octets):
        said = complaint(dialect.parse, octets)
        assert secret not in said
        assert repr(as_octets)[2:-1] not in said


@pytest.mark.parametrize("dialect", DIALECTS)
@for_all(octets=st.binary(max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_message_or_refused(dialect: Dialect, octets: bytes) -> None:
    try:
        message = dialect.parse(octets)
    except SpecError:
        return
    assert dialect.build(message) == octets


@pytest.mark.parametrize("dialect", DIALECTS)
@for_all(data=st.data())
@settings(max_examples=100, deadline=None)
def test_any_message_is_bytes_or_refused(dialect: Dialect, data: st.DataObject) -> None:
    good = data.draw(messages(dialect))
    octets = dialect.build(good)
    assert dialect.parse(octets) == good
    for _ in range(3):
        try:
            odd = data.draw(spoiled(good))
            assert dialect.parse(dialect.build(odd)) == odd
        except SpecError:
            pass
        try:
            wire = data.draw(damaged(octets))
            assert dialect.build(dialect.parse(wire)) == wire
        except SpecError:
            pass
