"""The pieces that data elements are declared with: `construct` subclasses between a value and its bytes.

Each piece says in plain attributes how its bytes look, so that `codegen` can read the same
declaration; `_parse` and `_build` are what the declaration means. They raise `MisfitError`, whose
text never holds a value.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, BinaryIO

from iso8583_specs.element_codec import ElementCodec, MisfitError, as_octets, as_text


class Side(Enum):
    """Where an odd count of packed digits is filled with a zero nibble."""

    LEFT = "left"
    RIGHT = "right"


class Alphabet(Enum):
    """The symbols an element is written in."""

    DIGITS = "decimal digits"
    TRACK = "digits and separators"
    TEXT = "ASCII text"
    GBK = "GBK text"


class Packed(ElementCodec):
    """Digits, two a byte; an odd count is filled with a zero nibble on the side the dialect names."""

    unit = "digits"

    def __init__(
        self, most: int, prefix: int = 0, *, pad: Side = Side.LEFT, alphabet: Alphabet = Alphabet.DIGITS
    ) -> None:
        super().__init__(most, prefix)
        self.pad = pad
        self.alphabet = alphabet

    def _checked(self, digits: str) -> str:
        decimal = digits.replace("D", "") if self.alphabet is Alphabet.TRACK else digits
        if decimal and not (decimal.isdigit() and decimal.isascii()):
            raise MisfitError(f"expected {self.alphabet.value}")
        return digits

    def _parse(self, stream: BinaryIO, context: Any, path: str) -> str:
        count = self._read_count(stream)
        digits = self._read(stream, (count + 1) >> 1).hex()
        if count & 1:
            if self.pad is Side.LEFT:
                fill, digits = digits[0], digits[1:]
            else:
                fill, digits = digits[-1], digits[:-1]
            if fill != "0":
                raise MisfitError(f"expected a zero nibble on the {self.pad.value} of an odd count of digits")
        return self._checked(digits.replace("d", "D") if self.alphabet is Alphabet.TRACK else digits)

    def _build(self, value: object, stream: BinaryIO, context: Any, path: str) -> object:
        digits = self._checked(as_text(value))
        front = self._count_bytes(len(digits))
        if len(digits) & 1:
            digits = "0" + digits if self.pad is Side.LEFT else digits + "0"
        stream.write(front + bytes.fromhex(digits))
        return value

    def _sizeof(self, context: Any, path: str) -> int:
        return self.prefix_octets + (self.most + 1) // 2


class PackedDigits(Packed):
    """A fixed count of decimal digits."""

    def __init__(self, digits: int, *, pad: Side = Side.LEFT) -> None:
        super().__init__(digits, pad=pad)


class LlVarDigits(Packed):
    """Up to 99 decimal digits behind a 1-byte count of digits."""

    def __init__(self, most: int, *, pad: Side = Side.RIGHT) -> None:
        super().__init__(most, 2, pad=pad)


class LllVarDigits(Packed):
    """Up to 999 decimal digits behind a 2-byte count of digits."""

    def __init__(self, most: int, *, pad: Side = Side.RIGHT) -> None:
        super().__init__(most, 3, pad=pad)


class LlVarTrack(Packed):
    """Track 2: digits and the separator D, behind a 1-byte count."""

    def __init__(self, most: int = 37, *, pad: Side = Side.RIGHT) -> None:
        super().__init__(most, 2, pad=pad, alphabet=Alphabet.TRACK)


class LllVarTrack(Packed):
    """Track 3: digits and the separator D, behind a 2-byte count."""

    def __init__(self, most: int = 104, *, pad: Side = Side.RIGHT) -> None:
        super().__init__(most, 3, pad=pad, alphabet=Alphabet.TRACK)


class PackedEntryMode(Packed):
    """DE22: three digits and a zero nibble behind them, ``021`` is ``0210`` on the line.

    Some terminals put the zero in front. Such a one is taken and given back as it stands, as four
    digits: the last is not 0, which tells the two apart.
    """

    def __init__(self) -> None:
        super().__init__(3, pad=Side.RIGHT)

    def _parse(self, stream: BinaryIO, context: Any, path: str) -> str:
        digits = self._checked(self._read(stream, 2).hex())
        return digits[:3] if digits[3] == "0" else digits

    def _build(self, value: object, stream: BinaryIO, context: Any, path: str) -> object:
        digits = self._checked(as_text(value))
        if len(digits) == 4 and digits[3] != "0":
            stream.write(bytes.fromhex(digits))
            return value
        return super()._build(value, stream, context, path)


class Characters(ElementCodec):
    """Text, one byte a character (in GBK two a Chinese one); the count is of bytes."""

    unit = "characters"

    def __init__(
        self,
        most: int,
        prefix: int = 0,
        *,
        alphabet: Alphabet = Alphabet.TEXT,
        packed_prefix: bool = True,
    ) -> None:
        super().__init__(most, prefix, packed_prefix=packed_prefix)
        self.alphabet = alphabet
        self.encoding = "gbk" if alphabet is Alphabet.GBK else "ascii"

    def _checked(self, text: str) -> str:
        if self.alphabet is Alphabet.DIGITS or self.alphabet is Alphabet.TRACK:
            decimal = text
            if self.alphabet is Alphabet.TRACK:
                decimal = text.replace("=", "").replace("D", "")
            if decimal and not (decimal.isdigit() and decimal.isascii()):
                raise MisfitError(f"expected {self.alphabet.value}")
        return text

    def _parse(self, stream: BinaryIO, context: Any, path: str) -> str:
        count = self._read_count(stream)
        raw = stream.read(count)
        if len(raw) != count:
            raise MisfitError(f"expected {count} characters, found {len(raw)}")
        # "ignore", then compare: a UnicodeDecodeError would carry the bytes along as its context.
        text = raw.decode(self.encoding, "ignore")
        if text.encode(self.encoding, "ignore") != raw:
            raise MisfitError(f"expected {self.alphabet.value}")
        return self._checked(text)

    def _build(self, value: object, stream: BinaryIO, context: Any, path: str) -> object:
        text = self._checked(as_text(value))
        raw = text.encode(self.encoding, "ignore")
        if raw.decode(self.encoding, "ignore") != text:
            raise MisfitError(f"expected {self.alphabet.value}")
        stream.write(self._count_bytes(len(raw)) + raw)
        return value

    def _sizeof(self, context: Any, path: str) -> int:
        return self.prefix_octets + self.most


class Ascii(Characters):
    """A fixed count of ASCII characters."""

    def __init__(self, characters: int) -> None:
        super().__init__(characters)


class Gbk(Characters):
    """Chinese text in a fixed count of bytes."""

    def __init__(self, octets: int) -> None:
        super().__init__(octets, alphabet=Alphabet.GBK)


class LlVar(Characters):
    """Up to 99 ASCII characters behind a 1-byte packed count."""

    def __init__(self, most: int) -> None:
        super().__init__(most, 2)


class LllVar(Characters):
    """Up to 999 ASCII characters behind a 2-byte packed count."""

    def __init__(self, most: int) -> None:
        super().__init__(most, 3)


class Octets(ElementCodec):
    """Bytes as they are."""

    def _parse(self, stream: BinaryIO, context: Any, path: str) -> bytes:
        return self._read(stream, self._read_count(stream))

    def _build(self, value: object, stream: BinaryIO, context: Any, path: str) -> object:
        octets = as_octets(value)
        stream.write(self._count_bytes(len(octets)) + octets)
        return value

    def _sizeof(self, context: Any, path: str) -> int:
        return self.prefix_octets + self.most


class Bytes(Octets):
    """A fixed count of bytes."""

    def __init__(self, octets: int) -> None:
        super().__init__(octets)


class LllVarBytes(Octets):
    """Up to 999 bytes behind a 2-byte packed count."""

    def __init__(self, most: int) -> None:
        super().__init__(most, 3)


class SignedAmount(ElementCodec):
    """An amount with its side in front: one character (C or D), then packed digits.

    The character is not checked: old systems put a digit there.
    """

    unit = "characters"

    def __init__(self, digits: int) -> None:
        super().__init__(digits + 1)
        self._sign = Ascii(1)
        self._digits = PackedDigits(digits)

    def _parse(self, stream: BinaryIO, context: Any, path: str) -> str:
        sign: str = self._sign._parse(stream, context, path)
        return sign + self._digits._parse(stream, context, path)

    def _build(self, value: object, stream: BinaryIO, context: Any, path: str) -> object:
        text = as_text(value)
        self._count_bytes(len(text))
        self._sign._build(text[:1], stream, context, path)
        self._digits._build(text[1:], stream, context, path)
        return value

    def _sizeof(self, context: Any, path: str) -> int:
        return 1 + self.most // 2
