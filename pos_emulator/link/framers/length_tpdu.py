"""The frame on TCP: a length and what it counts, which begins with the TPDU."""

from __future__ import annotations

from collections.abc import Iterator

import construct as c

from pos_emulator.link.errors import PayloadTooLong
from pos_emulator.link.frames import MAXIMUM_PAYLOAD, Arrived, BadFrame, Frame

LENGTH_OCTETS = 2
_MOST = 0xFFFF
LENGTH_FRAME = c.Prefixed(c.Int16ub, c.GreedyBytes)
"""The same frame declared."""


class LengthFramer:
    """``length | payload``: 2 bytes, high byte first, counting everything after themselves.

    TCP brings bytes whole and in order, so a length that cannot be means that the two ends do not
    speak the same language: it comes out as one `BadFrame`, nothing after it is read, and the
    connection is to be dropped. `abandon` makes the framer ready for a new one.
    """

    def __init__(self, *, maximum: int = MAXIMUM_PAYLOAD) -> None:
        if not 1 <= maximum <= _MOST:
            raise ValueError(f"maximum payload {maximum}: 2 bytes say 1 to {_MOST}")
        self.maximum = maximum
        self._held = b""
        self._broken = False

    def encode(self, payload: bytes) -> bytes:
        """The frame around ``payload``, 1 to `maximum` bytes."""
        number = len(payload)
        if not 0 < number <= self.maximum:
            raise PayloadTooLong(number, self.maximum)
        return number.to_bytes(LENGTH_OCTETS, "big") + payload

    def feed(self, chunk: bytes) -> Iterator[Arrived]:
        """Take bytes in any chunking; give every frame they complete."""
        found: list[Arrived] = []
        if self._broken:
            return iter(found)
        data = self._held + chunk
        at = 0
        while len(data) >= at + LENGTH_OCTETS:
            number = int.from_bytes(data[at : at + LENGTH_OCTETS], "big")
            if not 0 < number <= self.maximum:
                self._broken = True
                self._held = b""
                found.append(BadFrame("length"))
                return iter(found)
            end = at + LENGTH_OCTETS + number
            if end > len(data):
                break
            found.append(Frame(data[at + LENGTH_OCTETS : end]))
            at = end
        self._held = data[at:]
        return iter(found)

    @property
    def mid_frame(self) -> bool:
        """Bytes of an unfinished frame are held."""
        return bool(self._held)

    def abandon(self) -> BadFrame | None:
        """Forget the unfinished frame; the next byte begins a length."""
        held = self._held
        self._held, self._broken = b"", False
        return BadFrame("unfinished") if held else None
