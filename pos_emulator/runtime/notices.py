"""What a running terminal tells those who watch it: the window, a recorder, a log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from iso8583_specs.message import Message
from pos_emulator.firmware.peripherals import Beep, Event, Screen, Slip
from pos_emulator.link.faults import Direction


@dataclass(frozen=True, slots=True)
class ScreenShown:
    """The display shows something else."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class EventTaken:
    """The case took an event that people, time or the secure element caused; told before what comes of it."""

    event: Event = field(repr=False)
    """A key may be a digit of a secret."""
    did: bool
    """Whether it did more than beep."""


@dataclass(frozen=True, slots=True)
class Beeped:
    """The beeper sounded."""

    beep: Beep


@dataclass(frozen=True, slots=True)
class SlipPrinted:
    """A slip came out of the printer."""

    slip: Slip


@dataclass(frozen=True, slots=True)
class WireSeen:
    """Something crossed the line: a frame, a control byte, or damage."""

    at: datetime
    direction: Direction
    what: str
    """`frame`, `ACK`, `NAK` or `damaged`."""
    message: Message | None = None
    """The message of a frame that can be read; its repr and `describe` are masked."""
    octets: bytes = field(default=b"", repr=False)
    """The payload as it crossed, for a decoded view; masked before it is shown or saved."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """A guard of the firmware, the line or the host refused or dropped something, and why."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class CounterChanged:
    """Customers, cards, paper, plug or power are not as they were."""


@dataclass(frozen=True, slots=True)
class BooksChanged:
    """The terminal's journal or the acquirer's ledger may have changed."""


@dataclass(frozen=True, slots=True)
class AcquirerChanged:
    """The acquirer process came, went, or came back; `words` say which, for people."""

    running: bool
    words: str


Notice = (
    EventTaken
    | ScreenShown
    | Beeped
    | SlipPrinted
    | WireSeen
    | Explained
    | CounterChanged
    | BooksChanged
    | AcquirerChanged
)
