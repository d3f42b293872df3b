"""The display of the terminal with the lamps above it."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from pos_emulator.firmware.peripherals import Lamp, Screen
from pos_emulator.texts.layout import COLUMNS, cells, centre, fit
from pos_emulator.tui.ink import BODY, DARK, GLASS, LAMP_OFF, LAMP_ON, LAMP_WARN, TITLE, half
from pos_emulator.tui.words import word

_LAMPS = (Lamp.DEFAULT_PASSWORD, Lamp.TRAINING, Lamp.LINE, Lamp.LOCK, Lamp.OWED)
_LAMP_ROW, _TITLE_ROW = 0, 2
_LEAST_HEIGHT = 10
"""Lamps and a glass with its rows two apart."""


def drawn_large(row: str) -> str:
    """A display row at twice its width: each of its 16 columns takes two."""
    return "".join(f" {char} " if cells(char) == 2 else f"{char} " for char in row)


class TerminalScreen(Widget):
    """Shows one firmware `Screen`; never decides what is on it."""

    shown: reactive[Screen] = reactive(Screen(), init=False, repaint=False)
    """The screen to show; assign to repaint the rows that differ."""
    lit: reactive[bool] = reactive(False)
    """Whether the power is on."""
    lang: reactive[str] = reactive("zh")
    """The language of the lamps' names."""

    def watch_shown(self, before: Screen, shown: Screen) -> None:
        """Repaint what is not as it was."""
        rows, old = _four(shown), _four(before)
        for place, number in self._places().items():
            if rows[number] != old[number]:
                self.refresh(Region(0, place, self.size.width, 1))
        if shown.lamps != before.lamps:
            self.refresh(Region(0, _LAMP_ROW, self.size.width, 1))

    def _places(self) -> dict[int, int]:
        """Where each row of the display is drawn; with room to spare the last three stand lower."""
        lower = 1 if self.size.height > _LEAST_HEIGHT + 1 else 0
        return {_TITLE_ROW: 0} | {_TITLE_ROW + lower + 2 * number: number for number in (1, 2, 3)}

    def render_line(self, y: int) -> Strip:
        """One row: the lamps, or of the glass."""
        if y == _LAMP_ROW:
            return self._lamps()
        strip = Strip([Segment(" ", BODY), self._glass(y, self.size.width - 2)])
        return strip.adjust_cell_length(self.size.width, BODY)

    def _glass(self, y: int, width: int) -> Segment:
        glass, title = (GLASS, TITLE) if self.lit else (DARK, DARK)
        number = self._places().get(y)
        if number is not None:
            row = drawn_large(_four(self.shown)[number]) if self.lit else ""
            return Segment(centre(fit(row, 2 * COLUMNS), width), glass if number else title)
        if y == _TITLE_ROW - 1:
            return Segment("▀" * width, half(BODY, title))
        if y == _TITLE_ROW + 1:
            return Segment("▀" * width, half(title, glass))
        if y == self.size.height - 1:
            return Segment("▀" * width, half(glass, BODY))
        return Segment(" " * width, glass)

    def _lamps(self) -> Strip:
        segments = [Segment(" ", BODY)]
        for lamp in _LAMPS:
            on = self.lit and lamp in self.shown.lamps
            style = LAMP_OFF if not on else LAMP_ON if lamp is Lamp.LINE else LAMP_WARN
            name = word(f"lamp.{lamp.value}", self.lang)
            segments += [Segment(f"{'●' if on else '○'}{name}", style), Segment(" ", BODY)]
        length = sum(segment.cell_length for segment in segments)
        spare = max(self.size.width - length, 0) // 2
        return Strip([Segment(" " * spare, BODY), *segments]).adjust_cell_length(self.size.width, BODY)


def _four(screen: Screen) -> tuple[str, ...]:
    return (*screen.rows, "", "", "", "")[:4]
