"""Time and chance that belong to the bench: clocks that are moved by hand, octets that follow from a seed."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

FIRST_MORNING = datetime(2026, 11, 21, 8, 55)


@dataclass(slots=True)
class VirtualClock:
    """One hand for everybody on the bench; the host may be a day ahead."""

    at: datetime = FIRST_MORNING
    host_days: int = 0

    def now(self) -> datetime:
        """The terminal's time."""
        return self.at


@dataclass(slots=True)
class HostClock:
    """The host's time: the bench's, and the days it was put ahead."""

    clock: VirtualClock

    def now(self) -> datetime:
        """The host's time."""
        return self.clock.at + timedelta(days=self.clock.host_days)


class SeededEntropy:
    """Octets that follow from a seed, the name of who asks, and how often it asked before."""

    def __init__(self, seed: int, consumer: str, asked: int = 0) -> None:
        self.asked = asked
        self._stem = f"{seed}:{consumer}:".encode()

    def octets(self, count: int) -> bytes:
        """See `Entropy`."""
        out = b""
        while len(out) < count:
            self.asked += 1
            out += hashlib.sha256(self._stem + str(self.asked).encode()).digest()
        return out[:count]


@dataclass(slots=True)
class Due:
    """Something that is to happen at a time."""

    at: datetime
    by_itself: bool
    """Whether it happens without the clock being moved: line timers, ordinary deliveries."""
    act: Callable[[], None]
    dead: bool = False


@lru_cache(maxsize=64)
def _span(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


class Agenda:
    """What is going to happen, and when; moves the clock to it."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._heap: list[tuple[datetime, int, Due]] = []
        """The number keeps what falls together in order."""
        self._number = 0
        self._newest: Due | None = None
        self._by_themselves = 0

    def put(self, seconds: float, act: Callable[[], None], *, by_itself: bool) -> Due:
        """Let something happen in so many seconds."""
        self._number += 1
        due = Due(self._clock.at + _span(seconds), by_itself, act)
        heapq.heappush(self._heap, (due.at, self._number, due))
        self._newest = due
        self._by_themselves += by_itself
        return due

    def would_stay(self, due: Due, seconds: float) -> bool:
        """Whether to strike it out and put it anew, in so many seconds from now, would change nothing."""
        # Of what falls together the newest is last, and stays so.
        return due is self._newest and not due.dead and due.at == self._clock.at + _span(seconds)

    def strike_out(self, due: Due) -> None:
        """Let it not happen; what has happened is no error."""
        if not due.dead:
            due.dead = True
            self._by_themselves -= due.by_itself

    def run(self) -> None:
        """Let happen what happens by itself, and whatever comes before it."""
        while self._by_themselves:
            self._next()

    def run_until(self, moment: datetime) -> None:
        """Let everything happen up to a moment, and what follows from it by itself."""
        while self._heap and (self._heap[0][2].dead or self._heap[0][0] <= moment):
            self._next()
        self._clock.at = max(self._clock.at, moment)
        self.run()

    @property
    def count(self) -> int:
        """How much is still to happen."""
        return sum(not due.dead for _, _, due in self._heap)

    def _next(self) -> None:
        _, _, due = heapq.heappop(self._heap)
        if due.dead:
            return
        self.strike_out(due)
        self._clock.at = max(self._clock.at, due.at)
        due.act()


class Timers:
    """Named timers on an agenda; one that is started anew forgets its old end."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._running: dict[object, Due] = {}
        """One that has rung is dead, and stays until it is stopped or started anew."""

    def start(self, timer: object, seconds: float, act: Callable[[], None], *, by_itself: bool) -> None:
        """Let `act` happen in so many seconds, unless the timer is stopped."""
        due = self._running.get(timer)
        if due is not None:
            if due.act is act and due.by_itself == by_itself and self._agenda.would_stay(due, seconds):
                return  # Each key starts the prompt's anew, and between keys no time passes.
            self.stop(timer)
        self._running[timer] = self._agenda.put(seconds, act, by_itself=by_itself)

    def stop(self, timer: object) -> None:
        """Forget a timer; one that does not run is no error."""
        due = self._running.pop(timer, None)
        if due is not None:
            self._agenda.strike_out(due)

    def running(self) -> Iterator[tuple[object, Due]]:
        """Timers and when they end."""
        return ((timer, due) for timer, due in self._running.items() if not due.dead)
