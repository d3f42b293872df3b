"""Clocks that begin at the moment of a start state and run as fast as the machine's."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from pos_emulator.runtime.world import SystemClock


class RunningClock:
    """Shows a moment when it is made, and goes on from there as fast as the machine's.

    Args:
        at: The moment.
        began: When that was, by the machine's monotonic clock; now, where none is given.
    """

    def __init__(self, at: datetime, began: float | None = None) -> None:
        self._at = at
        self._began = time.monotonic() if began is None else began

    def now(self) -> datetime:
        """The moment, and what has passed since."""
        return self._at + timedelta(seconds=time.monotonic() - self._began)


class ScriptClock(SystemClock):
    """The terminal's clock: begins at the moment of a start state, and has no zone, as in virtual time."""

    def __init__(self, at: datetime, began: float) -> None:
        super().__init__()
        self._running = RunningClock(at, began)
        self._stopped: datetime | None = None

    def now(self) -> datetime:
        """See `SystemClock`."""
        return self._stopped or self._running.now()

    def stop(self) -> None:
        """It stands from now on."""
        self._stopped = self.now()
