"""A terminal and a line in real time, as scripts play on them.

Between two commands nothing happens in this process: its loop turns only while an act waits for rest.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from pos_emulator.acquirer.ledger_sqlite import SqliteLedger
from pos_emulator.counter.counter import Counter
from pos_emulator.firmware.peripherals import Beep, Event, Key, KeyPressed, Refused, Screen
from pos_emulator.firmware.state import State
from pos_emulator.keyscript.backends.bench import Far
from pos_emulator.keyscript.backends.clocks import ScriptClock
from pos_emulator.keyscript.backends.live_desk import LiveDesk
from pos_emulator.keyscript.backends.live_money import LiveMoney
from pos_emulator.keyscript.backends.live_start import FLASH, write_flash
from pos_emulator.keyscript.backends.own_acquirer import OwnAcquirer
from pos_emulator.keyscript.observe.messages import Overheard
from pos_emulator.keyscript.product import GUARDS
from pos_emulator.keyscript.runner.errors import BackendLostError
from pos_emulator.link.faults import Direction
from pos_emulator.link.framers.by_name import serial_framer
from pos_emulator.link.frames import Control
from pos_emulator.runtime.driver import LiveTerminal
from pos_emulator.runtime.errors import AcquirerError
from pos_emulator.runtime.notices import Beeped, Explained, Notice, ScreenShown, SlipPrinted, WireSeen
from pos_emulator.runtime.virtual import SavedStart
from pos_emulator.runtime.virtual_time import SeededEntropy
from pos_emulator.runtime.world import SystemClock
from pos_emulator.security.passwords import ScryptCost

PATIENCE_SECONDS = 120.0
"""How long a command may take to come to rest: longer than any host timeout, and its reversal."""
_CONTROLS = MappingProxyType({control.name: control.octet for control in Control})


class LiveBench:
    """A bench in real time, see `ScriptBench`.

    Args:
        start: The records it begins from.
        stream: What its chance follows from.
        profile: Name or file of the profile, for the acquirer process.
        far: Who is at the other end.

    Raises:
        BackendLostError: nobody is.
    """

    def __init__(self, start: SavedStart, stream: int, *, profile: str, far: Far) -> None:
        self.profile = start.profile
        self.counter = Counter()
        self.beeps: list[Beep] = []
        self.explained: list[Refused] = []
        self.wire = list(start.wire)
        self.all_screens = list(start.screens)
        self.slips = list(start.slips)
        self.before_write: Callable[[Direction, bytes, State], None] | None = None
        self.hand = None
        self.desk: LiveDesk | None = None
        self._began = time.monotonic()
        # Our own acquirer goes by the clock of the start state; a host of somebody else has its own day.
        at = start.at if far.address is None else SystemClock().now().replace(tzinfo=None)
        self._clock = ScriptClock(at, self._began)
        self.tap = Overheard(self._clock.now)
        self._framer = serial_framer(self.profile.framing)
        self._heard: dict[Direction, bytes] = {}
        self._trouble = ""
        self._moved = asyncio.Event()
        """Something happened at the terminal."""
        self._closed = False
        self._listening_ends: Callable[[], None] = lambda: None
        self._rested_at: tuple[int, int] | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="pos-emulator-", ignore_cleanup_errors=True)
        self._flash = write_flash(Path(self._folder.name) / FLASH, start.flash)
        self._acquirer: OwnAcquirer | None = None
        self._live: LiveTerminal | None = None
        self._runner = asyncio.Runner()
        try:
            self._runner.run(self._open(start, stream, profile, far))
        except BaseException:
            self.close()
            raise

    # What is done to it.

    def power_on(self) -> None:
        """Switch the terminal on."""
        live = self._terminal
        if live.running:
            self._act(lambda: live.power(True))
        else:
            self._runner.run(self._start(live))

    def power_cut(self) -> None:
        """Pull the plug."""
        self._act(lambda: self._terminal.power(False))

    def press(self, *keys: Key | str) -> None:
        """Press keys, by name; a string of digits presses each."""
        for name in keys:
            for key in _keys(name):
                self.act(KeyPressed(key))

    def act(self, *events: Event) -> None:
        """Something happened at the counter."""

        def happen() -> None:
            for event in events:
                self._terminal.feed(event)

        self._act(happen)

    def plug(self, plugged: bool) -> None:
        """Put the plug of the line in, or pull it."""
        self._act(self._terminal.plug if plugged else self._terminal.unplug)

    def close(self) -> None:
        """End terminal and acquirer; what was seen can still be looked at."""
        if self._closed:
            return
        self._closed = True
        self._clock.stop()
        self._listening_ends()
        try:
            self._runner.run(self._stop())
        finally:
            self._runner.close()
            self._flash.close()
            self._folder.cleanup()

    # What can be seen.

    @property
    def now(self) -> datetime:
        """The time on the terminal's clock."""
        return self._clock.now()

    @property
    def powered(self) -> bool:
        """Whether the terminal is on."""
        return self._live is not None and self._live.powered and not self._closed

    @property
    def screen(self) -> Screen:
        """What the display shows; at the end, what it showed last."""
        return self.all_screens[-1][1] if self._closed else self._terminal.screen

    @property
    def state(self) -> State:
        """The terminal's records."""
        return State(self._flash)

    @property
    def ledger(self) -> SqliteLedger | None:
        """The host's books; None where they are not ours to read."""
        return None if self._acquirer is None else self._acquirer.ledger()

    @property
    def line_faults(self) -> LiveDesk | None:
        """Damage on the line; our own acquirer does it."""
        return self.desk

    def money_check(self) -> LiveMoney:
        """Who watches it from now on."""
        return LiveMoney(self, None if self._acquirer is None else self._acquirer.ledger)

    def ledger_text(self) -> str:
        """The host's books as one text."""
        ledger = self.ledger
        if ledger is None:
            return ""
        return repr([list(each()) for each in (ledger.bookings, ledger.legs, ledger.fences, ledger.batches)])

    # How it is done.

    @property
    def _terminal(self) -> LiveTerminal:
        assert self._live is not None
        return self._live

    async def _open(self, start: SavedStart, stream: int, profile: str, far: Far) -> None:
        address = far.address
        if address is None:
            folder = Path(self._folder.name)
            self._acquirer = OwnAcquirer(
                folder, start, stream, profile=profile, line=far.own_line, began=self._began
            )
            try:
                address, self.desk = await self._acquirer.start()
            except AcquirerError as error:
                raise BackendLostError(error.where, what=error.what, advice=error.advice) from error
        self._live = LiveTerminal(
            profile=self.profile,
            flash=self._flash,
            vault=start.vaults[0],
            counter=self.counter,
            line=address,
            clock=self._clock,
            password_cost=ScryptCost.MINIMAL,
            baud=far.baud,
            allow_remote=far.allow_remote,
            entropy=SeededEntropy(start.seed, "terminal", stream),
        )
        self._listening_ends = self._live.subscribe(self._hear)
        self._live.on_step(self._moved.set)

    async def _start(self, live: LiveTerminal) -> None:
        await live.start()
        await self._rest()

    async def _stop(self) -> None:
        if self._live is not None:
            await self._live.stop()
        if self._acquirer is not None:
            await self._acquirer.stop()

    def _act(self, happen: Callable[[], None]) -> None:
        self.beeps.clear()
        self._runner.run(self._do(happen))

    async def _do(self, happen: Callable[[], None]) -> None:
        happen()
        await self._rest()

    async def _rest(self) -> None:
        """Wait until nothing happens by itself any more, at either end."""
        live = self._terminal
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    self._moved.clear()
                    if self._acquirer is not None:
                        self._acquirer.check()
                    if live.busy or self._reaching(live) or (self._acquirer is None and live.awaits_answer):
                        await self._moved.wait()
                    elif await self._far_rests(live):
                        return
        except TimeoutError:
            raise BackendLostError(
                "line",
                what=self._trouble or f"nothing came to rest for {PATIENCE_SECONDS:g} s",
                advice="see that the other end is there, and run it again",
            ) from None

    def _reaching(self, live: LiveTerminal) -> bool:
        """Whether a line that is plugged in is yet to be there."""
        return self.counter.plugged and not live.line_there

    async def _far_rests(self, live: LiveTerminal) -> bool:
        """Whether all that either end sent has come, and the other end is at rest; waits for that end."""
        before = live.octets
        if self._acquirer is not None and before != self._rested_at:
            said = await self._said_at_rest(self._acquirer, live, sent=before[0])
            if live.busy or live.octets != (before[0], said):
                return False
        self._rested_at = live.octets
        return True

    async def _said_at_rest(self, acquirer: OwnAcquirer, live: LiveTerminal, *, sent: int) -> int | None:
        """How much the other end has said once it rests; None where meanwhile this end sent more, or lost the line."""
        resting = asyncio.ensure_future(acquirer.rest(sent))
        try:
            while not resting.done() and live.octets[0] == sent:
                self._moved.clear()
                moving = asyncio.ensure_future(self._moved.wait())
                await asyncio.wait((resting, moving), return_when=asyncio.FIRST_COMPLETED)
                moving.cancel()
            return resting.result() if resting.done() else None
        finally:
            resting.cancel()

    def _hear(self, notice: Notice) -> None:
        self._moved.set()
        match notice:
            case ScreenShown(screen):
                self.all_screens.append((len(self.wire), screen))
            case Beeped(beep):
                self.beeps.append(beep)
            case SlipPrinted(slip):
                self.slips.append((len(self.wire), slip))
            case Explained(rule, why) if rule in GUARDS:
                self.explained.append(Refused(rule, why))
            case Explained(_, why):
                self._trouble = why
            case WireSeen():
                self._overhear(notice)

    def _overhear(self, seen: WireSeen) -> None:
        """A frame or control byte, as it would stand on a serial line; damage is neither."""
        if seen.what == "damaged":
            return
        data = _CONTROLS.get(seen.what) or self._framer.encode(seen.octets)
        if self.before_write is not None and seen.direction is Direction.TO_HOST:
            self.before_write(seen.direction, data, self.state)
        self.wire.append((seen.direction, data))
        if seen.message is not None and self._heard.get(seen.direction) != seen.octets:
            self._heard[seen.direction] = seen.octets
            self.tap.note(seen.at, seen.message, sent=seen.direction is Direction.TO_HOST)


def _keys(name: Key | str) -> tuple[Key, ...]:
    if isinstance(name, Key):
        return (name,)
    return tuple(map(Key, name)) if name.isdigit() else (Key(name),)
