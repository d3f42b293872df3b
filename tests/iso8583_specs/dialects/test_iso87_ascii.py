"""ISO 8583:1987 in ASCII, against jPOS's table and images and other projects' messages."""

from __future__ import annotations

from typing import Any

import pytest

from iso8583_specs.character_codecs import HexBytes
from iso8583_specs.codecs import Alphabet, Characters
from iso8583_specs.dialects.iso87_ascii import ISO87_ASCII
from iso8583_specs.element_codec import ElementCodec
from iso8583_specs.errors import SpecError
from iso8583_specs.message import Message, Value
from tests.iso8583_specs.published import published_json

SIGNED = {28, 29, 30, 31, 97}
"""jPOS has a type of its own for a sign and digits; here they are text of the same length."""


def jpos_type(number: int, codec: ElementCodec) -> tuple[str, int]:
    """What jPOS calls elements that look so on the line, and their length."""
    match codec:
        case HexBytes():
            return "IFA_BINARY", codec.most
        case Characters(alphabet=Alphabet.TEXT):
            fixed = "IFA_AMOUNT" if number in SIGNED else "IF_CHAR"
            return {0: fixed, 2: "IFA_LLCHAR", 3: "IFA_LLLCHAR"}[codec.prefix], codec.most
        case Characters():
            return {0: "IFA_NUMERIC", 2: "IFA_LLNUM"}[codec.prefix], codec.most
    raise AssertionError(codec)


def test_every_element_looks_as_in_the_table_of_jpos() -> None:
    table = published_json("jpos_packagers.json")["dialects"]["iso87ascii"]
    theirs = {int(n): (entry["type"], entry["length"]) for n, entry in table.items() if int(n) > 1}
    assert {n: jpos_type(n, element.codec) for n, element in ISO87_ASCII.elements.items()} == theirs


def value_of(stated: Any) -> Value:
    """A field as the file states it: octets are a hex string under ``hex``."""
    return bytes.fromhex(stated["hex"]) if isinstance(stated, dict) else str(stated)


@pytest.mark.parametrize("name", ["ISO87APackager", "ISO87A-Field64"])
def test_builds_and_parses_the_image_of_jpos(name: str) -> None:
    (image,) = (one for one in published_json("jpos_packagers.json")["vectors"] if one["name"] == name)
    fields = {int(n): value_of(value) for n, value in image["fields"].items() if n != "0"}
    message = Message(image["fields"]["0"], fields)
    assert ISO87_ASCII.build(message) == bytes.fromhex(image["hex"])
    assert ISO87_ASCII.parse(bytes.fromhex(image["hex"])) == message


def stated_by_erl8583(number: int, stated: str) -> str:
    """A field as erl8583's marshaller fills it: digits with zeros in front, text with blanks behind."""
    codec = ISO87_ASCII.elements[number].codec
    if codec.prefix:
        return stated
    if number in SIGNED:
        return stated[0] + stated[1:].zfill(codec.most - 1)
    if codec.alphabet is Alphabet.TEXT:
        return stated.ljust(codec.most)
    return stated.zfill(codec.most)


def test_builds_and_parses_what_erl8583_marshals() -> None:
    vectors = published_json("other_projects.json")["vectors"]
    ascii_ones = [one for one in vectors if "test_ascii_marshaller" in one.get("source", "")]
    # Not a track 2 of the standard: with the sentinels of the stripe. Octets are not stated as fields.
    tried = [
        one
        for one in ascii_ones
        if one["name"] not in ("fields_34_35_test", "field_52_test", "field_64_test")
    ]
    assert len(tried) >= 15
    for one in tried:
        fields = {int(n): stated_by_erl8583(int(n), v) for n, v in one["fields"].items() if n != "0"}
        message = Message(one["fields"]["0"], fields)
        assert ISO87_ASCII.build(message) == bytes.fromhex(one["hex"]), one["name"]
        assert ISO87_ASCII.parse(bytes.fromhex(one["hex"])) == message, one["name"]


def test_refuses_what_j8583_refuses() -> None:
    vectors = published_json("other_projects.json")["vectors"]
    bad = [one for one in vectors if one.get("error")]
    assert len(bad) == 5
    for one in bad:
        with pytest.raises(SpecError):
            ISO87_ASCII.parse(bytes.fromhex(one["hex"]))


def test_parses_a_small_message_of_moov() -> None:
    (small,) = (one for one in published_json("moov_iso8583.json")["vectors"] if one["name"] == "small ASCII")
    parsed = ISO87_ASCII.parse(bytes.fromhex(small["hex"]))
    assert {str(n): v for n, v in parsed.items()} | {"0": parsed.mti} == small["fields"]


@pytest.mark.parametrize(
    ("message", "wire"),
    [
        pytest.param(
            Message("0200", {2: "6216261000000000018", 3: "000000", 64: b"\xab" + bytes(7)}),
            "0200600000000000000119621626100000000001800000" + "0" + "AB00000000000000",
            id="one-half",
        ),
        pytest.param(
            Message("0800", {11: "000001", 70: "301"}),
            "080080200000000000000400000000000000000001301",
            id="second-half",
        ),
    ],
)
def test_builds_and_parses(message: Message, wire: str) -> None:
    assert ISO87_ASCII.build(message) == wire.encode("ascii")
    assert ISO87_ASCII.parse(wire.encode("ascii")) == message
