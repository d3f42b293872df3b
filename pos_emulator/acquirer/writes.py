"""Cuts a stream of bytes into what the other end wrote in one go: a frame or a control byte.

Line faults strike single writes; a real line hands bytes over in pieces of its own making.
"""

from __future__ import annotations

from collections.abc import Callable

from pos_emulator.link.framers.length_tpdu import LENGTH_OCTETS
from pos_emulator.link.framers.stx_frame import HEAD_OCTETS, STX

MOST_HEAD_OCTETS = 8
"""More than tells the extent of a write, whatever its form."""

Extent = Callable[[bytes], int | None]
"""How many bytes the write at the beginning of some bytes has; None while that cannot be told."""


class WriteSplitter:
    """Finds writes in a stream; whatever fits no frame passes byte by byte.

    Args:
        extent: The form of the writes on this line.
    """

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._held = b""

    @property
    def holds(self) -> bool:
        """The beginning of a write is held."""
        return bool(self._held)

    def feed(self, chunk: bytes) -> tuple[bytes, ...]:
        """The writes that these bytes complete."""
        data = self._held + chunk
        found: list[bytes] = []
        at = 0
        while at < len(data):
            extent = self._extent(data[at : at + MOST_HEAD_OCTETS])
            if extent is None or at + extent > len(data):
                break
            found.append(data[at : at + extent])
            at += extent
        self._held = data[at:]
        return tuple(found)

    def flush(self) -> tuple[bytes, ...]:
        """What is held, as it is: its end did not come."""
        held, self._held = self._held, b""
        return (held,) if held else ()


def serial_extent(trailer_octets: int) -> Extent:
    """Writes of a serial line: ``STX | length | payload | ETX | trailer``, or a single byte."""

    def extent(data: bytes) -> int | None:
        if data[0] != STX:
            return 1
        if len(data) < HEAD_OCTETS:
            return None
        digits = data[1:HEAD_OCTETS].hex()
        return HEAD_OCTETS + int(digits) + 1 + trailer_octets if digits.isdecimal() else 1

    return extent


def stream_extent(data: bytes) -> int | None:
    """Writes on TCP: ``length | payload``."""
    if len(data) < LENGTH_OCTETS:
        return None
    return LENGTH_OCTETS + int.from_bytes(data[:LENGTH_OCTETS], "big")
