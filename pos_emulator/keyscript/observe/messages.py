"""The messages that crossed the line, as a script counts them: no ACK, no NAK, no repeats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.errors import SpecError
from iso8583_specs.message import Message
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.errors import EnvelopeError
from pos_emulator.link.faults import Arrival, Direction, Faults
from pos_emulator.link.frames import Frame, Framer


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """One message: when it was sent or received, as the how-manieth, which way, and itself."""

    at: datetime
    number: int
    sent: bool
    message: Message


class Overheard:
    """The messages of one line, as a third party at the terminal hears them.

    Args:
        now: The time on the bench.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._seen: list[Seen] = []

    def messages(self) -> list[Seen]:
        """What was sent and received until now, in order; an answer that is still delayed is not there yet."""
        now = self._now()
        return sorted(seen for seen in self._seen if seen.at <= now)

    @property
    def count(self) -> int:
        """How many there are, delayed ones too."""
        return len(self._seen)

    def sent_since(self, count: int) -> list[Seen]:
        """What the terminal sent after the first so many."""
        return [seen for seen in self._seen[count:] if seen.sent]

    def note(self, at: datetime, message: Message, *, sent: bool) -> None:
        """One more crossed, or will at that time."""
        self._seen.append(Seen(at, len(self._seen), sent, message))


class TappedFaults(Overheard, Faults):
    """The faults of a line, and a note of what the terminal wrote and of what reached it.

    Args:
        seed: As for `Faults`.
        framer: Makes a framer of the line's kind.
        now: The time on the bench.
    """

    def __init__(self, seed: int, *, framer: Callable[[], Framer], now: Callable[[], datetime]) -> None:
        Overheard.__init__(self, now)
        Faults.__init__(self, seed)
        self._framer = framer
        self._last: dict[bool, bytes] = {}

    def carry(self, direction: Direction, data: bytes) -> tuple[Arrival, ...]:
        """See `Faults`."""
        arrivals = super().carry(direction, data)
        if direction is Direction.TO_HOST:
            self._hear(data, sent=True, delay_seconds=0)
        else:
            for arrival in arrivals:
                self._hear(arrival.data, sent=False, delay_seconds=arrival.delay_seconds)
        return arrivals

    def _hear(self, data: bytes, *, sent: bool, delay_seconds: float) -> None:
        if len(data) < 2 or self._last.get(sent) == data:
            return
        for item in self._framer().feed(data):
            if isinstance(item, Frame):
                try:
                    message = UNIONPAY_POS.parse(Envelope.parse(item.payload).message)
                except (SpecError, EnvelopeError):
                    continue
                self._last[sent] = data
                self.note(self._now() + timedelta(seconds=delay_seconds), message, sent=sent)
