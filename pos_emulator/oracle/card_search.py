"""Card numbers in clear: where they are looked for, whichever comes first, the number or the text.

A number is in clear too where blanks or hyphens stand in it, or where it runs on in the next line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy

from pos_emulator.firmware.peripherals import Screen, Slip

SCREENS, SLIPS = "a screen", "a slip"

BLANKS, WIDE_BLANK = b" -\n\t", "\u3000".encode()
"""What hides no number that it stands in."""


class CardSearch:
    """Looks for each card number once in each text.

    Screens, slips and records are read once; their texts are kept, for a card may be known only later.
    """

    def __init__(self) -> None:
        self._texts: list[tuple[str, bytes]] = []
        """Place and text without blanks and hyphens."""
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
        new = [screen for _, screen in screens[self._screens :]]
        texts = ["".join(screen.rows) for screen in new]
        texts += [str(value) for screen in new if screen.fields for value in screen.fields.values()]
        self._screens = len(screens)
        self._take(SCREENS, texts)

    def read_slips(self, slips: Sequence[tuple[int, Slip]]) -> None:
        """Go on where the last reading stopped."""
        self._take(SLIPS, ["".join(slip.lines) for _, slip in slips[self._slips :]])
        self._slips = len(slips)

    def read_records(self, place: str, records: Iterable[object]) -> None:
        """Read those that were not read before."""
        known = self._records
        unread = []
        for record in records:
            if id(record) not in known:
                known[id(record)] = record
                unread.append(record)
        self._take(place, map(repr, unread))

    def places(self, cards: Iterable[str]) -> tuple[str, ...]:
        """Where a card number stands in clear, in what was read so far; in order."""
        known, self._cards = self._cards, self._cards.union(cards)
        self._search(self._texts[self._searched :], known)
        self._search(self._texts, self._cards - known)
        self._searched = len(self._texts)
        return tuple(sorted(self._found))

    def _take(self, place: str, texts: Iterable[str]) -> None:
        # Octets lose their blanks many times as fast as characters do.
        text = "|".join(texts).encode(errors="replace").translate(None, BLANKS).replace(WIDE_BLANK, b"")
        if text:
            self._texts.append((place, text))

    def _search(self, texts: Iterable[tuple[str, bytes]], cards: Iterable[str]) -> None:
        for card in cards:
            number = card.encode()
            self._found.update(place for place, text in texts if number in text)
