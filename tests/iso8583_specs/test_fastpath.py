"""The fast path may only be quicker: same bytes, same values, same errors as the declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from typing import TypeVar

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from iso8583_specs.codegen import is_covered
from iso8583_specs.dialect import Dialect, Element
from iso8583_specs.dialects.iso87_ascii import ISO87_ASCII
from iso8583_specs.dialects.iso87_binary import ISO87_BINARY
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.errors import SpecError
from iso8583_specs.fastpath import MOST_COUNTED, MOST_SHAPES, SIGHTINGS, FastPath
from iso8583_specs.message import Message
from tests.iso8583_specs.samples import damaged, messages, odd_forms, sized, sizes, spoiled

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


def single_elements(dialect: Dialect) -> Iterator[Message]:
    """Messages of DE11 and one element that can be compiled, each element in all its sizes."""
    for number, element in dialect.elements.items():
        for size in sizes(element.codec) if number <= 64 and is_covered(element.codec) else ():
            yield Message("0200", {11: "000001", number: sized(element.codec, size)})


def flips(octets: bytes) -> Iterator[bytes]:
    """The bytes with one bit changed, for each bit of at most 40 at the front and 4 at the end."""
    for place in sorted({*range(min(len(octets), 40)), *range(len(octets) - 4, len(octets))}):
        for bit in range(8):
            yield octets[:place] + bytes([octets[place] ^ 1 << bit]) + octets[place + 1 :]


def one_too_many(dialect: Dialect, message: Message) -> Iterator[bytes]:
    """The message with a varying element one symbol longer than it may be, its count in step."""
    for number in message:
        codec = copy(dialect.elements[number].codec)
        if codec.prefix:
            codec.most += 1
            longer = Element(number, "", codec)
            lax = dialect.extend(dialect.name, elements=[longer])
            yield lax.layout.encode(message.with_({number: sized(codec, codec.most)}))


@pytest.mark.parametrize("dialect", [UNIONPAY_POS, ISO87_BINARY])
def test_agrees_on_each_changed_bit_of_each_element(dialect: Dialect) -> None:
    for message in single_elements(dialect):
        fast = FastPath(dialect.layout)
        octets = dialect.layout.encode(message)
        for _ in range(SIGHTINGS):
            assert fast.parse(octets) == message
        (compiled,) = fast.parsers.compiled.values()
        assert compiled(octets) == message
        for wire in (octets, octets[:-1], octets + b"0", *flips(octets), *one_too_many(dialect, message)):
            assert outcome(fast.parse, wire) == outcome(dialect.layout.decode, wire), repr(message)


def two_sizes(dialect: Dialect) -> Iterator[tuple[Message, Message]]:
    """Two messages of one shape whose varying element has another size, each size with each."""
    for number, element in dialect.elements.items():
        codec = element.codec
        if number < 64 and is_covered(codec) and codec.prefix:
            made = [Message("0200", {number: sized(codec, size), 64: bytes(8)}) for size in sizes(codec)]
            yield from ((one, other) for one in made for other in made if one != other)


@pytest.mark.parametrize("dialect", [UNIONPAY_POS, ISO87_BINARY])
def test_agrees_where_counts_are_others_than_when_it_was_compiled(dialect: Dialect) -> None:
    for usual, rare in two_sizes(dialect):
        fast = FastPath(dialect.layout)
        for _ in range(SIGHTINGS):
            fast.parse(dialect.layout.encode(usual))
        (compiled,) = fast.parsers.compiled.values()
        octets = dialect.layout.encode(rare)
        assert compiled(octets) == rare
        for wire in (octets[:-1], octets + b"0", *flips(octets)):
            assert outcome(fast.parse, wire) == outcome(dialect.layout.decode, wire), repr(rare)


@pytest.mark.parametrize("dialect", [UNIONPAY_POS, ISO87_BINARY])
def test_agrees_on_each_odd_value_of_each_element(dialect: Dialect) -> None:
    for message in single_elements(dialect):
        fast = FastPath(dialect.layout)
        for _ in range(SIGHTINGS):
            fast.build(message)
        (compiled,) = fast.builders.compiled.values()
        assert compiled(message) == dialect.layout.encode(message)
        for number, value in message.items():
            for odd in odd_forms(value):
                changed = message.with_({number: odd})
                assert outcome(fast.build, changed) == outcome(dialect.layout.encode, changed), number
        for mti in ("020", "02000", "02D0", "٠٢٠٠", ""):
            changed = message.with_(mti=mti)
            assert outcome(fast.build, changed) == outcome(dialect.layout.encode, changed)


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
