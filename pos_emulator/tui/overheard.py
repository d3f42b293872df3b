"""The line of a bench with a listener at the terminal's end: what it wrote, and what reached it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from pos_emulator.link.faults import Arrival, Direction, Fault, Faults
from pos_emulator.link.frames import Control, Framer
from pos_emulator.runtime.notices import WireSeen
from pos_emulator.runtime.wire import WireTap

Crossing = tuple[datetime, int, Direction, bytes]
"""When, after how many writes on the bench, which way, and what."""


class OverheardFaults(Faults):
    """The faults of another, which go on as they would; nothing on the line is changed.

    Args:
        faults: Whose these are.
        framer: Makes a framer of the line's kind.
        now: The time on the bench.
        writes: How many writes there have been on the bench.
    """

    def __init__(
        self,
        faults: Faults,
        *,
        framer: Callable[[], Framer],
        now: Callable[[], datetime],
        writes: Callable[[], int],
    ) -> None:
        super().__init__()
        self.fired = faults.fired
        self._faults = faults
        self._tap = WireTap(framer)
        self._now = now
        self._writes = writes
        self._crossing: list[Crossing] = []

    def add(self, fault: Fault) -> None:
        """See `Faults`."""
        self._faults.add(fault)

    def clear(self) -> None:
        """See `Faults`."""
        self._faults.clear()

    def unplug(self) -> None:
        """See `Faults`; what is still on its way does not arrive."""
        self._faults.unplug()
        now = self._now()
        self._crossing = [each for each in self._crossing if each[0] <= now]

    def carry(self, direction: Direction, data: bytes) -> tuple[Arrival, ...]:
        """See `Faults`."""
        arrivals = self._faults.carry(direction, data)
        now, number = self._now(), self._writes()
        if direction is Direction.TO_HOST:
            self._crossing.append((now, number, direction, data))
        else:
            self._crossing += [
                (now + timedelta(seconds=each.delay_seconds), number, direction, each.data)
                for each in arrivals
            ]
        return arrivals

    def take(self) -> list[tuple[int, WireSeen]]:
        """What has crossed since this was called last, each after how many writes on the bench."""
        now = self._now()
        due = [each for each in self._crossing if each[0] <= now]
        self._crossing = [each for each in self._crossing if each[0] > now]
        due.sort(key=lambda each: each[:2])
        return [
            (_before(number, seen), seen)
            for at, number, direction, data in due
            for seen in self._tap.saw(direction, data, at)
        ]


def _before(number: int, seen: WireSeen) -> int:
    """After how many writes its consequences begin: the terminal acknowledges a frame before it looks at it."""
    is_control = seen.what in Control.__members__
    return number if is_control or seen.direction is Direction.TO_HOST else number + 1
