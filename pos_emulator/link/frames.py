"""What comes off a line, and what a framer does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

MAXIMUM_PAYLOAD = 2048
"""Longest payload in bytes that a framer takes unless told otherwise."""


class Control(Enum):
    """One byte by which the receiver of a frame answers on a serial line."""

    ACK = 0x06
    NAK = 0x15

    @property
    def octet(self) -> bytes:
        """The byte itself."""
        return bytes((self.value,))


@dataclass(frozen=True, slots=True)
class Frame:
    """One undamaged frame; its payload is not shown, for it may hold a card number."""

    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class BadFrame:
    """A frame came and was damaged; ``reason`` names the part, never its content."""

    reason: str


Arrived = Frame | BadFrame | Control
"""What a framer finds in the bytes of a line."""


class Framer(Protocol):
    """Bytes to frames and back, for one direction of one line; holds a bounded number of bytes."""

    def encode(self, payload: bytes) -> bytes:
        """The frame around a payload; `PayloadTooLong` where it cannot carry it."""
        ...

    def feed(self, chunk: bytes) -> Iterator[Arrived]:
        """Take bytes in any chunking; give everything they complete, in order."""
        ...

    @property
    def mid_frame(self) -> bool:
        """A frame has begun and its end is awaited; silence is to end in `abandon`."""
        ...

    def abandon(self) -> BadFrame | None:
        """The line fell silent inside a frame: drop it, and look again at what it had swallowed.

        Good frames found in it are given by the next `feed`, which may be empty. None means
        that nothing was lost: nothing was held, or a good frame was found in it.
        """
        ...
