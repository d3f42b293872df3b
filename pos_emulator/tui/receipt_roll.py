"""The paper that came out of the printer, newest at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from pos_emulator.firmware.peripherals import Slip
from pos_emulator.texts.layout import centre, fit
from pos_emulator.tui.lines import Bit, EntryList, Line, line
from pos_emulator.tui.words import word

COLUMNS = 32
_EDGE = 1
PAPER = COLUMNS + 2 * _EDGE
"""Columns of the paper with its margins."""

_SHOWN = 200
"""Slips kept in sight; older ones are in the journal."""


class ReceiptRoll(EntryList):
    """Shows slips as they were torn off; the one in focus has a mark at its edge, and each new one takes it."""

    slips: reactive[tuple[Slip, ...]] = reactive((), init=False)
    """The slips to show, oldest first."""

    def watch_slips(self, before: tuple[Slip, ...], slips: tuple[Slip, ...]) -> None:
        self.came(follow=len(slips) > len(before))

    def entry_count(self) -> int:
        """See `EntryList`."""
        return len(self.slips)

    def slip_in_focus(self) -> Slip | None:
        """The slip to save or copy."""
        return self.slips[self.selected] if 0 <= self.selected < len(self.slips) else None

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        if not self.slips:
            return [line(), line(centre(word("paper.none", self.lang), width).rstrip(), "dim")]
        left = " " * max((width - PAPER) // 2, 0)
        rows: list[Line] = []
        first = max(len(self.slips) - _SHOWN, 0)
        for number, slip in enumerate(self.slips[first:], first):
            mark = "▐" if number == self.selected else " "
            rows.append(Line((Bit(left), Bit("╌" * PAPER, "paper-dim")), number))
            for text in slip.lines:
                shown = fit(text, COLUMNS)
                rows.append(
                    Line((Bit(left), Bit(mark, "paper-mark"), Bit(shown, "paper"), Bit(" ", "paper")), number)
                )
            rows.append(Line((Bit(left), Bit(" " * PAPER, "paper")), number))
        rows.append(Line((Bit(left), Bit("╌" * PAPER, "paper-dim"))))
        return rows


def slip_text(slip: Slip) -> str:
    """A slip as a text file."""
    return "\n".join(text.rstrip() for text in slip.lines) + "\n"
