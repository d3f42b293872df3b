"""The other end of the line as the driver sees it: line, plug, an acquirer of its own, and who listens in."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from pathlib import Path

from pos_emulator.firmware.peripherals import BytesReceived, Event, LineConnected, LineLost
from pos_emulator.link.faults import Direction
from pos_emulator.link.framers.by_name import serial_framer
from pos_emulator.link.framers.length_tpdu import LengthFramer
from pos_emulator.link.frames import Framer
from pos_emulator.link.transports.line_address import LineAddress, TcpAddress
from pos_emulator.runtime.acquirer_process import AcquirerProcess
from pos_emulator.runtime.control_client import Answer, ControlClient, Request
from pos_emulator.runtime.errors import AcquirerError
from pos_emulator.runtime.live_line import LiveLine, reach_line
from pos_emulator.runtime.notice_board import NoticeBoard
from pos_emulator.runtime.notices import AcquirerChanged, BooksChanged, CounterChanged, Explained
from pos_emulator.runtime.wire import WireTap
from pos_emulator.runtime.world import SystemClock

NO_ANSWER = "the other end did not answer; the connection was ended and is made anew"
UNREADABLE = "the other end sent what is no frame; the connection was ended and is made anew"


class FarEnd:
    """A line and whoever is at its other end.

    Args:
        address: Where that is.
        framing: How a serial line is framed, `crc` or `lrc`.
        plugged: Whether the plug is in.
        acquirer: Who is there on a virtual line; started and stopped with it.
        clock: When things were seen on the line.
        board: Where that is told.
        feed: Takes what the line has for the terminal.
        baud: Bits per second of a serial device.
        allow_remote: A line that leads out of this machine is meant.
    """

    def __init__(
        self,
        address: LineAddress,
        *,
        framing: str,
        plugged: bool,
        acquirer: AcquirerProcess | None,
        clock: SystemClock,
        board: NoticeBoard,
        feed: Callable[[Event], None],
        baud: int,
        allow_remote: bool,
    ) -> None:
        self.tcp = isinstance(address, TcpAddress)
        """Other frames, nothing acknowledged, and the plug ends the connection."""
        self.line = LiveLine(
            reach_line(address, acquirer=acquirer, baud=baud, allow_remote=allow_remote),
            plugged=plugged,
            closes_unplugged=self.tcp,
            arrived=self._arrived,
            changed=self._line_changed,
            failed=self._explain_line,
        )
        self._framing = framing
        self._acquirer = acquirer
        self._clock = clock
        self._board = board
        self._feed = feed
        self._tap = WireTap(self.framer)
        self._tasks: set[asyncio.Task[None]] = set()
        if acquirer is not None:
            acquirer.changed = self._acquirer_changed

    def framer(self) -> Framer:
        """A new framer of the kind that this line takes."""
        if self.tcp:
            return LengthFramer()
        return serial_framer(self._framing)

    def start(self) -> None:
        """Begin to reach for it; does not wait."""
        self.start_acquirer()
        self.line.start()

    def start_acquirer(self) -> None:
        """Start our own acquirer, also one that was given up."""
        if self._acquirer is not None:
            self._acquirer.start()

    async def stop(self) -> None:
        """Let go of line and acquirer."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.line.stop()
        if self._acquirer is not None:
            await self._acquirer.stop()

    async def reached(self) -> None:
        """Wait until our own acquirer runs; on a foreign line there is nothing to wait for.

        Raises:
            AcquirerError: it does not start.
        """
        if self._acquirer is not None:
            await self._acquirer.reached()

    async def ask(self, request: Request) -> Answer:
        """Ask the operator side of our own acquirer.

        Raises:
            AcquirerError: there is none, it does not run, or it refused.
        """
        ready = self._acquirer.ready if self._acquirer is not None else None
        if ready is None:
            raise AcquirerError(
                "acquirer", what="none of our own is running", advice="ask the operator of the host"
            )
        return await ControlClient(ready.control).ask(request)

    def send(self, data: bytes) -> None:
        """Put bytes on the line; without one they go nowhere."""
        if self.line.write(data):
            self._show(Direction.TO_HOST, data)

    def hang_up(self) -> None:
        """End the connection and make a new one at once: the terminal waited for an answer in vain."""
        self.line.redial(NO_ANSWER)

    def next_day(self) -> None:
        """Move our own acquirer's business day on by one; a foreign host keeps its own."""
        if self._acquirer is not None:
            self._do(self._move_day())

    async def _move_day(self) -> None:
        try:
            await self.ask({"do": "day", "add": 1})
        except AcquirerError as error:
            self._board.post(Explained("host-day", f"the acquirer stays at its day: {error}"))
        else:
            self._board.post(BooksChanged())

    async def _watch(self, control: Path) -> None:
        """Its operator may change its books too, and a silent host says nothing on the line."""
        with contextlib.suppress(AcquirerError):
            async for _ in ControlClient(control).watch():
                self._board.post(BooksChanged())

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _arrived(self, data: bytes) -> None:
        followed = self._show(Direction.TO_TERMINAL, data)
        self._feed(BytesReceived(data))
        if self.tcp and not followed:
            self.line.drop(UNREADABLE)

    def _show(self, direction: Direction, data: bytes) -> bool:
        """Tell what crossed; False where some of it is no frame."""
        crossed = self._tap.saw(direction, data, self._clock.now())
        for seen in crossed:
            self._board.post(seen)
        return all(seen.what != "damaged" for seen in crossed)

    def _line_changed(self, there: bool, why: str) -> None:
        if why:
            self._explain_line(why)
        if not there:
            for seen in self._tap.cut(self._clock.now()):
                self._board.post(seen)
        with self._board.held():
            self._feed(LineConnected() if there else LineLost())
            self._board.post(CounterChanged())

    def _explain_line(self, why: str) -> None:
        self._board.post(Explained("line", why))

    def _acquirer_changed(self, running: bool, words: str) -> None:
        self._board.post(AcquirerChanged(running, words))
        self._board.post(BooksChanged())
        if self._acquirer is not None and self._acquirer.ready is not None:
            self._do(self._watch(self._acquirer.ready.control))
