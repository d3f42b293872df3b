"""Moments at which a process can die, counted, so that each of them can be tried.

The terminal's are its commits, its effects and the bytes it writes; the acquirer's are the writes and
the end of each unit of work on its ledger, and the bytes it writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pos_emulator.acquirer.ledger_memory import K, MemoryLedger, V
from pos_emulator.acquirer.records import Leg, RequestId
from pos_emulator.firmware.flash import MemoryFlash


class DiedError(Exception):
    """The process died at the cut point that was armed."""


class PowerWentError(DiedError):
    """The plug of the terminal was pulled."""


class AcquirerDiedError(DiedError):
    """The acquirer process died."""


class CutPoints:
    """Counts the moments one process passes, and lets it die at one of them."""

    def __init__(self, death: type[DiedError]) -> None:
        self.count = 0
        self.where = ""
        """What the process was about when it died."""
        self._deadly = 0
        """The number of the moment at which it dies; 0 lets it live."""
        self._death = death

    def arm(self, number: int) -> None:
        """Let the process die at a moment from now: 1 is the next."""
        self._deadly = self.count + number

    def disarm(self) -> None:
        """Let the process live."""
        self._deadly = 0

    def passed(self, where: str) -> None:
        """The process passes a moment.

        Raises:
            DiedError: it was the one.
        """
        self.count += 1
        if self.count == self._deadly:
            self.die(where)

    def die(self, where: str) -> None:
        """End it here."""
        self.where = where
        self._deadly = 0
        raise self._death(where)

    def octets_written(self, octets: int) -> int | None:
        """A write of so many bytes passes a moment after each but the last.

        Returns:
            How many bytes leave before the process dies; None where it lives.
        """
        written = self._deadly - self.count
        self.count += octets - 1
        return written if 0 < written < octets else None


class CutFlash(MemoryFlash):
    """Flash that passes a cut point on either side of each commit."""

    def __init__(self, passed: Callable[[str], None], kept: MemoryFlash) -> None:
        super().__init__()
        self._passed = passed
        self._kept = kept.copy()._kept

    @property
    def contents(self) -> str:
        """What is kept, as one text: equal texts are equal records."""
        return repr(self._kept)

    def commit(self) -> bool:
        """See `Flash`."""
        if not self._written:
            return False
        self._passed("before the commit")
        super().commit()
        self._passed("after the commit")
        return True


Committed = Callable[[tuple[RequestId, ...]], None]
"""Hears the ids whose legs a commit touched."""

_NOT_KEPT = frozenset({"_passed", "_undo", "_committed", "_moved"})


def nobody(_told: object) -> None:
    """Who does nothing about what it is told."""


class CutLedger(MemoryLedger):
    """A ledger in memory that passes a cut point at each change, and on either side of each commit.

    Args:
        passed: Hears of each of these moments.
        kept: What it begins with.
        committed: Hears of each commit that booked something or took it back, when it is done.
    """

    def __init__(
        self, passed: Callable[[str], None], kept: MemoryLedger, *, committed: Committed = nobody
    ) -> None:
        super().__init__(kept.ledger_id)
        self.__dict__.update({name: _copied(value) for name, value in vars(kept).items()})
        self._passed = passed
        self._committed = committed
        self._moved: list[RequestId] = []

    @property
    def contents(self) -> str:
        """What is remembered, as one text: equal texts are equal books."""
        return repr([value for name, value in vars(self).items() if name not in _NOT_KEPT])

    @contextmanager
    def unit(self) -> Iterator[None]:
        """See `Ledger`."""
        self._moved = []
        with super().unit():
            yield
            self._passed("before the ledger's commit")
        if self._moved:
            self._committed(tuple(self._moved))
        self._passed("after the ledger's commit")

    def _move(self, id: RequestId, legs: tuple[Leg, ...]) -> None:
        self._moved.append(id)
        super()._move(id, legs)

    def _put(self, table: dict[K, V], key: K, value: V) -> None:
        super()._put(table, key, value)
        self._passed("inside a unit of work")

    def _add(self, row: list[V], value: V) -> None:
        super()._add(row, value)
        self._passed("inside a unit of work")


def _copied(value: Any) -> Any:
    match value:
        case defaultdict():
            return defaultdict(list, {key: list(row) for key, row in value.items()})
        case dict():
            return dict(value)
        case list():
            return list(value)
        case _:
            return value
