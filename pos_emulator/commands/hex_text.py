"""Hex as people paste it: with blanks, newlines, colons, commas, dashes, and 0x before bytes."""

from __future__ import annotations

from pos_emulator.commands.errors import BadInputError

_DIGITS = frozenset("0123456789abcdefABCDEF")
_BETWEEN = frozenset(" \t\r\n\v\f:,-;_")


def read_hex(text: str) -> bytes:
    """The bytes.

    Raises:
        BadInputError: a character that does not belong, half a byte, or nothing; it says where.
    """
    digits: list[str] = []
    line = column = 1
    fresh = True
    skip = 0
    for place, char in enumerate(text):
        if skip:
            skip -= 1
        elif char in _DIGITS and not (fresh and text[place : place + 2] in ("0x", "0X")):
            digits.append(char)
            fresh = False
        elif char in _DIGITS:
            skip, fresh = 1, False
        elif char in _BETWEEN:
            fresh = True
        else:
            raise BadInputError(
                f"hex: {char!r} at {_place(line, column)} is no hex digit; "
                "expected 0-9 and a-f, with blanks, colons or 0x between"
            )
        line, column = (line + 1, 1) if char == "\n" else (line, column + 1)
    if not digits:
        raise BadInputError("hex: nothing to decode; expected the bytes of a message, such as 0800 0020...")
    if len(digits) % 2:
        raise BadInputError(f"hex: {len(digits)} digits, so half a byte is missing; copy it whole")
    return bytes.fromhex("".join(digits))


def _place(line: int, column: int) -> str:
    return f"character {column}" if line == 1 else f"line {line}, column {column}"
