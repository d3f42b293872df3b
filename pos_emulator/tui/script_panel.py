"""The script that is played: its lines, the present one marked, and what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.reactive import reactive

from pos_emulator.texts.layout import fit
from pos_emulator.tui.lines import Bit, Line, LinesView, line, wrapped
from pos_emulator.tui.words import word

_MARGIN = 5
"""Columns for the number of a line."""
_ABOVE = 4
"""Lines above the present one that stay in sight."""


@dataclass(frozen=True, slots=True)
class ScriptView:
    """What the panel shows.

    Attributes:
        title: The scenario's, with its place among all.
        source: The lines of the file that is played now.
        current: The number of the line that is performed now, from 1; 0 before the first.
        text: That line with its values filled in.
        outcome: How the scenario ended, empty while it runs.
        well: Whether that is as it should be.
        failure: What went wrong, in lines.
    """

    title: str = ""
    source: tuple[str, ...] = ()
    current: int = 0
    text: str = ""
    outcome: str = ""
    well: bool = True
    failure: tuple[str, ...] = ()


class ScriptPanel(LinesView):
    """Shows a `ScriptView`; the present line stays in sight, and a failure stands above all."""

    view: reactive[ScriptView] = reactive(ScriptView(), init=False)
    """What to show."""

    def watch_view(self) -> None:
        self._entitle()
        self.rebuild()

    def watch_lang(self) -> None:
        self._entitle()
        self.rebuild()

    def rebuild(self) -> None:
        """See `LinesView`; follows the present line."""
        super().rebuild()
        current = self.view.current
        places = [place for place, each in enumerate(self._lines) if each.entry == current > 0]
        place = places[0] - _ABOVE if places and not self.view.failure else 0
        self.scroll_to(y=max(place, 0), animate=False)

    def _entitle(self) -> None:
        self.border_title = f"{word('panel.script', self.lang)} · {self.view.title}".rstrip(" ·")

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        view = self.view
        rows: list[Line] = []
        if view.outcome:
            rows += [*wrapped(view.outcome, width, "good" if view.well else "bad"), line()]
        for failed in view.failure:
            rows += wrapped(failed, width, indent=4)
        if view.failure:
            rows.append(line())
        for number, text in enumerate(view.source, start=1):
            rows += self._current(width) if number == view.current else [self._other(number, text)]
        return rows

    def _other(self, number: int, text: str) -> Line:
        ink = "dim" if number < self.view.current or text.lstrip().startswith("#") else "plain"
        return Line((Bit(f"{number:4} ", "dim"), Bit(text, ink)), entry=number)

    def _current(self, width: int) -> Sequence[Line]:
        view = self.view
        ink = "now" if view.well else "failed"
        text = view.text or view.source[view.current - 1]
        return [
            Line(
                (Bit(f"{view.current:3} ▶" if not place else " " * _MARGIN, ink), _filled(row, width, ink)),
                entry=view.current,
            )
            for place, row in enumerate(wrapped(text, width - _MARGIN, indent=4))
        ]


def _filled(row: Line, width: int, ink: str) -> Bit:
    return Bit(fit("".join(bit.text for bit in row.bits), width - _MARGIN), ink)
