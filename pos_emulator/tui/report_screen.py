"""The end of a lesson: the marks, then journal, slip and ledger side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from pos_emulator.tui.lines import Bit, Line, LinesView, wrapped
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from pos_emulator.training.report import Report

_INKS = (("── ", "head"), ("  ✗", "bad"), ("  -", "bad"), ("  ✓", "good"))
"""By how a line begins."""
_INDENT = 5


class ReportText(LinesView):
    """The report of a lesson, as wide as there is room."""

    def __init__(self, report: Report) -> None:
        super().__init__(id="report-text")
        self.set_reactive(LinesView.lang, report.lang)
        self._report = report

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        verdict = "good" if self._report.passed else "bad"
        inks = {0: "chosen", 1: verdict}
        return [
            row
            for place, text in enumerate(self._report.lines(width))
            for row in wrapped(text, width, inks.get(place) or _ink(text), indent=_INDENT)
        ]


class ReportBar(LinesView, can_focus=False):
    """What may be pressed below a report."""

    ground = "bar"

    def __init__(self, lang: str) -> None:
        super().__init__(id="report-bar")
        self.set_reactive(LinesView.lang, lang)

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        ends = Bit(word("report.ends", self.lang), "button", "screen.dismiss")
        return [Line((Bit(" ", "bar"), ends, Bit(f"  {word('report.keys', self.lang)}", "bar-dim")))]


class ReportScreen(ModalScreen[None]):
    """Lies over the window until Enter or Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, show=False, priority=True)
        for key, action in (
            ("up", "scroll('up')"),
            ("down", "scroll('down')"),
            ("pageup", "scroll('page_up')"),
            ("pagedown", "scroll('page_down')"),
            ("home", "scroll('home')"),
            ("end", "scroll('end')"),
            ("enter", "dismiss"),
            ("escape", "dismiss"),
            ("q", "dismiss"),
        )
    ]

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report

    def compose(self) -> ComposeResult:
        text = ReportText(self._report)
        text.border_title = "POS-EMULATOR"
        yield text
        yield ReportBar(self._report.lang)

    def action_scroll(self, way: str) -> None:
        """Look up or down."""
        getattr(self.query_one(ReportText), f"scroll_{way}")(animate=False)


def _ink(text: str) -> str:
    return next((ink for start, ink in _INKS if text.startswith(start)), "plain")
