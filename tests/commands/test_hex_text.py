from __future__ import annotations

import pytest

from pos_emulator.commands.errors import BadInputError
from pos_emulator.commands.hex_text import read_hex


@pytest.mark.parametrize(
    "text",
    [
        "0800ab",
        "0800AB",
        "08 00 AB",
        "08:00:ab",
        "0x0800ab",
        "0X08, 0x00, 0xAB;",
        "08-00-ab\n",
        " 0 8\t00\r\nab",
        "0x08 00 ab",
    ],
)
def test_reads_hex_as_it_is_pasted(text: str) -> None:
    assert read_hex(text) == b"\x08\x00\xab"


def test_a_leading_zero_is_a_digit_and_no_prefix() -> None:
    assert read_hex("00 0b") == b"\x00\x0b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0g", "'g' at character 2 is no hex digit"),
        ("08 00 é", "'é' at character 7 is no hex digit"),
        ("0800\n00 0z", "'z' at line 2, column 5 is no hex digit"),
        ("080x00", "'x' at character 4 is no hex digit"),
        ("", "nothing to decode"),
        (" \n", "nothing to decode"),
        ("0x", "nothing to decode"),
        ("080", "3 digits, so half a byte is missing"),
    ],
)
def test_says_where_the_first_wrong_character_is(text: str, expected: str) -> None:
    with pytest.raises(BadInputError, match=r"^hex: ") as caught:
        read_hex(text)
    assert expected in str(caught.value)
