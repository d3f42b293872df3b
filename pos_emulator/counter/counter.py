"""The counter: one place for what happens around the terminal.

The window, scripts and lessons all act here, so that "the card leaves" is one fact. Every act
returns the events that the terminal is to receive, and refuses what cannot happen at a counter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from pos_emulator.cards import TestCard, card_named
from pos_emulator.firmware.peripherals import (
    CardData,
    CardFailed,
    CardRead,
    CardRemoved,
    Entry,
    Event,
    LineConnected,
    LineLost,
    Printer,
    PrinterReported,
    Slip,
)
from pos_emulator.security.masking import Pan, Secret

_WAYS = {"swipe": Entry.SWIPE, "insert": Entry.INSERT, "tap": Entry.TAP}


class CounterError(Exception):
    """Something that cannot happen at this counter; the text says why and what could."""


class Place(Enum):
    """Where a card is."""

    WITH_CUSTOMER = "with the customer"
    IN_READER = "in the reader"
    FORGOTTEN = "forgotten on the counter"
    GONE = "gone with the customer"


@dataclass(slots=True)
class Counter:
    """Customers and their cards, the reader, the printer's paper, the plug of the line."""

    cards: dict[str, Place] = field(default_factory=dict)
    """Every card that was ever here, by name."""
    customer_here: bool = False
    paper: Printer = Printer.PRINTED
    """What the printer would report for the next slip."""
    plugged: bool = True
    reader_faulty: bool = False
    roll: list[Slip] = field(default_factory=list)
    """Every slip that came out, oldest first."""

    def arrive(self, *names: str) -> tuple[Event, ...]:
        """A customer comes, or comes back, holding cards.

        Raises:
            CounterError: no such card.
        """
        for name in names:
            self._known(name)
        self.customer_here = True
        for name in names or [card for card, place in self.cards.items() if place is Place.GONE]:
            if self.cards.get(name) is not Place.IN_READER:
                self.cards[name] = Place.WITH_CUSTOMER
        return ()

    def leave(self, *, forgetting: str = "") -> tuple[Event, ...]:
        """The customer goes, and every card with them but one that is forgotten.

        Raises:
            CounterError: nobody is here, or the forgotten card is not theirs.
        """
        if not self.customer_here:
            raise CounterError("nobody is at the counter; a customer must arrive first")
        if forgetting and self.cards.get(forgetting) not in (Place.WITH_CUSTOMER, Place.IN_READER):
            raise CounterError(f"{forgetting} is not here to be forgotten")
        events: tuple[Event, ...] = ()
        for name, place in self.cards.items():
            if name == forgetting:
                self.cards[name] = Place.IN_READER if place is Place.IN_READER else Place.FORGOTTEN
            elif place is not Place.FORGOTTEN:
                events += (CardRemoved(),) if place is Place.IN_READER else ()
                self.cards[name] = Place.GONE
        self.customer_here = False
        return events

    @property
    def in_reader(self) -> str:
        """The name of the chip card in the reader, empty where there is none."""
        return next((name for name, place in self.cards.items() if place is Place.IN_READER), "")

    @property
    def at_hand(self) -> tuple[str, ...]:
        """The cards that can be presented now."""
        return tuple(
            name for name, place in self.cards.items() if place in (Place.WITH_CUSTOMER, Place.FORGOTTEN)
        )

    def present(self, name: str, by: str = "") -> tuple[Event, ...]:
        """Swipe, insert or tap a card; by its own way where none is named.

        Raises:
            CounterError: the card is not here, cannot be read that way, or another is in the reader.
        """
        card = self._known(name)
        way = by or card.default_way
        if way not in card.technologies:
            raise CounterError(f"{name} cannot be read by {way}; it takes {', '.join(card.technologies)}")
        place = self.cards.get(name)
        if place is None or place is Place.GONE:
            raise CounterError(f"{name} is not at the counter; its customer must arrive first")
        if self.in_reader:
            raise CounterError(f"{self.in_reader} is in the reader; remove it first")
        if way == "insert":
            self.cards[name] = Place.IN_READER
        if self.reader_faulty:
            self.reader_faulty = False
            return (CardFailed(),)
        return (CardRead(read(card, way)),)

    def remove(self) -> tuple[Event, ...]:
        """Take the chip card out of the reader.

        Raises:
            CounterError: there is none.
        """
        name = self.in_reader
        if not name:
            raise CounterError("no card is in the reader")
        self.cards[name] = Place.WITH_CUSTOMER if self.customer_here else Place.FORGOTTEN
        return (CardRemoved(),)

    def unplug(self) -> tuple[Event, ...]:
        """Pull the plug of the line; pulled already, nothing happens."""
        was, self.plugged = self.plugged, False
        return (LineLost(),) if was else ()

    def plug(self) -> tuple[Event, ...]:
        """Plug the line in."""
        was, self.plugged = self.plugged, True
        return () if was else (LineConnected(),)

    def print_slip(self, slip: Slip) -> PrinterReported:
        """What the printer does with a slip; only a printed one is on the roll."""
        if self.paper is Printer.PRINTED:
            self.roll.append(slip)
        return PrinterReported(self.paper)

    @staticmethod
    def _known(name: str) -> TestCard:
        try:
            return card_named(name)
        except LookupError as error:
            raise CounterError(str(error)) from None


def read(card: TestCard, way: str) -> CardData:
    """What the reader reads of a card: a stripe has track 2, a chip its data objects too."""
    chip = way in ("insert", "tap")
    return CardData(
        entry=_WAYS[way],
        pan=Pan(card.pan),
        expiry=card.expiry,
        track2=Secret(card.track2),
        sequence=card.sequence if chip else "",
        chip=card.f55 if chip else b"",
    )
