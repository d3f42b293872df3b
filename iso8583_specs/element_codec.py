"""What all codecs share: a count, fixed or in front of the content, and the words for what does not fit."""

from __future__ import annotations

from typing import BinaryIO

from construct import Construct, ConstructError


class MisfitError(ConstructError):
    """Bytes or a value that the declaration does not allow; says what was expected, shows no value."""


class ElementCodec(Construct):
    """One element: a count where it varies, then the content.

    Attributes:
        most: The count of symbols, or the greatest where it varies.
        prefix: Decimal digits of the count in front; 0 where the count is fixed.
        packed_prefix: The count is packed, two digits a byte, an odd one led by a zero nibble.
    """

    unit = "bytes"

    def __init__(self, most: int, prefix: int = 0, *, packed_prefix: bool = True) -> None:
        super().__init__()
        self.most = most
        self.prefix = prefix
        self.packed_prefix = packed_prefix
        self.prefix_octets = (prefix + 1) // 2 if packed_prefix else prefix

    def _read(self, stream: BinaryIO, octets: int) -> bytes:
        content = stream.read(octets)
        if len(content) != octets:
            raise MisfitError(f"expected {octets} bytes, found {len(content)}")
        return content

    def _read_count(self, stream: BinaryIO) -> int:
        """The count in front of the content; the fixed one where there is none."""
        if not self.prefix:
            return self.most
        raw = stream.read(self.prefix_octets)
        if len(raw) != self.prefix_octets:
            raise MisfitError(f"expected a length of {self.prefix_octets} bytes, found {len(raw)}")
        digits = raw.hex() if self.packed_prefix else raw.decode("latin-1")
        if not (digits.isdigit() and digits.isascii()):
            raise MisfitError("the length is not decimal")
        count = int(digits)
        if count > self.most:
            raise MisfitError(f"expected at most {self.most} {self.unit}, the length says {count}")
        return count

    def _count_bytes(self, count: int) -> bytes:
        """Check the count of symbols; the bytes that go in front of them."""
        if not self.prefix:
            if count != self.most:
                raise MisfitError(f"expected {self.most} {self.unit}, found {count}")
            return b""
        if count > self.most:
            raise MisfitError(f"expected at most {self.most} {self.unit}, found {count}")
        if self.packed_prefix:
            return bytes.fromhex(f"{count:0{2 * self.prefix_octets}d}")
        return f"{count:0{self.prefix}d}".encode("ascii")


def as_text(value: object) -> str:
    """The value, if it is text."""
    if not isinstance(value, str):
        raise MisfitError(f"expected text, found {type(value).__name__}")
    return value


def as_octets(value: object) -> bytes:
    """The value, if it is octets."""
    if not isinstance(value, bytes):
        raise MisfitError(f"expected octets, found {type(value).__name__}")
    return value
