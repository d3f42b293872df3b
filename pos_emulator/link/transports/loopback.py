"""A line in memory, with line faults and a clock of its own; for tests and virtual time."""

from __future__ import annotations

import heapq
from itertools import count

from pos_emulator.link.errors import LineLost
from pos_emulator.link.faults import Direction, Faults


class LoopbackCable:
    """Two ends joined in memory; every write crosses `faults` as one frame or control byte.

    Bytes that a fault delays arrive when `advance` has moved the cable's clock far enough.
    """

    def __init__(self, faults: Faults | None = None) -> None:
        self.faults = faults or Faults()
        self.plugged = True
        self.now_seconds = 0.0
        self._order = count()
        self._under_way: list[tuple[float, int, Direction, bytes]] = []
        self.terminal = LoopbackEnd(self, Direction.TO_HOST)
        self.host = LoopbackEnd(self, Direction.TO_TERMINAL)

    def advance(self, seconds: float) -> None:
        """Let time pass on the line."""
        self.now_seconds += seconds
        while self._under_way and self._under_way[0][0] <= self.now_seconds:
            _, _, direction, data = heapq.heappop(self._under_way)
            self._end_of(direction).arrived += data

    def unplug(self) -> None:
        """Cut the line: what is on it is lost, and both ends notice."""
        self.plugged = False
        self.faults.unplug()
        self._under_way.clear()
        for end in (self.terminal, self.host):
            end.arrived.clear()

    def plug(self) -> None:
        """Join the ends again."""
        self.plugged = True

    def cross(self, direction: Direction, data: bytes) -> None:
        """One write sets out."""
        for arrival in self.faults.carry(direction, data):
            due = self.now_seconds + arrival.delay_seconds
            heapq.heappush(self._under_way, (due, next(self._order), direction, arrival.data))
        self.advance(0.0)

    def _end_of(self, direction: Direction) -> LoopbackEnd:
        return self.host if direction is Direction.TO_HOST else self.terminal


class LoopbackEnd:
    """One end of a `LoopbackCable`; a transport with nothing to wait on."""

    def __init__(self, cable: LoopbackCable, direction: Direction) -> None:
        self.arrived = bytearray()
        self.closed = False
        self._cable = cable
        self._direction = direction

    def fileno(self) -> int:
        """There is no descriptor in memory."""
        return -1

    def read(self) -> bytes:
        """All that has arrived."""
        if not self.arrived:
            self._check()
        data = bytes(self.arrived)
        self.arrived.clear()
        return data

    def write(self, data: bytes) -> int:
        """Takes everything."""
        self._check()
        self._cable.cross(self._direction, data)
        return len(data)

    def close(self) -> None:
        """Leave; the other end loses the line once it has read what is there."""
        self.closed = True

    def _check(self) -> None:
        if not self._cable.plugged:
            raise LineLost("line in memory", what="the line is unplugged")
        if self._cable.terminal.closed or self._cable.host.closed:
            raise LineLost("line in memory")
