"""Everything that crossed the line, both ways, with the rule behind each refusal in the flow."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pos_emulator.tui.lines import EntryList, Line, wrapped
from pos_emulator.tui.why_panel import Reason
from pos_emulator.tui.wire_entries import details, head
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from pos_emulator.tui.wire_entries import Entry

_KEPT = 400
"""Entries kept in sight."""


class WireLog(EntryList):
    """Shows entries in the order they came; the one in focus is taken apart element by element."""

    shows_heads = True

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._entries: deque[Entry] = deque(maxlen=_KEPT)

    def add(self, entry: Entry) -> None:
        """One more; control bytes do not take the focus from a message."""
        follow = self.selected >= self.newest_entry()
        if len(self._entries) == _KEPT and self.selected > 0:
            self.set_reactive(EntryList.selected, self.selected - 1)
        self._entries.append(entry)
        self.came(follow=follow)

    def clear(self) -> None:
        """Nothing has crossed yet."""
        self._entries.clear()
        self.set_reactive(EntryList.selected, -1)
        self.rebuild()

    def newest_entry(self) -> int:
        """The last message: what is said about it stands below."""
        for number in range(len(self._entries) - 1, -1, -1):
            entry = self._entries[number]
            if not isinstance(entry, Reason) and entry.what == "frame":
                return number
        return -1

    def entry_count(self) -> int:
        """See `EntryList`."""
        return len(self._entries)

    def entry_in_focus(self) -> Entry | None:
        """The entry to save or copy."""
        return self._entries[self.selected] if 0 <= self.selected < len(self._entries) else None

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        if not self._entries:
            return list(wrapped(word("wire.none", self.lang), width, "dim"))
        rows: list[Line] = []
        for number, entry in enumerate(self._entries):
            chosen = number == self.selected
            rows += head(entry, number, width=width, lang=self.lang, chosen=chosen)
            if chosen:
                rows += details(entry, number, width=width, lang=self.lang)
        return rows
