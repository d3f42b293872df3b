"""The case in real time: events wait their turn, timers run, the secure element takes its time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from pos_emulator.firmware.peripherals import (
    BytesReceived,
    CheckPassword,
    Effect,
    Event,
    HangUp,
    HashPassword,
    KeyPressed,
    PasswordChecked,
    PasswordHashed,
    PoweredOn,
    Print,
    PrinterReported,
    Refused,
    Screen,
    Show,
    Slip,
    Sound,
    StartTimer,
    StopTimer,
    Timer,
    TimerExpired,
    WriteBytes,
)
from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.notice_board import NoticeBoard
from pos_emulator.runtime.notices import Beeped, BooksChanged, EventTaken, Explained, ScreenShown
from pos_emulator.runtime.watched_flash import WatchedFlash
from pos_emulator.security.passwords import hash_password

if TYPE_CHECKING:
    from pos_emulator.firmware.terminal import Terminal

_TOLD = (KeyPressed, PasswordChecked, TimerExpired)
"""Events that those who watch are told of."""
_SIDE = (Sound, StartTimer, StopTimer)
"""Effects of an event that did nothing else."""


class LiveCase:
    """One terminal after the other over the same flash, on the running event loop.

    Args:
        make: Makes the terminal that wakes up when the power comes on.
        flash: What survives between them.
        board: Where screens, beeps and reasons are told.
        send: Takes the bytes for the line.
        hang_up: Ends the connection and makes a new one.
        print_slip: Prints a slip and says how that went.
        printing_seconds: How long a slip takes.
    """

    def __init__(
        self,
        make: Callable[[], Terminal],
        *,
        flash: WatchedFlash,
        board: NoticeBoard,
        send: Callable[[bytes], None],
        hang_up: Callable[[], None],
        print_slip: Callable[[Slip], PrinterReported],
        printing_seconds: float = 0.0,
    ) -> None:
        self._make = make
        self._flash = flash
        self._board = board
        self._send = send
        self._hang_up = hang_up
        self._print_slip = print_slip
        self._printing_seconds = printing_seconds
        self._terminal: Terminal | None = None
        self._queue: deque[tuple[Event, int]] = deque()
        self._working = False
        self._screens = 0
        self._later: dict[Timer | str, asyncio.Handle] = {}
        self._hashing: asyncio.Future[Event] | None = None
        self._typed: deque[tuple[Event, int]] = deque()
        """Keys that wait for the secure element."""
        self.stepped: Callable[[], None] = lambda: None
        """Told after everything that happened to the terminal."""

    @property
    def powered(self) -> bool:
        """Whether the power is on."""
        return self._terminal is not None

    @property
    def screen(self) -> Screen:
        """What the display shows; dark while the power is off."""
        return Screen() if self._terminal is None else self._terminal.screen

    @property
    def busy(self) -> bool:
        """Whether something still happens by itself: a password compared, a slip printed, a frame repeated."""
        line = any(isinstance(timer, Timer) and timer.whose == "line" for timer in self._later)
        return line or self._hashing is not None or "printer" in self._later

    @property
    def awaits_answer(self) -> bool:
        """Whether the host was asked and has not answered yet."""
        return Timer.HOST in self._later

    def power_on(self, *, chip_inside: bool = False) -> None:
        """A terminal wakes up; it was off."""
        self._terminal = self._make()
        self.feed(PoweredOn(chip_inside))

    def power_off(self) -> None:
        """Everything but flash is gone, at once; also what a failed step wrote and did not keep."""
        self._terminal = None
        self._queue.clear()
        self._typed.clear()
        self._hashing = None
        for handle in self._later.values():
            handle.cancel()
        self._later.clear()
        self._flash.discard()
        self._screens += 1
        self._board.post(ScreenShown(Screen()))

    def feed(self, *events: Event) -> None:
        """Give the terminal events, after those that wait; one that is off takes none.

        A key counts as typed ahead if another screen came between its arrival and its turn.
        """
        if self._terminal is None:
            return
        self._queue.extend((event, self._screens) for event in events)
        if self._working:
            return
        self._working = True
        try:
            while self._queue:
                self._take(*self._queue.popleft())
        finally:
            self._working = False
            self.stepped()

    def _take(self, event: Event, screens: int) -> None:
        if isinstance(event, KeyPressed):
            if self._hashing is not None:
                self._typed.append((event, screens))
                return
            if screens != self._screens:
                event = KeyPressed(event.key, event.held, ahead=True)
        with self._board.held():
            self._step(event)
        if self._hashing is None and self._typed:
            self._queue.extendleft(reversed(self._typed))
            self._typed.clear()

    def _step(self, event: Event) -> None:
        terminal = self._terminal
        if terminal is None:
            return
        before = terminal.screen.name
        try:
            effects = terminal.receive(event)
        except FlashError as error:
            self.power_off()
            self._board.post(Explained("flash", f"{error}. The terminal has switched itself off."))
            return
        except BaseException:
            self.power_off()
            raise
        if terminal.screen.name != before:
            self._screens += 1
        if isinstance(event, _TOLD):
            self._board.post(EventTaken(event, any(not isinstance(effect, _SIDE) for effect in effects)))
        for effect in effects:
            self._carry_out(effect)
        if self._flash.take_changed() or type(event) is BytesReceived:
            self._books_changed()

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Show(screen):
                self._board.post(ScreenShown(screen))
            case WriteBytes(data):
                self._send(data)
            case HangUp():
                self._hang_up()
            case StartTimer(timer, seconds):
                self._call_later(timer, seconds, lambda: TimerExpired(timer))
            case StopTimer(timer):
                self._stop(timer)
            case Sound(beep):
                self._board.post(Beeped(beep))
            case Print(slip):
                if self._printing_seconds:
                    self._call_later("printer", self._printing_seconds, lambda: self._print_slip(slip))
                else:
                    self.feed(self._print_slip(slip))
            case CheckPassword(password, record):
                self._hash(lambda: PasswordChecked(record.matches(password)))
            case HashPassword(password, salt, cost):
                self._hash(lambda: PasswordHashed(hash_password(password, salt=salt, cost=cost)))
            case Refused(rule, why):
                self._board.post(Explained(rule, why))

    def _call_later(self, name: Timer | str, seconds: float, happens: Callable[[], Event]) -> None:
        def happened() -> None:
            del self._later[name]
            self.feed(happens())

        self._stop(name)
        self._later[name] = asyncio.get_running_loop().call_later(seconds, happened)

    def run_out(self, *timers: Timer) -> None:
        """Let those of the timers that run end now: so much time went by."""
        for timer in timers:
            if timer in self._later:
                self._stop(timer)
                self.feed(TimerExpired(timer))

    def _stop(self, name: Timer | str) -> None:
        handle = self._later.pop(name, None)
        if handle is not None:
            handle.cancel()

    def _hash(self, work: Callable[[], Event]) -> None:
        # In a thread, which hashing leaves free to others: the screen goes on meanwhile.
        hashing = asyncio.get_running_loop().run_in_executor(None, work)

        def hashed(done: asyncio.Future[Event]) -> None:
            if self._hashing is done:
                self._hashing = None
                self.feed(done.result())

        self._hashing = hashing
        hashing.add_done_callback(hashed)

    def _books_changed(self) -> None:
        """Told once, however many steps are taken before the loop turns."""
        if "books" not in self._later:

            def changed() -> None:
                del self._later["books"]
                self._board.post(BooksChanged())

            self._later["books"] = asyncio.get_running_loop().call_soon(changed)
