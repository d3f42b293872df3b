"""The pieces of the dialects that are text throughout: digits as characters, octets as hex."""

from __future__ import annotations

from typing import Any, BinaryIO

from iso8583_specs.codecs import Alphabet, Characters
from iso8583_specs.element_codec import ElementCodec, MisfitError, as_octets

HEX_DIGITS = frozenset("0123456789ABCDEF")


class Digits(Characters):
    """A fixed count of decimal digits."""

    def __init__(self, digits: int) -> None:
        super().__init__(digits, alphabet=Alphabet.DIGITS)


class LlDigits(Characters):
    """Up to 99 decimal digits behind a count of 2 digits."""

    def __init__(self, most: int) -> None:
        super().__init__(most, 2, alphabet=Alphabet.DIGITS, packed_prefix=False)


class LlTrack(Characters):
    """Track 2, digits and a separator, ``=`` or D, behind a count of 2 digits."""

    def __init__(self, most: int = 37) -> None:
        super().__init__(most, 2, alphabet=Alphabet.TRACK, packed_prefix=False)


class LlText(Characters):
    """Up to 99 ASCII characters behind a count of 2 digits."""

    def __init__(self, most: int) -> None:
        super().__init__(most, 2, packed_prefix=False)


class LllText(Characters):
    """Up to 999 ASCII characters behind a count of 3 digits."""

    def __init__(self, most: int) -> None:
        super().__init__(most, 3, packed_prefix=False)


class HexBytes(ElementCodec):
    """A fixed count of bytes as upper-case hex, two characters each."""

    def __init__(self, octets: int) -> None:
        super().__init__(octets)

    def _parse(self, stream: BinaryIO, context: Any, path: str) -> bytes:
        characters = self._read(stream, 2 * self.most).decode("latin-1")
        if not HEX_DIGITS.issuperset(characters):
            raise MisfitError("expected upper-case hex")
        return bytes.fromhex(characters)

    def _build(self, value: object, stream: BinaryIO, context: Any, path: str) -> object:
        octets = as_octets(value)
        self._count_bytes(len(octets))
        stream.write(octets.hex().upper().encode("ascii"))
        return value

    def _sizeof(self, context: Any, path: str) -> int:
        return 2 * self.most
