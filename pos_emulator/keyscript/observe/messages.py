"""The messages that crossed the line, as a script counts them: no ACK, no NAK, no repeats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
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
    """One message: when it was sent or received, its place among what was heard, which way, and itself."""

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
        return sorted(seen for seen in self._heard() if seen.at <= now)

    @property
    def count(self) -> int:
        """How much was heard, delayed messages too: what comes from now on has this place, or a later one."""
        return len(self._seen)

    def sent_since(self, count: int) -> list[Seen]:
        """What the terminal sent from that place on."""
        return [seen for seen in self._heard() if seen.sent and seen.number >= count]

    def note(self, at: datetime, message: Message, *, sent: bool) -> None:
        """One more crossed, or will at that time."""
        self._seen.append(Seen(at, len(self._seen), sent, message))

    def _heard(self) -> list[Seen]:
        return self._seen


class TappedFaults(Overheard, Faults):
    """The faults of a line, and a note of what the terminal wrote and of what reached it.

    Most scenarios never ask what that was: it is read when somebody does.

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
        self._count = 0
        self._unread: list[tuple[datetime, int, bool, bytes]] = []
        """As in `Seen`, with the bytes in place of the message."""

    @property
    def count(self) -> int:
        """See `Overheard`; repeats and what cannot be read have a place too."""
        return self._count

    def carry(self, direction: Direction, data: bytes) -> tuple[Arrival, ...]:
        """See `Faults`."""
        arrivals = super().carry(direction, data)
        if direction is Direction.TO_HOST:
            self._note_bytes(self._now(), data, sent=True)
        else:
            for arrival in arrivals:
                self._note_bytes(
                    self._now() + timedelta(seconds=arrival.delay_seconds), arrival.data, sent=False
                )
        return arrivals

    def _note_bytes(self, at: datetime, data: bytes, *, sent: bool) -> None:
        if len(data) > 1:
            self._unread.append((at, self._count, sent, data))
            self._count += 1

    def _heard(self) -> list[Seen]:
        for at, number, sent, data in self._unread:
            if self._last.get(sent) == data:
                continue
            for message in self._messages_in(data):
                self._last[sent] = data
                self._seen.append(Seen(at, number, sent, message))
        self._unread.clear()
        return self._seen

    def _messages_in(self, data: bytes) -> Iterator[Message]:
        for item in self._framer().feed(data):
            if isinstance(item, Frame):
                with suppress(SpecError, EnvelopeError):
                    yield UNIONPAY_POS.parse(Envelope.parse(item.payload).message)
