"""A live terminal in a test: keys by name, and waits for what it shows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pos_emulator.firmware.peripherals import Key
from pos_emulator.profile import load_profile
from pos_emulator.runtime.driver import LiveTerminal
from pos_emulator.runtime.notices import Explained, Notice, ScreenShown, SlipPrinted, WireSeen
from pos_emulator.runtime.open_live import LiveOptions, open_live

PATIENCE_SECONDS = 20.0

N = TypeVar("N")


class LiveBench:
    """A live terminal and everything it told."""

    def __init__(self, live: LiveTerminal) -> None:
        self.live = live
        self.told: list[Notice] = []
        self._heard = asyncio.Event()
        live.subscribe(self._hear)

    def _hear(self, notice: Notice) -> None:
        self.told.append(notice)
        self._heard.set()

    async def __aenter__(self) -> LiveBench:
        await self.live.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.live.stop()

    def press(self, keys: str) -> None:
        """Press keys by name; a word of digits is pressed digit by digit."""
        for word in keys.split():
            for name in word if word.isdigit() else (word,):
                self.live.press(Key(name))

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something that comes with a notice."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                self._heard.clear()
                await self._heard.wait()

    async def screen(self, name: str) -> None:
        """Wait until the display shows a screen."""
        try:
            await self.until(lambda: self.live.screen.name == name)
        except TimeoutError:
            raise AssertionError(f"{name} never came: {self.shown[-8:]}") from None

    async def line(self) -> None:
        """Wait until the line is there."""
        await self.until(lambda: self.live.line_there)

    def all_of(self, kind: type[N]) -> list[N]:
        """Every notice of a kind."""
        return [notice for notice in self.told if isinstance(notice, kind)]

    @property
    def shown(self) -> list[str]:
        """The names of all screens, each time the name changed."""
        names = [notice.screen.name for notice in self.all_of(ScreenShown)]
        return [name for before, name in zip(["", *names], names, strict=False) if name != before]

    @property
    def wire(self) -> list[str]:
        """What crossed the line, as ``> 0200`` and ``< ACK``."""
        return [
            ("> " if seen.direction.value == "to-host" else "< ")
            + (seen.message.mti if seen.message else seen.what)
            for seen in self.all_of(WireSeen)
        ]

    @property
    def copies(self) -> list[str]:
        """Which slips came out."""
        return [notice.slip.copy for notice in self.all_of(SlipPrinted)]

    @property
    def rules(self) -> list[str]:
        """Which guards spoke."""
        return [notice.rule for notice in self.all_of(Explained)]

    async def sign_on(self) -> None:
        """Operator 01, as soon as there is a line."""
        await self.line()
        await self.screen("idle.signed-off")
        self.press("Enter 01 Enter 0000 Enter")
        await self.screen("logon.done")
        self.press("Enter")
        await self.screen("idle.signed-on")

    async def ask_for(self, amount: str) -> None:
        """A sale up to the moment when the host is asked."""
        self.live.arrive("demo-debit")
        self.live.present("demo-debit")
        await self.screen("sale.confirm-card")
        self.press(f"Enter {amount} Enter 123456 Enter")


def bench_in(folder: Path) -> LiveBench:
    """A live terminal over a state folder, with the real acquirer at the other end of a pty."""
    return LiveBench(open_live(LiveOptions(profile=load_profile("cn-classic"), state=folder)))
