"""The fixtures `counter`, `line` and `clock`: what happens around the terminal."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from iso8583_specs.message import Message
from pos_emulator.cards import load_cards
from pos_emulator.keyscript.steps.clock import MOST_FORWARD, ClockDay, ClockForward, ClockToTimer
from pos_emulator.keyscript.steps.counter import (
    CustomerArrives,
    CustomerLeaves,
    Paper,
    PaperState,
    PlugLine,
    PresentCard,
    ReaderFault,
    RemoveCard,
)
from pos_emulator.keyscript.steps.line import AddFault, CleanLine
from pos_emulator.keyscript.steps.moves import Way
from pos_emulator.link.faults import Direction, Fault, FaultKind, Scope, Target
from pos_emulator.pytest_plugin import asked_values
from pos_emulator.pytest_plugin.desk import Desk
from pos_emulator.pytest_plugin.seen_values import SeenOctets, seen_message

FaultName = Literal["drop", "duplicate", "delay", "flip", "cut", "garble", "swap"]
TargetName = Literal["request", "response", "request-frame", "response-frame", "ack"]


class Counter:
    """The shop counter: customers, cards, paper."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __repr__(self) -> str:
        return "<counter>"

    @property
    def cards(self) -> tuple[str, ...]:
        """The cards that can be presented now."""
        return self._desk.stage.bench.counter.at_hand

    @property
    def in_reader(self) -> str:
        """The chip card in the reader; empty where there is none."""
        return self._desk.stage.bench.counter.in_reader

    def arrive(self, *cards: str) -> None:
        """A customer comes, or comes back, holding cards; `pos-emulator cards` lists them."""
        __tracebackhide__ = True
        self._desk.perform(CustomerArrives(cards))

    def leave(self, *, forgetting: str = "") -> None:
        """The customer goes, and all cards but one that is forgotten."""
        __tracebackhide__ = True
        self._desk.perform(CustomerLeaves(forgetting))

    def present(self, card: str, by: Way | None = None) -> None:
        """Swipe, insert or tap a card; by its own way where none is named."""
        __tracebackhide__ = True
        known = load_cards().get(card)
        way = by or (known.default_way if known else "swipe")
        self._desk.perform(PresentCard(way, card))

    def remove(self) -> None:
        """Take the chip card out of the reader."""
        __tracebackhide__ = True
        self._desk.perform(RemoveCard(self.in_reader))

    def spoil_reading(self) -> None:
        """The next card cannot be read."""
        __tracebackhide__ = True
        self._desk.perform(ReaderFault())

    def paper(self, state: Literal["out", "load", "jam"]) -> None:
        """What happens to the printer's paper."""
        __tracebackhide__ = True
        self._desk.perform(Paper(PaperState(state)))


class Line:
    """The line between terminal and acquirer. What it hands out is masked where pytest prints it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __repr__(self) -> str:
        return "<line>"

    @property
    def sent(self) -> tuple[Message, ...]:
        """Every message the terminal sent since the test began, or since its last `Given`; no repeats."""
        return self._messages(sent=True)

    @property
    def received(self) -> tuple[Message, ...]:
        """Every message that reached the terminal, counted alike."""
        return self._messages(sent=False)

    @property
    def wire(self) -> tuple[tuple[Direction, bytes], ...]:
        """Every write of either end as octets, before any fault."""
        return tuple((direction, SeenOctets(data)) for direction, data in self._desk.seen.bench.wire)

    def fault(
        self,
        kind: FaultName,
        target: TargetName,
        argument: float = 0,
        *,
        every: bool = False,
        mti: str | None = None,
    ) -> None:
        """Damage what crosses: the next such target, or every one.

        Args:
            kind: What happens.
            target: To what: a message with all its repeats, one frame, or ACK.
            argument: Seconds of a delay, the bit of a flip, the bytes before a cut.
            every: Until `clean`, not only to the next.
            mti: Only in the exchange of this request.
        """
        __tracebackhide__ = True
        asked_values.seconds(argument)
        scope = Scope.EVERY if every else Scope.NEXT
        self._desk.perform(AddFault(Fault(FaultKind(kind), scope, Target(target), argument, mti)))

    def drop(self, target: TargetName, *, every: bool = False, mti: str | None = None) -> None:
        """Lose the next such target, or every one."""
        __tracebackhide__ = True
        self.fault("drop", target, every=every, mti=mti)

    def clean(self) -> None:
        """End all faults."""
        __tracebackhide__ = True
        self._desk.perform(CleanLine())

    def unplug(self) -> None:
        """Pull the plug of the line."""
        __tracebackhide__ = True
        self._desk.perform(PlugLine(plugged=False))

    def plug(self) -> None:
        """Plug it in."""
        __tracebackhide__ = True
        self._desk.perform(PlugLine(plugged=True))

    def _messages(self, *, sent: bool) -> tuple[Message, ...]:
        heard = self._desk.seen.tap.messages()
        return tuple(seen_message(each.message) for each in heard if each.sent is sent)


class Clock:
    """Virtual time: nothing waits for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __repr__(self) -> str:
        return "<clock>"

    @property
    def now(self) -> datetime:
        """The terminal's date and time."""
        return self._desk.stage.bench.now

    def forward(self, seconds: float) -> None:
        """Let time pass for everybody; for more than a week, see `next_day`.

        Raises:
            ValueError: less than none, or too much.
        """
        __tracebackhide__ = True
        self._desk.perform(ClockForward(asked_values.seconds(seconds, most=MOST_FORWARD)))

    def to_timer(self) -> None:
        """Go to the end of the next prompt or host timer."""
        __tracebackhide__ = True
        self._desk.perform(ClockToTimer())

    def next_day(self, days: int = 1) -> None:
        """The same time on a later day, for terminal and host; the terminal is at idle."""
        __tracebackhide__ = True
        self._desk.perform(ClockDay(asked_values.days(days)))
