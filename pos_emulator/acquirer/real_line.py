"""One open line in real time: its transport, its line end, its faults and its timers, on asyncio."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable

from pos_emulator.acquirer.desk import Note
from pos_emulator.acquirer.errors import LedgerDamaged, LedgerError
from pos_emulator.acquirer.line_end import Later, LineEnd
from pos_emulator.acquirer.writes import WriteSplitter
from pos_emulator.link.errors import LineLost
from pos_emulator.link.faults import Arrival, Direction, Faults
from pos_emulator.link.session import Action, Arm, Disarm, Down, LineTimer, Write
from pos_emulator.link.transports.transport import Transport

MOST_WAITING_OCTETS = 65_536
"""Bytes that wait for a line nobody reads; beyond that they are dropped, as a cable would."""

WRITES_A_TURN = 16
"""Writes taken from one line before the others have their turn; none is read while some wait."""

UNFINISHED_SECONDS = 0.3
"""How long the rest of a write is awaited before its beginning goes on alone."""


class RealLine:
    """Moves bytes between a transport and a line end until the line is lost or closed.

    Args:
        transport: The open line.
        end: Who answers on it.
        faults: What happens to bytes both ways.
        splitter: Cuts what arrives into single writes, for the faults.
        spoke: Told before a terminal that spoke is answered.
        note: Told what happened.
        ended: Told when the line is lost.
        moved: Told whenever something happened, or began to wait, on the line.
        drop_when_unreadable: A stream that cannot be followed, or carries what is no message, is closed (TCP).
    """

    def __init__(
        self,
        transport: Transport,
        end: LineEnd,
        *,
        faults: Faults,
        splitter: WriteSplitter,
        spoke: Callable[[RealLine], None],
        note: Callable[[Note], None],
        ended: Callable[[RealLine], None],
        moved: Callable[[], None] = lambda: None,
        drop_when_unreadable: bool = False,
    ) -> None:
        self.end = end
        self.heard_octets = 0
        """How many bytes came."""
        self.said_octets = 0
        """How many bytes left."""
        self._transport = transport
        self._faults = faults
        self._splitter = splitter
        self._spoke = spoke
        self._note = note
        self._ended = ended
        self._moved = moved
        self._drop_when_unreadable = drop_when_unreadable
        self._loop = asyncio.get_running_loop()
        self._timers: dict[LineTimer, asyncio.TimerHandle] = {}
        self._later: set[asyncio.TimerHandle] = set()
        self._unfinished: asyncio.TimerHandle | None = None
        self._waiting = bytearray()
        self._arrived: deque[bytes] = deque()
        self._came = False
        self._open = True
        self._loop.add_reader(transport.fileno(), self._readable)

    @property
    def mid_frame(self) -> bool:
        """Something came that is no whole message yet."""
        return self._came and not self.end.heard

    @property
    def busy(self) -> bool:
        """Whether something still happens by itself; an answer that is held back on purpose does not count."""
        return bool(self._arrived or self._splitter.holds or self._timers or self._waiting)

    def close(self) -> None:
        """Ends the line; answers that wait for it are dropped."""
        if not self._open:
            return
        self._open = False
        descriptor = self._transport.fileno()
        self._loop.remove_reader(descriptor)
        self._loop.remove_writer(descriptor)
        self.end.lost()
        for handle in (*self._timers.values(), *self._later):
            handle.cancel()
        if self._unfinished is not None:
            self._unfinished.cancel()
        self._transport.close()
        self._ended(self)
        self._moved()

    def _readable(self) -> None:
        try:
            data = self._transport.read()
        except LineLost:
            self.close()
            return
        if self._unfinished is not None:
            self._unfinished.cancel()
            self._unfinished = None
        self._came = self._came or bool(data)
        self.heard_octets += len(data)
        self._arrived += self._splitter.feed(data)
        self._take_turn()

    def _take_turn(self) -> None:
        """Works some of what has arrived; the rest waits until every other line had its turn."""
        for _ in range(min(WRITES_A_TURN, len(self._arrived))):
            self._arrive(self._faults.carry(Direction.TO_HOST, self._arrived.popleft()))
            if not self._open:
                return
        if self._arrived:
            self._loop.remove_reader(self._transport.fileno())
            self._loop.call_soon(self._next_turn)
        elif self._splitter.holds:
            self._unfinished = self._loop.call_later(UNFINISHED_SECONDS, self._flush_unfinished)
        self._moved()

    def _next_turn(self) -> None:
        if not self._open:
            return
        self._take_turn()
        if self._open and not self._arrived:
            self._loop.add_reader(self._transport.fileno(), self._readable)

    def _flush_unfinished(self) -> None:
        self._unfinished = None
        self._arrived += self._splitter.flush()
        self._take_turn()

    def _arrive(self, arrivals: Iterable[Arrival]) -> None:
        for arrival in arrivals:
            if arrival.delay_seconds > 0:
                self._call_later(arrival.delay_seconds, lambda data=arrival.data: self._receive(data))  # type: ignore[misc]
            else:
                self._receive(arrival.data)

    def _receive(self, data: bytes) -> None:
        self._act(lambda: self.end.receive(data))

    def _act(self, step: Callable[[], Iterable[Action | Later]]) -> None:
        """Takes one step of the line end and carries out what it asks for."""
        if not self._open:
            return
        try:
            actions = tuple(step())
        except LedgerDamaged as error:
            self._note(Note("ledger-damaged", {"text": str(error)}))
            return
        except LedgerError as error:
            # Nothing was booked, so nothing may be answered: the terminal finds out by asking again.
            self._note(Note("ledger-error", {"text": str(error)}))
            return
        self._spoke(self)
        for note in self.end.take_notes():
            self._note(note)
        for action in actions:
            self._carry_out(action)
        if self.end.unreadable and self._drop_when_unreadable:
            self.close()
        self._moved()

    def _carry_out(self, action: Action | Later) -> None:
        match action:
            case Write(data):
                for arrival in self._faults.carry(Direction.TO_TERMINAL, data):
                    if arrival.delay_seconds > 0:
                        self._call_later(arrival.delay_seconds, lambda data=arrival.data: self._write(data))  # type: ignore[misc]
                    else:
                        self._write(arrival.data)
            case Arm(timer, seconds):
                self._stop(timer)
                self._timers[timer] = self._loop.call_later(seconds, self._expired, timer)
            case Disarm(timer):
                self._stop(timer)
            case Later(token, seconds):
                self._call_later(seconds, lambda: self._act(lambda: self.end.due(token)))
            case Down(sends):
                self._note(Note("line-down", {"sends": sends}))
                if sends == 0 and self._drop_when_unreadable:
                    self.close()
            case _:
                pass

    def _expired(self, timer: LineTimer) -> None:
        self._timers.pop(timer, None)
        self._act(lambda: self.end.expired(timer))

    def _stop(self, timer: LineTimer) -> None:
        handle = self._timers.pop(timer, None)
        if handle is not None:
            handle.cancel()

    def _call_later(self, seconds: float, step: Callable[[], None]) -> None:
        def ring() -> None:
            self._later.discard(handle)
            if self._open:
                step()

        handle = self._loop.call_later(seconds, ring)
        self._later.add(handle)

    def _write(self, data: bytes) -> None:
        if len(self._waiting) + len(data) <= MOST_WAITING_OCTETS:
            self._waiting += data
        self._flush()

    def _flush(self) -> None:
        if not self._open:
            return
        try:
            while self._waiting:
                taken = self._transport.write(bytes(self._waiting))
                if not taken:
                    break
                self.said_octets += taken
                del self._waiting[:taken]
        except LineLost:
            self.close()
            return
        descriptor = self._transport.fileno()
        if self._waiting:
            self._loop.add_writer(descriptor, self._flush)
        else:
            self._loop.remove_writer(descriptor)
            self._moved()
