"""The terminal and the panels around it, arranged as the window has room."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import reactive

from pos_emulator.tui.counter_panel import CounterPanel
from pos_emulator.tui.keypad import Keypad
from pos_emulator.tui.layout import GUIDE, Shape, covering_panels, shape_of, shown_panels
from pos_emulator.tui.ledger_panel import JournalPanel, LedgerPanel
from pos_emulator.tui.lines import LinesView
from pos_emulator.tui.receipt_roll import ReceiptRoll, slip_text
from pos_emulator.tui.terminal_screen import TerminalScreen
from pos_emulator.tui.why_panel import WhyPanel
from pos_emulator.tui.wire_log import WireLog
from pos_emulator.tui.words import word

_WIDE_ORDER = ("paper", "wire", "ledger", "journal", "counter", "why")
_WIDE_GUIDED = (GUIDE, "wire", "ledger", "journal", "counter", "paper", "why")
"""Where everything has room the counter stands below the terminal, and a guide beside it."""

_BOOKS = frozenset({"ledger", "journal", "why"})
"""Panels without entries: each is saved as a whole."""


class Desk(Container):
    """Holds the widgets and decides where they stand, nothing else.

    Args:
        guide: A panel that is in front at first, and has a place of its own where there is room.
    """

    lang: reactive[str] = reactive("zh", init=False)
    """The language of all labels."""
    front: reactive[str] = reactive("counter", init=False)
    """The panel in front where not all have room; its `id`."""
    covering: reactive[bool] = reactive(False, init=False)
    """Whether that panel takes the whole window."""
    shape: reactive[Shape] = reactive(Shape.TINY, init=False)
    """How much there is room for."""

    def __init__(self, *, id: str, guide: LinesView | None = None) -> None:
        super().__init__(id=id)
        self.terminal_screen = TerminalScreen(id="screen")
        self.keypad = Keypad(id="keypad")
        self.device = Container(self.terminal_screen, self.keypad, id="device")
        self.paper = ReceiptRoll(id="paper")
        self.wire = WireLog(id="wire")
        self.counter = CounterPanel(id="counter")
        self.ledger = LedgerPanel(id="ledger")
        self.journal = JournalPanel(id="journal")
        self.why = WhyPanel(id="why")
        self.panels: Mapping[str, LinesView] = MappingProxyType(
            {"counter": self.counter}
            | ({} if guide is None else {GUIDE: guide})
            | {
                "wire": self.wire,
                "ledger": self.ledger,
                "journal": self.journal,
                "why": self.why,
                "paper": self.paper,
            }
        )
        """By name."""
        self._guided = guide is not None
        self._names = tuple(self.panels)
        self._order = self._names
        if guide is not None:
            self.set_reactive(Desk.front, GUIDE)

    def compose(self) -> ComposeResult:
        yield self.device
        yield from self.panels.values()

    def on_mount(self) -> None:
        self.watch_lang(self.lang)
        self.fit_window(self.app.size.width, self.app.size.height)
        self._focus()

    def fit_window(self, width: int, height: int) -> None:
        """Arrange everything for a window of so many columns and rows."""
        self.shape = shape_of(width, height)
        self._arrange()

    def bring(self, name: str) -> None:
        """Bring a panel to the front; in front already, let it cover the window, or uncover it again."""
        was = self.front
        self.front = name
        if self.shape is Shape.SMALL:
            self.covering = not (self.covering and was == name)
        else:
            self.covering = was == name and not self.covering and self.panels[name].has_focus
        self._focus()

    def bring_next(self, step: int) -> None:
        """Bring the panel after or before the one in front."""
        counter_stands = self.shape is not Shape.SMALL or self.covering
        panels = tuple(name for name in self._names if not (counter_stands and name == "counter"))
        place = panels.index(self.front) if self.front in panels else -1 if step > 0 else 0
        self.front = panels[(place + step) % len(panels)]
        self._focus()

    def text_in_focus(self) -> tuple[str, str] | None:
        """Name and text of the panel in front: of its frame in focus, of all a book says, else of a slip."""
        from pos_emulator.tui.wire_entries import entry_text

        if self.front == "wire":
            entry = self.wire.entry_in_focus()
            return None if entry is None else ("frame", entry_text(entry, self.lang))
        if self.front in _BOOKS:
            return self.front, self.panels[self.front].as_text()
        slip = self.paper.slip_in_focus()
        return None if slip is None else (f"slip-{slip.voucher or slip.copy}", slip_text(slip))

    @property
    def hides_display(self) -> bool:
        """Whether the display cannot be seen."""
        return self.covering or self.shape is Shape.TINY

    def watch_front(self) -> None:
        self._arrange()

    def watch_covering(self) -> None:
        self._arrange()

    def watch_lang(self, lang: str) -> None:
        """Every label in that language."""
        for name, panel in self.panels.items():
            panel.lang = lang
            if name != GUIDE:
                panel.border_title = word(f"panel.{name}", lang)
        self.terminal_screen.lang = lang
        self.keypad.lang = lang

    def _arrange(self) -> None:
        if self.shape is Shape.MEDIUM and self.front == "counter":
            self.set_reactive(Desk.front, GUIDE if self._guided else "paper")
        covers = self.covering and self.shape is not Shape.TINY
        shown = (
            covering_panels(self.front)
            if covers
            else shown_panels(self.shape, self.front, guided=self._guided)
        )
        for shape in Shape:
            self.set_class(shape is self.shape and not covers, shape.value)
        self.set_class(covers, "covered")
        self.set_class(covers and len(shown) > 1, "both")
        self.set_class(self._guided, "guided")
        self.device.display = not self.hides_display
        for name, panel in self.panels.items():
            panel.display = name in shown
        # In the grid, places go by order.
        wide = _WIDE_GUIDED if self._guided else _WIDE_ORDER
        order = wide if self.shape is Shape.WIDE else self._names
        if self._order != order:
            self._order = order
            self.sort_children(key=lambda child: order.index(child.id) if child.id in order else -1)

    def _focus(self) -> None:
        self.panels[self.front].focus(scroll_visible=False)
