"""The real world's clock and randomness: the one place that asks the machine for them."""

from __future__ import annotations

import os
from datetime import datetime, timedelta


class SystemClock:
    """The machine's local time, moved on by whole days.

    Args:
        days: How many days it is ahead of the machine: a shop practises closing time in the morning.
    """

    def __init__(self, days: int = 0) -> None:
        self.days = days

    def now(self) -> datetime:
        """Local date and time, with the zone."""
        moment = datetime.now()  # noqa: TID251 - the clock that everybody else is handed
        # The days are added to the time on the wall: adding them after would keep an old zone offset.
        return (moment + timedelta(days=self.days)).astimezone()


class SystemEntropy:
    """The operating system's random bytes."""

    def octets(self, count: int) -> bytes:
        """`count` unpredictable bytes."""
        return os.urandom(count)
