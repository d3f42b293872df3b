"""The counter: the customer's cards, the reader, paper, plug and power, and a button for every act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.reactive import reactive

from pos_emulator.firmware.peripherals import Printer
from pos_emulator.texts.layout import fit
from pos_emulator.tui.lines import Bit, Line, LinesView, line
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from pos_emulator.counter.counter import Counter, Place

ACTS = (
    ("swipe", "insert", "tap", "remove"),
    ("choose", "go", "forget", "back"),
    ("line", "paper", "jam", "power", "day"),
)
_LOW = 14
"""Rows below which the cards stand two abreast, where that is wide enough."""
_CARD_WIDTH = 26
_INKS = {"in the reader": "good", "forgotten on the counter": "warn", "gone with the customer": "dim"}
"""By where a card is."""


@dataclass(frozen=True, slots=True)
class CounterView:
    """What the panel shows of a counter: values, so that a change can be seen."""

    cards: Mapping[str, Place] = field(default_factory=dict)
    customer_here: bool = False
    in_reader: str = ""
    paper: Printer = Printer.PRINTED
    plugged: bool = True
    reader_faulty: bool = False
    powered: bool = False
    chosen: str = ""

    @classmethod
    def of(cls, counter: Counter, *, powered: bool, chosen: str) -> CounterView:
        """How the counter is now."""
        return cls(
            dict(counter.cards),
            counter.customer_here,
            counter.in_reader,
            counter.paper,
            counter.plugged,
            counter.reader_faulty,
            powered,
            chosen,
        )


class CounterPanel(LinesView):
    """Shows a `CounterView`; its buttons run the acts of the app that their keys run."""

    view: reactive[CounterView] = reactive(CounterView(), init=False)
    """The counter to show."""
    wanted: reactive[str] = reactive("", init=False)
    """The act that is to be done next, where somebody says so."""

    def watch_view(self) -> None:
        self.rebuild()

    def watch_wanted(self) -> None:
        self.rebuild()

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        buttons = self._buttons()
        if self.size.height >= _LOW or width < 2 * _CARD_WIDTH + 1:
            return [self._customer(), *self._cards(), line(), *self._state(), line(), *buttons]
        customer, (reader, around) = self._customer(), self._state()
        first = Line((*customer.bits, Bit("   "), *reader.bits))
        return [first, *self._cards_abreast(), around, *buttons]

    def _customer(self) -> Line:
        here = self.view.customer_here
        return line(self._word("counter.here" if here else "counter.away"), "head" if here else "warn")

    def _cards(self) -> list[Line]:
        rows = []
        for name, place in self.view.cards.items():
            ink = _INKS.get(place.value, "dim")
            rows.append(Line((*self._card(name).bits, Bit(f" {self._word(f'place.{place.value}')}", ink))))
        return rows

    def _cards_abreast(self) -> list[Line]:
        cards = [self._card(name) for name in self.view.cards]
        half = (len(cards) + 1) // 2
        pairs = zip_longest(cards[:half], cards[half:], fillvalue=Line())
        return [Line((*left.bits, Bit(" "), *right.bits)) for left, right in pairs]

    def _card(self, name: str) -> Line:
        """The card's name, the end of its number, and the keys that present it."""
        from pos_emulator.cards import load_cards

        card, place = load_cards()[name], self.view.cards[name]
        chosen = name == self.view.chosen
        ways = "".join(way[0] if way in card.technologies else "·" for way in ("swipe", "insert", "tap"))
        ink = "chosen" if chosen else "plain"
        ink = _INKS.get(place.value, ink)
        label = f"{'▸' if chosen else ' '}{fit(name, 17)}{card.pan[-4:]} {ways}"
        return Line((Bit(fit(label, _CARD_WIDTH), ink, f"app.choose('{name}')"),))

    def _state(self) -> list[Line]:
        view = self.view
        paper_ink = "good" if view.paper is Printer.PRINTED else "bad"
        return [
            Line(
                (
                    Bit(f"{self._word('counter.reader')} ", "dim"),
                    Bit(view.in_reader or self._word("counter.empty"), "good" if view.in_reader else "plain"),
                    Bit(f"  {self._word('counter.faulty')}" if view.reader_faulty else "", "bad"),
                )
            ),
            Line(
                (
                    Bit(f"{self._word('counter.paper')} ", "dim"),
                    Bit(self._word(f"paper.{view.paper.value}"), paper_ink),
                    Bit(f"  {self._word('counter.line')} ", "dim"),
                    Bit(
                        self._word("plugged" if view.plugged else "unplugged"),
                        "good" if view.plugged else "bad",
                    ),
                    Bit(f"  {self._word('counter.power')} ", "dim"),
                    Bit(self._word("on" if view.powered else "off"), "good" if view.powered else "bad"),
                )
            ),
        ]

    def _buttons(self) -> list[Line]:
        return [
            Line(
                tuple(
                    bit
                    for act in group
                    for bit in (Bit(self._word(f"act.{act}"), self._ink(act), f"app.act('{act}')"), Bit(" "))
                )
            )
            for group in ACTS
        ]

    def _ink(self, act: str) -> str:
        return "todo" if act == self.wanted else "button"

    def _word(self, key: str) -> str:
        return word(key, self.lang)
