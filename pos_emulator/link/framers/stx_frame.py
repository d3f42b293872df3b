"""The serial frame, with the check value that ends it left open.

``STX | length | payload | ETX | trailer``; see `stx_crc` and `stx_lrc` for the two in use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

import construct as c

from pos_emulator.link.errors import PayloadTooLong
from pos_emulator.link.frames import MAXIMUM_PAYLOAD, Arrived, BadFrame, Control, Frame

STX = 0x02
ETX = 0x03
HEAD_OCTETS = 3
"""STX and the length."""

_MOST = 9999
_BCD = tuple(bytes.fromhex(f"{number:04d}") for number in range(_MOST + 1))
_NUMBER = MappingProxyType({packed: number for number, packed in enumerate(_BCD)})
_NOT_NOISE = re.compile(b"[\x02\x06\x15]")
_CONTROLS = MappingProxyType({control.value: control for control in Control})


@dataclass(frozen=True, slots=True)
class Trailer:
    """The check value after ETX: ``octets`` long, high byte first, over length through ETX."""

    name: str
    octets: int
    compute: Callable[[bytes], int]


def declaration(trailer: Trailer) -> c.Construct:
    """The frame as a construct declaration, for people and for the test that compares it with `StxFramer`."""
    length = c.ExprAdapter(c.Bytes(2), lambda packed, _: int(packed.hex()), lambda number, _: _BCD[number])
    covered = c.Struct(
        "length" / c.Rebuild(length, c.len_(c.this.payload)),
        "payload" / c.Bytes(c.this.length),
        "etx" / c.Const(bytes((ETX,))),
    )
    return c.Struct(
        "stx" / c.Const(bytes((STX,))),
        "covered" / c.RawCopy(covered),
        "trailer" / c.Checksum(c.BytesInteger(trailer.octets), trailer.compute, c.this.covered.data),
    )


class StxFramer:
    """Frames with STX, a length of 4 BCD digits, ETX and a trailer; and what arrives between them.

    Noise is skipped. A damaged frame comes out as one `BadFrame`; whatever it had swallowed is
    searched again for frames, but not for ACK and NAK, which would be bytes of its payload. Where
    a damaged frame ends is not known if its ETX is not in its place; then nothing but a good frame
    counts until one arrives or the line falls silent.
    """

    def __init__(self, trailer: Trailer, *, maximum: int = MAXIMUM_PAYLOAD) -> None:
        if not 1 <= maximum <= _MOST:
            raise ValueError(f"maximum payload {maximum}: 4 BCD digits say 1 to {_MOST}")
        self.maximum = maximum
        self._compute = trailer.compute
        self._octets = trailer.octets
        self._after = trailer.octets + 1
        self._held = b""
        self._found: list[Arrived] = []
        self._swallowed = 0
        self._lost_track = False

    def encode(self, payload: bytes) -> bytes:
        """The frame around ``payload``, 1 to `maximum` bytes."""
        number = len(payload)
        if not 0 < number <= self.maximum:
            raise PayloadTooLong(number, self.maximum)
        covered = b"%b%b\x03" % (_BCD[number], payload)
        return b"\x02%b%b" % (covered, self._compute(covered).to_bytes(self._octets, "big"))

    def feed(self, chunk: bytes) -> Iterator[Arrived]:
        """Take bytes in any chunking; give every frame and control byte they complete."""
        if not self._held and not self._found and self._judge(chunk, 0) == len(chunk) > 0:
            self._lost_track = False
            return iter((Frame(bytes(chunk[HEAD_OCTETS : -self._after])),))
        self._scan(self._held + chunk)
        found, self._found = self._found, []
        return iter(found)

    @property
    def mid_frame(self) -> bool:
        """Bytes of an unfinished frame are held, or the end of a damaged one is awaited."""
        return bool(self._held) or self._lost_track

    def abandon(self) -> BadFrame | None:
        """Drop the unfinished frame and look for good ones in what it swallowed, for the next `feed`."""
        held = self._held
        good_before = len(self._found)
        reported = self._lost_track or self._swallowed > 0
        at = 0
        while (at := held.find(STX, at)) >= 0:
            end = self._judge(held, at)
            if isinstance(end, int) and end <= len(held):
                self._found.append(Frame(held[at + HEAD_OCTETS : end - self._after]))
                at = end
            else:
                at += 1
        self._held, self._swallowed, self._lost_track = b"", 0, False
        if not held or reported or len(self._found) > good_before:
            return None
        return BadFrame("unfinished")

    def _judge(self, data: bytes, at: int) -> int | str:
        """Where the frame that begins at ``at`` ends, also beyond ``data``; or what is wrong with it."""
        if data[at : at + 1] != b"\x02":
            return "STX"
        if len(data) < at + HEAD_OCTETS:
            return len(data) + 1
        number = _NUMBER.get(data[at + 1 : at + HEAD_OCTETS], 0)
        if not 0 < number <= self.maximum:
            return "length"
        check = at + HEAD_OCTETS + number + 1
        end = check + self._octets
        if end > len(data):
            return end
        if data[check - 1] != ETX:
            return "ETX"
        if self._compute(data[at + 1 : check]) != int.from_bytes(data[check:end], "big"):
            return "check value"
        return end

    def _scan(self, data: bytes) -> None:
        at = 0
        doubtful: tuple[int, int, int, bool] | None = None
        while match := _NOT_NOISE.search(data, at):
            at = match.start()
            if data[at] != STX:
                if not self._lost_track and at >= self._swallowed:
                    self._found.append(_CONTROLS[data[at]])
                at += 1
                continue
            verdict = self._judge(data, at)
            if isinstance(verdict, str):
                self._damaged(verdict, data, at)
                at += 1
            elif verdict <= len(data):
                self._found.append(Frame(data[at + HEAD_OCTETS : verdict - self._after]))
                self._lost_track = False
                doubtful = None
                at = verdict
            elif self._lost_track or at < self._swallowed:
                # Most likely a byte of the damaged frame: a good frame further on settles that.
                doubtful = doubtful or (at, len(self._found), self._swallowed, self._lost_track)
                at += 1
            else:
                break
        else:
            at = len(data)
        if doubtful:
            at, kept, self._swallowed, self._lost_track = doubtful
            del self._found[kept:]
        self._held = data[at:]
        self._swallowed = max(0, self._swallowed - at)

    def _damaged(self, reason: str, data: bytes, at: int) -> None:
        if self._lost_track or at < self._swallowed:
            return
        self._found.append(BadFrame(reason))
        if reason == "check value":
            number = _NUMBER[data[at + 1 : at + HEAD_OCTETS]]
            self._swallowed = at + HEAD_OCTETS + number + self._after
        else:
            self._lost_track = True
