"""The two bottom rows: what to press next with what was just done, and the function keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from pos_emulator.texts.layout import cells
from pos_emulator.tui.lines import Bit, Line, LinesView
from pos_emulator.tui.words import word

BUTTONS = (
    ("help", "app.help"),
    ("next", "app.panel_after(1)"),
    ("wire", "app.panel('wire')"),
    ("ledger", "app.panel('ledger')"),
    ("journal", "app.panel('journal')"),
    ("why", "app.panel('why')"),
    ("paper", "app.panel('paper')"),
    ("language", "app.language"),
    ("quit", "app.quit"),
    ("save", "app.save"),
    ("record", "app.record"),
    ("copy", "app.copy"),
)
"""In the order in which they may be left out from the end where there is no room."""


class StatusLine(LinesView, can_focus=False):
    """Shows a hint and what was said last above buttons for the function keys.

    Args:
        buttons: What they are called in the table of words as ``bar.NAME``, and what they run.
    """

    ground = "bar"

    hint: reactive[str] = reactive("", init=False)
    """What to press next."""
    always: reactive[str] = reactive("", init=False)
    """What can be pressed at any time."""
    said: reactive[tuple[str, str]] = reactive(("", "hint"), init=False)
    """What was just done and its ink; stands beside the hint, or below where both have no room in a row."""

    recording: reactive[bool] = reactive(False, init=False)
    """Whether what is done is written down."""

    def __init__(self, *, id: str, buttons: Sequence[tuple[str, str]] = BUTTONS) -> None:
        super().__init__(id=id)
        self._buttons = buttons

    def watch_hint(self) -> None:
        self.rebuild()

    def watch_always(self) -> None:
        self.rebuild()

    def watch_said(self) -> None:
        self.rebuild()

    def watch_recording(self) -> None:
        self.rebuild()

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        said, ink = self.said
        lamp = [Bit(" ● REC ^R", "bar-bad", "app.record")] if self.recording else []
        above = [*lamp, Bit(" ▶ ", "bar-hint"), Bit(f"{self.hint} ", "bar-hint")]
        below: list[Bit] = []
        if said:
            # What to press never gives way to what was done: the function keys do, where it is narrow.
            beside = _used(above) + cells(said) + 3 <= width
            (above if beside else below).extend((Bit(" ", "bar"), Bit(f"{said} ", f"bar-{ink}")))
        spare = width - _used(above) - cells(self.always) - 1
        if spare > 0:
            above += [Bit(" " * spare, "bar"), Bit(f"{self.always} ", "bar-dim")]
        for name, action in self._buttons:
            label = word(f"bar.{name}", self.lang)
            if _used(below) + cells(label) + 1 > width:
                break
            below += [Bit(label, "button", action), Bit(" ", "bar")]
        return [Line(tuple(above)), Line(tuple(below))]


def _used(bits: Sequence[Bit]) -> int:
    return sum(cells(bit.text) for bit in bits)
