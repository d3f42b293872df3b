"""What a scenario needs of the bench it plays on, whatever that is made of; and who is at its other end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.records import Why
from pos_emulator.counter.counter import Counter
from pos_emulator.firmware.peripherals import Beep, Event, Key, Refused, Screen, Slip, Timer
from pos_emulator.firmware.state import State
from pos_emulator.keyscript.observe.messages import Overheard
from pos_emulator.link.faults import Direction, Fault
from pos_emulator.link.transports.line_address import LineAddress
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.finding import Finding
from pos_emulator.profile import Profile
from pos_emulator.security.masking import Secret


class LineFaults(Protocol):
    """Damage on the line, on purpose."""

    def add(self, fault: Fault) -> None:
        """Let a fault wait for its target."""

    def clear(self) -> None:
        """A clean line from now on."""


class HostDesk(Protocol):
    """What the operator of the host does and asks; what is refused raises the acquirer's `ControlError`."""

    def reply(self, code: str, mti: str | None) -> None:
        """The next request is answered so."""

    def silent(self, mti: str | None) -> None:
        """The next request is not answered."""

    def deaf(self, mti: str | None) -> None:
        """The next request is not even heard."""

    def late(self, seconds: float, mti: str | None) -> None:
        """The next request is answered so much later."""

    def normal(self) -> None:
        """As ever."""

    def switch(self, rule: str, on: bool) -> None:
        """Put a rule in force, or out of it."""

    def set_funds(self, amount: int) -> None:
        """Make the merchant hold so much, fen."""

    def funds(self) -> int:
        """What the merchant holds, fen."""

    def next_days(self, days: int) -> None:
        """Move the host's day on."""

    def unlock_code(self, number: str) -> Secret:
        """The one-time code for the number that a locked terminal shows."""
        ...

    def why(self, stan: str) -> Why | None:
        """The rule behind the answer to a message of this terminal."""


class HandOfTime(Protocol):
    """Moves the clock, where it is ours to move."""

    def wait(self, seconds: float) -> object:
        """Let time pass for everybody."""

    def next_timer(self) -> tuple[Timer, float] | None:
        """Which timer runs out next, and in how many seconds."""

    def next_days(self, days: int) -> None:
        """Move both clocks on by days; the terminal is at idle."""


class MoneyCheck(Protocol):
    """Terminal, wire and host held against each other, with all that this bench can know."""

    def look(self) -> list[Finding]:
        """Everything that is wrong now."""
        ...

    def case(self) -> Case:
        """What the rules look at, now."""
        ...


class ScriptBench(Protocol):
    """A terminal with its counter, a line and a host. Each act returns once nothing happens by itself any more.

    Attributes:
        beeps: What sounded since then.
        explained: Every guard that spoke.
        wire: Every frame and control byte that crossed, as the terminal knows it.
        all_screens, slips: Each with the number of writes before it.
        tap: The messages that were sent and received.
        line_faults, desk, ledger, hand: None where this bench has no such thing.
    """

    profile: Profile
    counter: Counter
    beeps: list[Beep]
    explained: list[Refused]
    wire: list[tuple[Direction, bytes]]
    all_screens: list[tuple[int, Screen]]
    slips: list[tuple[int, Slip]]

    @property
    def tap(self) -> Overheard:
        """See above."""
        ...

    @property
    def line_faults(self) -> LineFaults | None:
        """See above."""
        ...

    @property
    def desk(self) -> HostDesk | None:
        """See above."""
        ...

    @property
    def ledger(self) -> Ledger | None:
        """See above."""
        ...

    @property
    def hand(self) -> HandOfTime | None:
        """See above."""
        ...

    @property
    def now(self) -> datetime:
        """The time on the terminal's clock."""
        ...

    @property
    def powered(self) -> bool:
        """Whether the terminal is on."""
        ...

    @property
    def screen(self) -> Screen:
        """What the display shows."""
        ...

    @property
    def state(self) -> State:
        """The terminal's records."""
        ...

    def power_on(self) -> object:
        """Switch the terminal on."""

    def power_cut(self) -> object:
        """Pull the plug."""

    def press(self, *keys: Key | str) -> object:
        """Press keys, by name; a string of digits presses each."""

    def act(self, *events: Event) -> object:
        """Something happened at the counter."""

    def plug(self, plugged: bool) -> None:
        """Put the plug of the line in, or pull it."""

    def money_check(self) -> MoneyCheck:
        """Who watches it from now on."""
        ...

    def ledger_text(self) -> str:
        """The host's books as one text: equal texts are equal books; empty where nobody can read them."""
        ...

    def close(self) -> None:
        """Give everything back; what was seen can still be looked at."""


@dataclass(frozen=True, slots=True)
class Far:
    """Who is at the other end.

    Attributes:
        address: Where that is; None for an acquirer process of our own.
        own_line: What such a process opens: ``pty``, or a TCP address of which it chooses the port.
        baud, allow_remote: As for `LiveTerminal`.
    """

    address: LineAddress | None = None
    own_line: str = "pty"
    baud: int = 9600
    allow_remote: bool = False
