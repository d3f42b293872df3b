"""The terminal in real time: case, counter and far end together, on asyncio."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pos_emulator.counter.counter import Counter, CounterError
from pos_emulator.firmware.flash import Flash
from pos_emulator.firmware.peripherals import (
    Entropy,
    Event,
    Key,
    KeyPressed,
    LanguageChosen,
    LineConnected,
    Printer,
    PrinterReported,
    Screen,
    Slip,
    Timer,
    TimerExpired,
)
from pos_emulator.firmware.state import State
from pos_emulator.link.transports.line_address import LineAddress
from pos_emulator.profile import Profile
from pos_emulator.runtime.acquirer_process import AcquirerProcess
from pos_emulator.runtime.control_client import Answer, Request
from pos_emulator.runtime.errors import StateError
from pos_emulator.runtime.far_end import FarEnd
from pos_emulator.runtime.live_case import LiveCase
from pos_emulator.runtime.notice_board import NoticeBoard, Subscriber
from pos_emulator.runtime.notices import CounterChanged, Explained, SlipPrinted
from pos_emulator.runtime.state_folder import StateFolder
from pos_emulator.runtime.watched_flash import WatchedFlash
from pos_emulator.runtime.world import SystemClock, SystemEntropy
from pos_emulator.security.passwords import ScryptCost
from pos_emulator.security.vault import Vault

if TYPE_CHECKING:
    from pos_emulator.firmware.terminal import Terminal

NEW_DEVICE = "a new device: the demonstration master key was loaded, and all passwords are as delivered"
KEY_LOST = "the device key was lost and a new one was made: keys and card numbers kept so far cannot be read"
OLDER_COPY = "the terminal's memory is an older copy of what was kept here: sign on again"


class LiveTerminal:
    """A terminal that people use, with the counter around it; all of it on the running event loop.

    Acts at the counter return nothing and raise `CounterError` where they cannot happen; what comes of
    them is told to subscribers.

    Args:
        profile, flash, vault: As for `Terminal`.
        counter: Customers, cards, paper and plug.
        line: Where the other end is.
        acquirer: Who is there on a virtual line; started and stopped with the terminal.
        clock: Its clock; `next_day` moves it.
        password_cost: What a new password costs to try.
        printing_seconds: How long a slip takes to come out.
        baud: Bits per second of a serial device.
        allow_remote: A line that leads out of this machine is meant.
        key_lost: The device key is new and the flash is not; said at the start.
        restored: The flash is an older copy put back; said at the start.
        entropy: Its chance; the machine's where none is given.
    """

    def __init__(
        self,
        *,
        profile: Profile,
        flash: Flash,
        vault: Vault,
        counter: Counter,
        line: LineAddress,
        acquirer: AcquirerProcess | None = None,
        clock: SystemClock | None = None,
        password_cost: ScryptCost = ScryptCost.INTERACTIVE,
        printing_seconds: float = 0.0,
        baud: int = 9600,
        allow_remote: bool = False,
        key_lost: bool = False,
        restored: bool = False,
        entropy: Entropy | None = None,
    ) -> None:
        self.profile = profile
        self.counter = counter
        self.clock = clock or SystemClock()
        self.running = False
        """Started and not stopped."""
        self.key_lost = key_lost
        """What was sealed before cannot be opened any more."""
        self._restored = restored
        self.folder: StateFolder | None = None
        """Where it keeps its state, if anywhere."""
        self.on_stop: Callable[[], None] = lambda: None
        """Called when it is stopped, to give back what was opened for this."""
        self._flash = flash
        self._vault = vault
        self._entropy = entropy or SystemEntropy()
        self._password_cost = password_cost
        self._board = NoticeBoard()
        watched = WatchedFlash(flash)
        self._case = LiveCase(
            lambda: self._terminal(watched),
            flash=watched,
            board=self._board,
            send=self._send,
            hang_up=lambda: self._far_end.hang_up(),
            print_slip=self._print_slip,
            printing_seconds=printing_seconds,
        )
        self._far_end = FarEnd(
            line,
            framing=profile.framing,
            plugged=counter.plugged,
            acquirer=acquirer,
            clock=self.clock,
            board=self._board,
            feed=self.feed,
            baud=baud,
            allow_remote=allow_remote,
        )

    async def start(self) -> None:
        """Switch everything on; the screen is there when this returns, the line follows by itself."""
        self.running = True
        new = not self.state.initialised
        self._far_end.start()
        self._case.power_on(chip_inside=bool(self.counter.in_reader))
        if self.key_lost:
            self._board.post(Explained("key-lost", KEY_LOST))
        if self._restored:
            self._board.post(Explained("restored", OLDER_COPY))
        if new:
            self._board.post(Explained("new-device", NEW_DEVICE))

    async def stop(self) -> None:
        """Switch everything off, as if the power went; what was committed stays for the next time.

        One that was never started gives back what was opened for it; stopping twice is fine.
        """
        if self.running:
            self.running = False
            self._case.power_off()
            await self._far_end.stop()
        give_back, self.on_stop = self.on_stop, lambda: None
        give_back()

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have `callback` told every notice from now on; what is returned ends that."""
        return self._board.subscribe(callback)

    @property
    def screen(self) -> Screen:
        """What the display shows."""
        return self._case.screen

    @property
    def powered(self) -> bool:
        """Whether the power is on."""
        return self._case.powered

    @property
    def line_there(self) -> bool:
        """Whether bytes can leave."""
        return self._far_end.line.there

    @property
    def busy(self) -> bool:
        """Whether something still happens by itself at this end of the line."""
        return self._case.busy

    @property
    def awaits_answer(self) -> bool:
        """Whether the host was asked and has not answered yet."""
        return self._case.awaits_answer

    @property
    def octets(self) -> tuple[int, int]:
        """How many bytes were sent and received on the present connection."""
        return self._far_end.line.sent_octets, self._far_end.line.received_octets

    def on_step(self, stepped: Callable[[], None]) -> None:
        """Have ``stepped`` called after everything that happens to the terminal; one such at a time."""
        self._case.stepped = stepped

    @property
    def state(self) -> State:
        """What the terminal remembers; for those who look, not for those who act."""
        return State(self._flash)

    async def acquirer_reached(self) -> None:
        """Wait until the acquirer of a virtual line runs.

        Raises:
            AcquirerError: it does not start.
        """
        await self._far_end.reached()

    async def ask_acquirer(self, request: Request) -> Answer:
        """Ask the operator side of our own acquirer.

        Raises:
            AcquirerError: there is none, it does not run, or it refused.
        """
        return await self._far_end.ask(request)

    def restart_acquirer(self) -> None:
        """Try again with an acquirer that was given up."""
        if self.running:
            self._far_end.start_acquirer()

    # What is done to the terminal.

    def press(self, key: Key, *, held: bool = False) -> None:
        """Press a key."""
        self.feed(KeyPressed(key, held))

    def feed(self, *events: Event) -> None:
        """Give the terminal events as they are; while it is off they are lost."""
        self._case.feed(*events)

    def power(self, on: bool) -> None:
        """Switch the power on or off; on already, or off already, nothing happens."""
        if on is self.powered or not self.running:
            return
        if on:
            self._case.power_on(chip_inside=bool(self.counter.in_reader))
            if self.line_there:
                self.feed(LineConnected())
        else:
            self._case.power_off()
        self._board.post(CounterChanged())

    def choose_language(self, lang: str) -> None:
        """Switch screens and slips to `zh` or `en`."""
        if not self.powered:
            raise CounterError("the terminal is off; switch it on first")
        self.feed(LanguageChosen(lang))

    # What happens at the counter.

    def arrive(self, *cards: str) -> None:
        """A customer comes, or comes back, holding cards."""
        self._happened(self.counter.arrive(*cards))

    def leave(self, forgetting: str = "") -> None:
        """The customer goes, with every card but one that is forgotten."""
        self._happened(self.counter.leave(forgetting=forgetting))

    def present(self, card: str, by: str = "") -> None:
        """Swipe, insert or tap a card."""
        self._happened(self.counter.present(card, by))

    def remove_card(self) -> None:
        """Take the chip card out of the reader."""
        self._happened(self.counter.remove())

    def set_paper(self, paper: Printer) -> None:
        """Load paper, take it out, or jam it."""
        self.counter.paper = paper
        self._happened(())

    def unplug(self) -> None:
        """Pull the plug of the line."""
        self.counter.unplug()
        self._far_end.line.unplug()
        self._happened(())

    def plug(self) -> None:
        """Plug the line in."""
        self.counter.plug()
        self._far_end.line.plug()
        self._happened(())

    def next_day(self) -> None:
        """Move the terminal's clock, and our own acquirer's business day, on by one day."""
        if self.folder is not None:
            try:
                self.folder.keep_days(self.clock.days + 1)
            except StateError as error:
                raise CounterError(str(error)) from error
        self.clock.days += 1
        # No lock and no wait for a code lasts a night.
        self._case.run_out(Timer.LOCK, Timer.CODE)
        # The minute hand of the idle terminal: it looks at its clock now and not in a minute.
        self.feed(TimerExpired(Timer.TICK))
        self._far_end.next_day()
        self._happened(())

    def _happened(self, events: tuple[Event, ...]) -> None:
        with self._board.held():
            self._board.post(CounterChanged())
            self.feed(*events)

    def _terminal(self, flash: Flash) -> Terminal:
        # A third of what there is to load: meanwhile the window is there, and the acquirer starts.
        from pos_emulator.firmware.terminal import Terminal

        return Terminal(
            self.profile,
            flash,
            vault=self._vault,
            clock=self.clock,
            entropy=self._entropy,
            framer=self._far_end.framer(),
            acknowledged=not self._far_end.tcp,
            password_cost=self._password_cost,
        )

    def _send(self, data: bytes) -> None:
        self._far_end.send(data)

    def _print_slip(self, slip: Slip) -> PrinterReported:
        reported = self.counter.print_slip(slip)
        if reported.state is Printer.PRINTED:
            self._board.post(SlipPrinted(slip))
        return reported
