"""ISO 8583:1987 in binary, against jPOS's table and image of the same dialect."""

from __future__ import annotations

import pytest

from iso8583_specs.codecs import Characters, Octets, Packed, Side, SignedAmount
from iso8583_specs.dialects.iso87_binary import ISO87_BINARY
from iso8583_specs.element_codec import ElementCodec
from iso8583_specs.message import Message, Value
from tests.iso8583_specs.published import published_json


def jpos_type(codec: ElementCodec) -> tuple[str, int]:
    """What jPOS calls elements that look so on the line, and their length."""
    match codec:
        case SignedAmount():
            return "IFB_AMOUNT", codec.most
        case Packed():
            assert codec.pad is (Side.RIGHT if codec.prefix else Side.LEFT)
            return {0: "IFB_NUMERIC", 2: "IFB_LLNUM"}[codec.prefix], codec.most
        case Characters():
            return {0: "IF_CHAR", 2: "IFB_LLCHAR", 3: "IFB_LLLCHAR"}[codec.prefix], codec.most
        case Octets():
            return {0: "IFB_BINARY", 3: "IFB_LLLBINARY"}[codec.prefix], codec.most
    raise AssertionError(codec)


def test_every_element_looks_as_in_the_table_of_jpos() -> None:
    table = published_json("jpos_packagers.json")["dialects"]["iso87binary"]
    theirs = {int(n): (entry["type"], entry["length"]) for n, entry in table.items() if int(n) > 1}
    assert {n: jpos_type(element.codec) for n, element in ISO87_BINARY.elements.items()} == theirs


def ours(number: int, value: object) -> Value:
    """A field of the image as this dialect has it: the separator as D, chip data as octets."""
    if isinstance(value, dict):
        return bytes.fromhex(value["hex"])
    assert isinstance(value, str)
    if number == 55:
        return value.encode("ascii")
    return value.replace("=", "D") if number == 35 else value


@pytest.mark.parametrize("name", ["ISO87BPackager", "ISO87B-Field64"])
def test_builds_and_parses_the_image_of_jpos(name: str) -> None:
    (image,) = (one for one in published_json("jpos_packagers.json")["vectors"] if one["name"] == name)
    fields = {int(n): ours(int(n), value) for n, value in image["fields"].items() if n != "0"}
    message = Message(image["fields"]["0"], fields)
    assert ISO87_BINARY.build(message) == bytes.fromhex(image["hex"])
    assert ISO87_BINARY.parse(bytes.fromhex(image["hex"])) == message


@pytest.mark.parametrize(
    ("message", "wire"),
    [
        pytest.param(
            Message("0210", {3: "000000", 11: "000042", 39: "00"}),
            "0210 2020000002000000 000000 000042 3030",
            id="sale-approved",
        ),
        pytest.param(
            Message("0200", {2: "6216261000000000018", 22: "021", 23: "001"}),
            "0200 4000060000000000 19 62162610000000000180 0021 0001",
            id="odd-counts",
        ),
        pytest.param(
            Message("0800", {11: "000001", 70: "301"}),
            "0800 8020000000000000 0400000000000000 000001 0301",
            id="second-half",
        ),
    ],
)
def test_builds_and_parses(message: Message, wire: str) -> None:
    assert ISO87_BINARY.build(message) == bytes.fromhex(wire)
    assert ISO87_BINARY.parse(bytes.fromhex(wire)) == message
