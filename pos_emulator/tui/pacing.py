"""How fast something is shown, and whether it stands still: what space, the arrow, plus and minus change."""

from __future__ import annotations

import asyncio
from contextlib import suppress

_FASTER = 1.5
_LEAST, _MOST = 0.05, 6.0


class Pacing:
    """Lets whoever plays rest between two things, as long as the person in front likes."""

    def __init__(self) -> None:
        self.pace = 1.0
        """The factor of every rest: below 1 is faster."""
        self.paused = False
        self._turn = asyncio.Event()
        self._stepping = False

    def faster(self) -> None:
        """Rest less."""
        self.pace = max(self.pace / _FASTER, _LEAST)

    def slower(self) -> None:
        """Rest longer."""
        self.pace = min(self.pace * _FASTER, _MOST)

    def pause(self, paused: bool) -> None:
        """Stand still, or go on."""
        self.paused = paused
        self._turn.set()

    def step(self) -> None:
        """Stand still, but for one thing more."""
        self.paused = self._stepping = True
        self._turn.set()

    async def rest(self, seconds: float) -> None:
        """So long; while paused, until somebody steps or goes on."""
        self._turn.clear()
        if not self.paused:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds * self.pace):
                    await self._turn.wait()
        while self.paused:
            if self._stepping:
                self._stepping = False
                return
            self._turn.clear()
            await self._turn.wait()

    @property
    def speed(self) -> str:
        """As a person reads it: ``×1.5`` is faster than usual."""
        return f"×{1 / self.pace:.2g}"
