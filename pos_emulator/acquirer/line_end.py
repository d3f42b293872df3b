"""The host's end of one line: what arrives is answered, late answers wait for their time. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.desk import Note
from pos_emulator.acquirer.reception import Standing
from pos_emulator.link.session import Action, Deliver, LineTimer, Session

NOTES_KEPT = 1000
"""Notes that wait to be taken; a driver that never takes them loses the oldest."""


@dataclass(frozen=True, slots=True)
class Later:
    """Call `LineEnd.due` with the token after so many seconds: an answer is waiting."""

    token: int
    seconds: float


class LineEnd:
    """One acquirer at one line.

    Every method returns what is to be done with the line: the session's actions, without the
    deliveries, and `Later`. What the acquirer noted meanwhile waits for `take_notes`.

    Args:
        acquirer: Who answers.
        session: The line protocol; this end's alone.
    """

    def __init__(self, acquirer: Acquirer, session: Session) -> None:
        self._acquirer = acquirer
        self._session = session
        self._waiting: dict[int, bytes] = {}
        self._token = 0
        self._notes: deque[Note] = deque(maxlen=NOTES_KEPT)
        self.tids: set[str] = set()
        """The terminals that proved themselves on this line, by a good MAC or a sign-on."""
        self.heard = False
        """A message that can be read came."""
        self.unreadable = False
        """Something that is no message came."""
        self.named: set[str] = set()
        """The terminals that messages without a MAC named; anybody could have sent them."""

    def receive(self, chunk: bytes) -> tuple[Action | Later, ...]:
        """Bytes came off the line.

        Raises:
            LedgerError: a message could not be booked; it stays unanswered.
        """
        return tuple(self._carry_out(self._session.receive(chunk)))

    def expired(self, timer: LineTimer) -> tuple[Action | Later, ...]:
        """An armed line timer ran out."""
        return tuple(self._carry_out(self._session.expired(timer)))

    def due(self, token: int) -> tuple[Action | Later, ...]:
        """The time of a late answer has come; one that was dropped with its line is ignored."""
        payload = self._waiting.pop(token, None)
        return () if payload is None else tuple(self._carry_out(self._session.send(payload)))

    def lost(self) -> tuple[Action | Later, ...]:
        """The line went: answers that wait for it are dropped, what they answer is booked."""
        self._waiting.clear()
        return tuple(self._carry_out(self._session.lost()))

    def take_notes(self) -> tuple[Note, ...]:
        """What happened since they were taken last."""
        notes = tuple(self._notes)
        self._notes.clear()
        return notes

    def _carry_out(self, actions: Iterable[Action]) -> Iterator[Action | Later]:
        for action in actions:
            if isinstance(action, Deliver):
                yield from self._answer(action.payload)
            else:
                yield action

    def _answer(self, payload: bytes) -> Iterator[Action | Later]:
        reply = self._acquirer.respond(payload)
        self._notes += reply.notes
        if reply.unreadable:
            self.unreadable = True
        else:
            self.heard = True
        if reply.standing is Standing.PROVEN:
            self.tids.add(reply.tid)
        elif reply.tid:
            self.named.add(reply.tid)
        if reply.payload is None:
            return
        if reply.delay_seconds > 0:
            self._token += 1
            self._waiting[self._token] = reply.payload
            yield Later(self._token, reply.delay_seconds)
        else:
            yield from self._carry_out(self._session.send(reply.payload))
