"""BER-TLV: the lists of tag, length and value in DE55 and in the DE62 of our own messages.

Source: ISO/IEC 8825-1 (tags and lengths); EMV Book 3 annex B (the tags of a chip).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iso8583_specs.errors import SpecError

Tlv = tuple[str, bytes]
"""A tag as upper-case hex, and its value; a constructed value is kept as it stands."""

LONGEST_LENGTH = 3
"""Octets of a length beyond 127; no element could hold more."""


def parse_tlv(octets: bytes) -> tuple[Tlv, ...]:
    """The list in ``octets``, in its order; a tag may occur again.

    Raises:
        SpecError: a tag or length is cut off, or a value is shorter than its length says.
    """
    return tuple((tag, octets[start:end]) for tag, start, end in tlv_spans(octets))


def tlv_spans(octets: bytes) -> Iterator[tuple[str, int, int]]:
    """Each tag with where its value begins and ends.

    Raises:
        SpecError: as `parse_tlv`, once the tags before have been given.
    """
    at = 0
    while at < len(octets):
        start = at
        at = _after_tag(octets, at)
        tag = octets[start:at].hex().upper()
        length, at = _length(octets, at)
        if at + length > len(octets):
            found = len(octets) - at
            raise SpecError(f"TLV at byte {start}: expected a value of {length} bytes, found {found}")
        yield tag, at, at + length
        at += length


def build_tlv(items: Iterable[Tlv]) -> bytes:
    """The octets of a list; lengths are as short as can be.

    Raises:
        SpecError: a tag is not one whole tag in hex, or a value is too long.
    """
    out = bytearray()
    for tag, value in items:
        out += _tag_octets(tag)
        size = len(value)
        if size < 0x80:
            out.append(size)
        else:
            length = size.to_bytes((size.bit_length() + 7) // 8, "big")
            if len(length) > LONGEST_LENGTH:
                raise SpecError("TLV: the value is too long")
            out.append(0x80 | len(length))
            out += length
        out += value
    return bytes(out)


def _after_tag(octets: bytes, at: int) -> int:
    """Where the tag that begins at ``at`` ends."""
    end = at + 1
    if octets[at] & 0x1F == 0x1F:
        while end < len(octets) and octets[end] & 0x80:
            end += 1
        end += 1
    if end > len(octets):
        raise SpecError(f"TLV at byte {at}: the tag is cut off")
    return end


def _length(octets: bytes, at: int) -> tuple[int, int]:
    """The length at ``at``, and where the value begins."""
    if at >= len(octets):
        raise SpecError(f"TLV at byte {at}: the length is missing")
    first = octets[at]
    if first < 0x80:
        return first, at + 1
    count = first & 0x7F
    if not 1 <= count <= LONGEST_LENGTH or at + 1 + count > len(octets):
        raise SpecError(f"TLV at byte {at}: the length is cut off, indefinite or too long")
    return int.from_bytes(octets[at + 1 : at + 1 + count], "big"), at + 1 + count


def _tag_octets(tag: str) -> bytes:
    try:
        octets = bytes.fromhex(tag)
    except ValueError:
        octets = b""
    if not octets or octets.hex().upper() != tag or _after_tag(octets, 0) != len(octets):
        raise SpecError("TLV: a tag is one whole tag in upper-case hex")
    return octets
