"""A window over a terminal of canned screens, and what it shows, as text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from pos_emulator.tui.app import PosApp
from pos_emulator.tui.lines import Line
from tests.tui.fake_live import FakeLive


def rows_of(app: App[Any]) -> list[str]:
    """Every row of the window as it is composed now."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def text_of(lines: Sequence[Line]) -> list[str]:
    """The rows of a panel."""
    return ["".join(bit.text for bit in each.bits).rstrip() for each in lines]


@asynccontextmanager
async def window(
    size: tuple[int, int], lang: str = "zh", folder: Path | None = None
) -> AsyncIterator[tuple[Pilot[Any], PosApp, FakeLive]]:
    live = FakeLive(lang)
    app = PosApp(live, folder)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app, live


def has(app: PosApp, words: str) -> bool:
    return any(words in row for row in rows_of(app))


async def comes(pilot: Pilot[Any], what: Callable[[], bool]) -> None:
    """Wait until the window has caught up."""
    async with asyncio.timeout(20):
        while not what():
            await pilot.pause(0.05)
