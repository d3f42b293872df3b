"""One end of a line under test, with whoever hears what comes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pos_emulator.runtime.live_line import LiveLine, Reach

PATIENCE_SECONDS = 10.0


class Bench:
    """A line, what came over it, and how it was."""

    def __init__(self, reach: Reach, *, plugged: bool = True, tcp: bool = False) -> None:
        self.data = b""
        self.changes: list[tuple[bool, str]] = []
        self.failures: list[str] = []
        self.heard = asyncio.Event()
        self.line = LiveLine(
            reach,
            plugged=plugged,
            closes_unplugged=tcp,
            arrived=self._arrive,
            changed=self._change,
            failed=self._fail,
        )

    def _arrive(self, data: bytes) -> None:
        self.data += data
        self.heard.set()

    def _change(self, there: bool, why: str) -> None:
        self.changes.append((there, why))
        self.heard.set()

    def _fail(self, why: str) -> None:
        self.failures.append(why)
        self.heard.set()

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                self.heard.clear()
                await self.heard.wait()

    async def connected(self) -> Bench:
        self.line.start()
        await self.until(lambda: self.line.there)
        return self
