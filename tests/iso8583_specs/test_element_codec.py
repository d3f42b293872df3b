"""The count of an element: its forms on the line, its limits, and the refusal of other types."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from construct import ConstructError

from iso8583_specs.element_codec import ElementCodec, MisfitError, as_octets, as_text


@pytest.mark.parametrize(
    ("codec", "count", "wire"),
    [
        pytest.param(ElementCodec(8), 8, "", id="fixed"),
        pytest.param(ElementCodec(99, 2), 37, "37", id="two-digits-packed"),
        pytest.param(ElementCodec(999, 3), 104, "0104", id="three-digits-packed"),
        pytest.param(ElementCodec(99, 2, packed_prefix=False), 7, "3037", id="two-characters"),
        pytest.param(ElementCodec(999, 3, packed_prefix=False), 104, "313034", id="three-characters"),
    ],
)
def test_a_count_on_the_line(codec: ElementCodec, count: int, wire: str) -> None:
    assert codec._count_bytes(count) == bytes.fromhex(wire)
    assert codec._read_count(BytesIO(bytes.fromhex(wire))) == count


def test_a_count_that_is_too_large_or_not_the_fixed_one_is_refused() -> None:
    with pytest.raises(MisfitError, match="expected at most 19 bytes, found 20"):
        ElementCodec(19, 2)._count_bytes(20)
    with pytest.raises(MisfitError, match="expected 8 bytes, found 7"):
        ElementCodec(8)._count_bytes(7)
    with pytest.raises(MisfitError, match="expected at most 19 bytes, the length says 20"):
        ElementCodec(19, 2)._read_count(BytesIO(b"\x20"))


@pytest.mark.parametrize("value", [None, 7, bytearray(b"1")])
def test_values_are_text_or_octets(value: Any) -> None:
    for take in (as_text, as_octets):
        with pytest.raises(MisfitError, match=f"found {type(value).__name__}"):
            take(value)
    assert (as_text("1"), as_octets(b"1")) == ("1", b"1")


def test_what_does_not_fit_is_an_error_of_construct() -> None:
    assert issubclass(MisfitError, ConstructError)
