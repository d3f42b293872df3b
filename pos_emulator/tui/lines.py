"""Rows of styled text that scroll: what every panel is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pos_emulator.texts.layout import cells, cut
from pos_emulator.tui.ink import LINES

_ENDING = frozenset("，。；：、！？”’）》】」』…")
"""Marks that stand behind what they end, never at the beginning of a row."""
_BEGINNING = frozenset('“‘（《【「『(["')
"""Marks that stand before what they begin, never at the end of a row."""
_TEXT_WIDTH = 100
"""Columns of a panel that is saved or copied."""


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a line in one ink (a name of `ink.LINES`); with an action it is a button."""

    text: str
    ink: str = "plain"
    action: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `entry` is the number of the thing it belongs to, -1 for none."""

    bits: tuple[Bit, ...] = ()
    entry: int = -1
    indent: int = 0


def line(text: str = "", ink: str = "plain", *, entry: int = -1) -> Line:
    """A row in one ink."""
    return Line((Bit(text, ink),), entry)


def wrapped(text: str, width: int, ink: str = "plain", *, indent: int = 0, entry: int = -1) -> Iterable[Line]:
    """`text` over as many rows as it takes, all but the first indented; nothing is lost.

    Chinese text is broken anywhere but before a mark that ends something, words and numbers between them.
    """
    margin = ""
    while True:
        room = max(width - len(margin), 8)
        head = text if cells(text) <= room else text[: _break(text, len(cut(text, room)))]
        yield Line((Bit(margin + head.rstrip(" ") if head != text else margin + head, ink),), entry)
        text = text[len(head) :].lstrip(" ")
        if not text:
            return
        margin = " " * indent


def _break(text: str, most: int) -> int:
    """How many characters stand in a row that has room for `most` of them."""
    place = most
    while place and not _between(text, place):
        place -= 1
    return place if text[:place].strip() else most


def _between(text: str, place: int) -> bool:
    """Whether a row may end before this place: in no word, and no mark torn from what it belongs to."""
    before, after = text[place - 1 : place], text[place]
    if after in _ENDING or (before in _BEGINNING and after != " "):
        return False
    return " " in (before, after) or cells(before) == 2 or cells(after) == 2


class LinesView(ScrollView, can_focus=True):
    """A bordered panel of lines; only what is in sight is drawn. A panel says what its `lines` are."""

    lang: reactive[str] = reactive("zh", init=False)
    """The language of its labels."""
    selected: reactive[int] = reactive(-1, init=False)
    """The entry in focus, -1 for none."""

    ground = "plain"
    """The ink of what no line covers."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._strips: dict[int, Strip] = {}
        self._hover: tuple[int, int] = (-1, -1)
        self._laid_out = 0
        self._room = Size()

    def lines(self, width: int) -> Sequence[Line]:
        """The rows to show in `width` columns."""
        raise AssertionError(self.id)

    def as_text(self) -> str:
        """All rows as a text file, wider than a window would wrap them."""
        rows = ("".join(bit.text for bit in row.bits) for row in self.lines(_TEXT_WIDTH))
        return "".join(f"{row.rstrip()}\n" for row in rows)

    def rebuild(self) -> None:
        """Lay everything out again; out of sight nothing is done until it is seen."""
        width = self.scrollable_content_region.width
        if not width or not self.display:
            self._laid_out = 0
            return
        self._lines = self.lines(width)
        self._strips.clear()
        self._laid_out = width
        self._room = self.size
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def on_resize(self) -> None:
        if self.scrollable_content_region.width != self._laid_out or self.size != self._room:
            self.rebuild()

    def on_show(self) -> None:
        self.rebuild()

    def watch_lang(self) -> None:
        self.rebuild()

    def watch_selected(self) -> None:
        self.rebuild()
        rows = [place for place, each in enumerate(self._lines) if each.entry == self.selected >= 0]
        if rows:
            region = Region(0, rows[0], self._laid_out, len(rows))
            self.scroll_to_region(region, animate=False, top=len(rows) > self.size.height)

    def render_line(self, y: int) -> Strip:
        """One row of what is in sight."""
        place = y + self.scroll_offset.y
        strip = self._strips.get(place)
        if strip is None:
            strip = self._strips[place] = self._strip(place)
        return strip

    def _strip(self, place: int) -> Strip:
        width = self.scrollable_content_region.width
        bits = self._lines[place].bits if place < len(self._lines) else ()
        segments = [
            Segment(bit.text, LINES["hover" if bit.action and self._hover == (place, number) else bit.ink])
            for number, bit in enumerate(bits)
        ]
        return Strip(segments).adjust_cell_length(width, LINES[self.ground])

    def _at(self, event: events.MouseEvent) -> tuple[int, int]:
        """Row and bit under the mouse, -1 where there is none."""
        offset = event.get_content_offset(self)
        if offset is None:
            return (-1, -1)
        place = offset.y + self.scroll_offset.y
        if place >= len(self._lines):
            return (-1, -1)
        column = 0
        for number, bit in enumerate(self._lines[place].bits):
            column += cells(bit.text)
            if offset.x < column:
                return (place, number)
        return (place, -1)

    async def on_click(self, event: events.Click) -> None:
        place, number = self._at(event)
        if place < 0:
            return
        bit = self._lines[place].bits[number] if number >= 0 else None
        if bit is not None and bit.action:
            await self.app.run_action(bit.action)
        elif self._lines[place].entry >= 0:
            self.selected = self._lines[place].entry

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._hover_over(self._at(event))

    def on_leave(self) -> None:
        self._hover_over((-1, -1))

    def _hover_over(self, at: tuple[int, int]) -> None:
        if at == self._hover:
            return
        for place, _ in (self._hover, at):
            if self._strips.pop(place, None) is not None:
                self.refresh_line(place - self.scroll_offset.y)
        self._hover = at


class EntryList(LinesView):
    """Lines that belong to entries: PageUp and PageDown go from one to the next, the newest is last."""

    shows_heads = False
    """Whether of a newest entry that is too long the beginning is in sight, not the end."""

    def entry_count(self) -> int:
        """How many entries there are."""
        raise AssertionError(self.id)

    def newest_entry(self) -> int:
        """The entry that comes into focus by itself."""
        return self.entry_count() - 1

    def came(self, *, follow: bool) -> None:
        """Something came; the newest entry gets the focus unless a person looks at another."""
        if follow:
            self.set_reactive(LinesView.selected, self.newest_entry())
        self.rebuild()

    def rebuild(self) -> None:
        """See `LinesView`; the newest entry stays in sight while it has the focus."""
        super().rebuild()
        if not self._laid_out:
            return
        self._settle()
        # What was just shown has its room only after the next layout.
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        if self.selected < self.newest_entry():
            return
        heads = [place for place, each in enumerate(self._lines) if each.entry == self.selected >= 0]
        end = max(len(self._lines) - self.scrollable_content_region.height, 0)
        self.scroll_to(y=min(heads[0], end) if heads and self.shows_heads else end, animate=False)

    def action_page_up(self) -> None:
        """The entry before."""
        self.selected = max(min(self.selected, self.entry_count()) - 1, 0)

    def action_page_down(self) -> None:
        """The entry after."""
        self.selected = min(self.selected + 1, self.entry_count() - 1)

    def action_scroll_home(self) -> None:
        """The oldest entry."""
        self.selected = min(0, self.entry_count() - 1)

    def action_scroll_end(self) -> None:
        """The newest entry."""
        self.selected = self.entry_count() - 1
