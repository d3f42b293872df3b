"""The fast path may only be quicker: same bytes, same values, same errors as the declarations."""

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
from iso8583_specs.errors import SpecError
from iso8583_specs.fastpath import MOST_COUNTED, MOST_SHAPES, SIGHTINGS, FastPath
from iso8583_specs.message import Message
from tests.iso8583_specs.samples import damaged, messages, spoiled

DIALECTS = [pytest.param(dialect, id=dialect.name) for dialect in (UNIONPAY_POS, ISO87_BINARY, ISO87_ASCII)]

SIGN_OFF = Message("0820", {11: "000001", 41: "12345676", 42: "123456789012345", 60: "00000001002"})


Given = TypeVar("Given")


def outcome(action: Callable[[Given], object], given: Given) -> object:
    """What comes of it: a value, or the class and text of a refusal."""
    try:
        return action(given)
    except SpecError as error:
        return type(error), str(error)


@pytest.mark.parametrize("dialect", DIALECTS)
@for_all(data=st.data())
@settings(max_examples=150, deadline=None)
def test_agrees_with_the_declarations(dialect: Dialect, data: st.DataObject) -> None:
    good = data.draw(messages(dialect))
    fast = FastPath(dialect.layout)
    octets = dialect.layout.encode(good)
    for _ in range(SIGHTINGS + 1):
        assert fast.build(good) == octets
        assert fast.parse(octets) == good
    assert list(fast.parse(octets)) == sorted(good)
    for _ in range(4):
        odd = data.draw(spoiled(good))
        assert outcome(fast.build, odd) == outcome(dialect.layout.encode, odd)
        wire = data.draw(damaged(octets))
        assert outcome(fast.parse, wire) == outcome(dialect.layout.decode, wire)


def shape_of(number: int) -> Message:
    """A message of a shape of its own: the bits of ``number`` choose eleven elements."""
    elements = (3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16)
    zeros = {3: 6, 4: 12, 5: 12, 6: 12, 7: 10, 11: 6, 12: 6}
    chosen = [element for place, element in enumerate(elements) if number >> place & 1]
    return Message("0200", {element: "0" * zeros.get(element, 4) for element in chosen})


def test_compiles_a_shape_once_it_has_come_often_enough() -> None:
    fast = FastPath(UNIONPAY_POS.layout)
    for _ in range(SIGHTINGS - 1):
        fast.parse(fast.build(SIGN_OFF))
    assert not fast.builders.compiled
    assert not fast.parsers.compiled
    fast.parse(fast.build(SIGN_OFF))
    assert len(fast.builders.compiled) == len(fast.parsers.compiled) == 1


def test_shapes_from_the_line_are_bounded() -> None:
    fast = FastPath(UNIONPAY_POS.layout)
    for number in range(MOST_SHAPES + 20):
        octets = UNIONPAY_POS.layout.encode(shape_of(number))
        for _ in range(SIGHTINGS):
            assert fast.parse(octets) == shape_of(number)
    assert len(fast.parsers.compiled) == MOST_SHAPES


def test_counting_shapes_is_bounded_too() -> None:
    fast = FastPath(UNIONPAY_POS.layout)
    for number in range(MOST_COUNTED + 20):
        fast.build(shape_of(number))
    assert fast.builders.counted <= MOST_COUNTED


def test_a_shape_that_never_goes_well_is_not_compiled() -> None:
    fast = FastPath(UNIONPAY_POS.layout)
    cut = UNIONPAY_POS.layout.encode(SIGN_OFF)[:-1]
    for _ in range(SIGHTINGS + 1):
        with pytest.raises(SpecError):
            fast.parse(cut)
    assert not fast.parsers.compiled


@pytest.mark.parametrize("dialect", [UNIONPAY_POS, ISO87_BINARY])
def test_the_dialects_use_it(dialect: Dialect) -> None:
    message = Message("0820", {11: "000001", 41: "12345676"})
    for _ in range(SIGHTINGS):
        dialect.parse(dialect.build(message))
    assert (11, 41) in dialect.fast.builders.compiled
    assert bytes.fromhex("0020000000800000") in dialect.fast.parsers.compiled
