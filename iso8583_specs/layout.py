"""MTI, bitmap, then the elements that the bitmap names: a message as one `construct` declaration.

This is what a dialect means. `fastpath` may only be quicker, never different.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, BinaryIO, Protocol

from construct import Construct

from iso8583_specs.element_codec import MisfitError
from iso8583_specs.errors import ElementError
from iso8583_specs.message import Message, Value, trusted_message

_NUMBERS_IN_OCTET = tuple(tuple(bit + 1 for bit in range(8) if octet & 0x80 >> bit) for octet in range(256))
_NUMBERS = tuple(
    tuple(tuple(8 * place + number for number in numbers) for numbers in _NUMBERS_IN_OCTET)
    for place in range(16)
)


class Bitmap(Construct):
    """Which elements follow; 8 bytes, or 16 when its first bit is set.

    The value is a tuple of element numbers, ascending, without the 1 that only announces the
    second half.

    Attributes:
        most: 64 when there is no second half in this dialect, else 128.
        hexadecimal: Written as upper-case hex, two characters a byte.
    """

    def __init__(self, most: int = 128, *, hexadecimal: bool = False) -> None:
        super().__init__()
        self.most = most
        self.hexadecimal = hexadecimal

    def _half(self, stream: BinaryIO) -> bytes:
        size = 16 if self.hexadecimal else 8
        raw = stream.read(size)
        if len(raw) != size:
            raise MisfitError(f"expected {size} bytes, found {len(raw)}")
        if not self.hexadecimal:
            return raw
        text = raw.decode("latin-1")
        if not frozenset("0123456789ABCDEF").issuperset(text):
            raise MisfitError("expected upper-case hex")
        return bytes.fromhex(text)

    def _parse(self, stream: BinaryIO, context: Any, path: str) -> tuple[int, ...]:
        bits = self._half(stream)
        if bits[0] & 0x80:
            if self.most == 64:
                raise MisfitError("expected 8 bytes, the first bit announces 16")
            second = self._half(stream)
            if not any(second):
                raise MisfitError("expected 8 bytes, as the second half is empty")
            bits += second
        numbers: list[int] = []
        for place, octet in enumerate(bits):
            if octet:
                numbers += _NUMBERS[place][octet]
        return tuple(numbers[1:] if bits[0] & 0x80 else numbers)

    def _build(self, numbers: Iterable[int], stream: BinaryIO, context: Any, path: str) -> Iterable[int]:
        bits = 0
        for number in numbers:
            if number > self.most:
                raise MisfitError(f"expected elements up to {self.most}, found {number}")
            bits |= 1 << (128 - number)
        raw = (
            (bits | 1 << 127).to_bytes(16, "big") if bits & (1 << 64) - 1 else (bits >> 64).to_bytes(8, "big")
        )
        stream.write(raw.hex().upper().encode("ascii") if self.hexadecimal else raw)
        return numbers


class DeclaredElement(Protocol):
    """What the layout asks of an element."""

    @property
    def name(self) -> str: ...
    @property
    def codec(self) -> Any: ...


class MessageLayout(Construct):
    """A whole message of one dialect.

    It raises `ElementError` itself, being the one place that knows number, name and offset.
    """

    def __init__(
        self, dialect: str, *, mti: Construct, bitmap: Bitmap, elements: Mapping[int, DeclaredElement]
    ) -> None:
        super().__init__()
        self.dialect = dialect
        self.mti = mti
        self.bitmap = bitmap
        self.elements = elements
        self._codecs = {number: element.codec for number, element in elements.items()}

    def encode(self, message: Message) -> bytes:
        """The bytes of a message.

        Raises:
            ElementError: an element is not declared, or its value does not fit.
        """
        stream = BytesIO()
        self._build(message, stream, None, "")
        return stream.getvalue()

    def decode(self, octets: bytes) -> Message:
        """The message in the bytes, all of them.

        Raises:
            ElementError: an element is not declared or does not fit, or bytes are left over.
        """
        stream = BytesIO(octets)
        message = self._parse(stream, None, "")
        end = stream.tell()
        if end != len(octets):
            left = len(octets) - end
            raise self._error(1, end, f"expected the end after the last element, found {left} bytes more")
        return message

    def _error(self, number: int, offset: int, complaint: str) -> ElementError:
        name = {0: "MTI", 1: "bitmap"}.get(number, "")
        if number in self.elements:
            name = self.elements[number].name
        return ElementError(self.dialect, number, name=name, offset=offset, complaint=complaint)

    def _parse(self, stream: BinaryIO, context: Any, path: str) -> Message:
        start = offset = stream.tell()
        number = 0
        values: dict[int, Value] = {}
        complaint = ""
        try:
            mti = self.mti._parse(stream, context, path)
            number, offset = 1, stream.tell()
            for number in self.bitmap._parse(stream, context, path):
                offset = stream.tell()
                codec = self._codecs.get(number)
                if codec is None:
                    raise MisfitError("not declared in this dialect")
                values[number] = codec._parse(stream, context, path)
        except MisfitError as misfit:
            complaint = misfit.args[0]
        if complaint:
            raise self._error(number, offset - start, complaint)
        return trusted_message(mti, values)

    def _build(self, message: Message, stream: BinaryIO, context: Any, path: str) -> Message:
        start = offset = stream.tell()
        number = 0
        complaint = ""
        try:
            self.mti._build(message.mti, stream, context, path)
            number, offset = 1, stream.tell()
            self.bitmap._build(message, stream, context, path)
            for number, value in message.items():
                offset = stream.tell()
                codec = self._codecs.get(number)
                if codec is None:
                    raise MisfitError("not declared in this dialect")
                codec._build(value, stream, context, path)
        except MisfitError as misfit:
            complaint = misfit.args[0]
        if complaint:
            raise self._error(number, offset - start, complaint)
        return message
