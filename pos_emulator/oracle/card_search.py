"""Card numbers in clear: where they are looked for, whichever comes first, the number or the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy

from pos_emulator.firmware.peripherals import Screen, Slip

SCREENS, SLIPS = "a screen", "a slip"


class CardSearch:
    """Looks for each card number once in each text.

    Screens, slips and records are read once; their texts are kept, for a card may be known only later.
    """

    def __init__(self) -> None:
        self._texts: list[tuple[str, str]] = []
        """Place and text, line by line."""
        self._searched = 0
        self._cards: frozenset[str] = frozenset()
        self._found: set[str] = set()
        self._screens = 0
        self._slips = 0
        self._records: dict[int, object] = {}
        """By identity: records do not change, and those that are held here keep theirs."""

    def copy(self) -> CardSearch:
        """Another search that has read as much, and goes on by itself."""
        other = copy(self)
        other._texts, other._found, other._records = [*self._texts], {*self._found}, {**self._records}
        return other

    def read_screens(self, screens: Sequence[tuple[int, Screen]]) -> None:
        """Go on where the last reading stopped."""
        lines: list[str] = []
        for _, screen in screens[self._screens :]:
            lines += screen.rows
            lines += map(str, screen.fields.values())
        self._screens = len(screens)
        self._take(SCREENS, lines)

    def read_slips(self, slips: Sequence[tuple[int, Slip]]) -> None:
        """Go on where the last reading stopped."""
        self._take(SLIPS, [line for _, slip in slips[self._slips :] for line in slip.lines])
        self._slips = len(slips)

    def read_records(self, place: str, records: Iterable[object]) -> None:
        """Read those that were not read before."""
        unread = [record for record in records if id(record) not in self._records]
        self._records |= {id(record): record for record in unread}
        self._take(place, [repr(record) for record in unread])

    def places(self, cards: Iterable[str]) -> tuple[str, ...]:
        """Where a card number stands in clear, in what was read so far; in order."""
        known, self._cards = self._cards, self._cards.union(cards)
        self._search(self._texts[self._searched :], known)
        self._search(self._texts, self._cards - known)
        self._searched = len(self._texts)
        return tuple(sorted(self._found))

    def _take(self, place: str, lines: list[str]) -> None:
        if lines:
            self._texts.append((place, "\n".join(lines)))

    def _search(self, texts: Iterable[tuple[str, str]], cards: Iterable[str]) -> None:
        for card in cards:
            self._found.update(place for place, text in texts if card in text)
