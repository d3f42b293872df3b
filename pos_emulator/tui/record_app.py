"""The window of `record`: a new terminal is signed on, and then everything is written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pos_emulator.firmware.peripherals import Key
from pos_emulator.tui.app import PosApp

if TYPE_CHECKING:
    from pos_emulator.runtime.driver import LiveTerminal
    from pos_emulator.tui.follower import Follower

_OPERATOR = "01"
_POLL_SECONDS, _POLLS = 0.05, 400
_IDLE = "idle.signed-on"


class RecordApp(PosApp):
    """Records from the first moment to the last; Ctrl-R ends it as Ctrl-Q does.

    Args:
        live: What opens the terminal.
        path: Where the script goes.
        source: The name or file of the profile.
        sign_on: Whether operator 01 is signed on before.
        lang: See `PosApp`.
    """

    def __init__(
        self, live: Callable[[], LiveTerminal], path: Path, *, source: str, sign_on: bool, lang: str
    ) -> None:
        super().__init__(live, lang=lang)
        self._path = path
        self._source = source
        self._sign_on = sign_on
        self._waiting = sign_on

    def begun(self, follower: Follower) -> None:
        """See `PosApp`; nobody presses anything until the recording has begun."""
        super().begun(follower)
        self.run_worker(self._prepare())

    def press(self, key: Key, *, held: bool = False) -> None:
        """See `PosApp`."""
        if not self._waiting:
            super().press(key, held=held)

    def action_act(self, act: str) -> None:
        """See `PosApp`."""
        if not self._waiting:
            super().action_act(act)

    def action_record(self) -> None:
        """The recording ends, and the window with it."""
        self.exit()

    async def _prepare(self) -> None:
        if self._sign_on:
            await self._signed_on()
        self._waiting = False
        self.begin_recording(self._path, source=self._source)

    async def _signed_on(self) -> None:
        """At each screen what its person would press, once; somebody else's host may refuse."""
        live = self._live
        assert live is not None
        keys: Mapping[str, tuple[str, ...]] = MappingProxyType(
            {
                "idle.signed-off": ("Enter",),
                "logon.operator": (*_OPERATOR, "Enter"),
                "logon.password": (*live.profile.operator_password, "Enter"),
                "logon.done": ("Enter",),
            }
        )
        pressed: set[str] = set()
        for _ in range(_POLLS):
            name = live.screen.name
            if name == _IDLE:
                return
            if name in keys.keys() - pressed and getattr(live, "line_there", True):
                pressed.add(name)
                for key in keys[name]:
                    live.press(Key(key))
            await asyncio.sleep(_POLL_SECONDS)
