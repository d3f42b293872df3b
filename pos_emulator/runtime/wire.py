"""What crosses the line, read by a third party: frames, control bytes and damage of both directions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from iso8583_specs.errors import SpecError
from iso8583_specs.message import Message
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.errors import EnvelopeError
from pos_emulator.link.faults import Direction
from pos_emulator.link.frames import Arrived, BadFrame, Control, Frame, Framer
from pos_emulator.runtime.notices import WireSeen


class WireTap:
    """Listens to both directions of one line; changes nothing.

    Args:
        framer: Makes a framer of the line's kind; each direction has its own.
    """

    def __init__(self, framer: Callable[[], Framer]) -> None:
        self._framers: Mapping[Direction, Framer] = MappingProxyType({each: framer() for each in Direction})

    def saw(self, direction: Direction, data: bytes, at: datetime) -> tuple[WireSeen, ...]:
        """Take the bytes of one direction in any chunking; what they complete, in order."""
        return tuple([_seen(each, direction, at) for each in self._framers[direction].feed(data)])

    def cut(self, at: datetime) -> tuple[WireSeen, ...]:
        """The line was cut: what was under way will not be completed."""
        seen: list[WireSeen] = []
        for direction, framer in self._framers.items():
            lost = framer.abandon()
            found = (lost, *framer.feed(b"")) if lost else tuple(framer.feed(b""))
            seen += [_seen(each, direction, at) for each in found]
        return tuple(seen)


def _seen(arrived: Arrived, direction: Direction, at: datetime) -> WireSeen:
    match arrived:
        case Control():
            return WireSeen(at, direction, arrived.name)
        case BadFrame(reason):
            return WireSeen(at, direction, "damaged", note=reason)
        case Frame(payload):
            message, note = _read(payload)
            return WireSeen(at, direction, "frame", message, payload, note)


def _read(payload: bytes) -> tuple[Message | None, str]:
    # Whoever writes messages has loaded it by now; the window need not wait for it.
    from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS

    try:
        return UNIONPAY_POS.parse(Envelope.parse(payload).message), ""
    except (SpecError, EnvelopeError) as error:
        return None, str(error)
