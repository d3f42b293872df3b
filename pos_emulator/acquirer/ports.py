"""What the acquirer asks of the world: the time and random octets, handed in by whoever runs it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time of the host."""

    def now(self) -> datetime:
        """Local time of the host."""
        ...


class Entropy(Protocol):
    """Gives octets nobody can foresee (or, in a test, octets from a seed)."""

    def octets(self, count: int) -> bytes:
        """``count`` fresh octets."""
        ...
