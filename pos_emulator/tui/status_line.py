"""The two bottom rows: the function keys, and what to press next or what was just done."""

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
    ("copy", "app.copy"),
)
"""In the order in which they may be left out from the end where there is no room."""


class StatusLine(LinesView, can_focus=False):
    """Shows a hint, or what was said last, above buttons for the function keys."""

    ground = "bar"

    hint: reactive[str] = reactive("", init=False)
    """What to press next."""
    always: reactive[str] = reactive("", init=False)
    """What can be pressed at any time."""
    said: reactive[tuple[str, str]] = reactive(("", "hint"), init=False)
    """What was just done and its ink; stands before the hint while it is not empty."""

    def watch_hint(self) -> None:
        self.rebuild()

    def watch_always(self) -> None:
        self.rebuild()

    def watch_said(self) -> None:
        self.rebuild()

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        said, ink = self.said
        bits = [Bit(" ▶ ", "bar-hint")]
        if said:
            bits += [Bit(said, f"bar-{ink}"), Bit("  ", "bar")]
        for text, each in ((self.hint, "bar-hint"), (self.always, "bar-dim")):
            spare = width - sum(cells(bit.text) for bit in bits) - cells(text) - 1
            if spare >= 0 or (text == self.hint and not said):
                gap = " " * max(spare, 0) if text == self.always else ""
                bits.append(Bit(f"{gap}{text} ", each))
        first = Line(tuple(bits))
        buttons: list[Bit] = []
        used = 0
        for name, action in BUTTONS:
            label = word(f"bar.{name}", self.lang)
            used += cells(label) + 1
            if used <= width:
                buttons += [Bit(label, "button", action), Bit(" ", "bar")]
        return [first, Line(tuple(buttons))]
