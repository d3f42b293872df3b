"""The keypad, in the places and colours of a real one."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from pos_emulator.firmware.peripherals import Key, Screen
from pos_emulator.texts.layout import centre
from pos_emulator.tui.ink import BODY, KEY_EDGES, KEYS
from pos_emulator.tui.words import word

_FLASH_SECONDS = 0.12
_HELD_SECONDS = 0.6
_DIGIT_WIDTH, _SIDE_WIDTH, _GAP = 8, 11, 1
_ROWS = 4
_SMALL = Style(bold=False)
WIDTH = 3 * (_DIGIT_WIDTH + _GAP) + _SIDE_WIDTH


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key is, how wide, what is printed on it and what colour it has."""

    key: Key
    row: int
    column: int
    width: int
    colour: str
    below: str = ""
    """The second line of its legend: letters, or the key of the keyboard that stands for it."""


def _digit(digit: str, row: int, place: int, letters: str) -> Place:
    return Place(Key(digit), row, place * (_DIGIT_WIDTH + _GAP), _DIGIT_WIDTH, "digit", letters)


_SIDE = 3 * (_DIGIT_WIDTH + _GAP)

PLACES = (
    _digit("1", 0, 0, "QZ"),
    _digit("2", 0, 1, "ABC"),
    _digit("3", 0, 2, "DEF"),
    Place(Key.CANCEL, 0, _SIDE, _SIDE_WIDTH, "cancel", "Esc"),
    _digit("4", 1, 0, "GHI"),
    _digit("5", 1, 1, "JKL"),
    _digit("6", 1, 2, "MNO"),
    Place(Key.CLEAR, 1, _SIDE, _SIDE_WIDTH, "clear", "Bksp"),
    _digit("7", 2, 0, "PQRS"),
    _digit("8", 2, 1, "TUV"),
    _digit("9", 2, 2, "WXYZ"),
    Place(Key.ENTER, 2, _SIDE, _SIDE_WIDTH, "enter", "Enter"),
    Place(Key.FUNC, 3, 0, _DIGIT_WIDTH, "side", "F2"),
    _digit("0", 3, 1, ""),
    Place(Key.ALPHA, 3, 2 * (_DIGIT_WIDTH + _GAP), _DIGIT_WIDTH, "side", "F3"),
    Place(Key.UP, 3, _SIDE, 5, "side"),
    Place(Key.DOWN, 3, _SIDE + 6, 5, "side"),
)

_DIGITS = frozenset(key for key in Key if key.is_digit)


def shows_digits(screen: Screen) -> bool:
    """Whether what is typed at a screen is shown as typed, so that a digit may light up.

    Anything else may be a secret, or typed ahead for one.
    """
    fields = screen.fields
    if "stars" in fields:
        return False
    return "typed" in fields or "items" in fields or screen.name.endswith(".amount")


class Keypad(Widget):
    """Draws the keys and says which one is pressed; a secret digit lights all digits alike."""

    lang: reactive[str] = reactive("zh")
    """The language of the legends."""

    @dataclass
    class Pressed(Message):
        """A key was pressed with the mouse."""

        key: Key
        held: bool = False

    wanted: reactive[Key | None] = reactive(None)
    """The key that is to be pressed next, where somebody says so."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.lit: frozenset[Key] = frozenset()
        """The keys that are lit now."""
        self._dimming: Timer | None = None
        self._holding: Timer | None = None

    def flash(self, key: Key, *, openly: bool) -> None:
        """Light a key for a moment; a digit that nobody may know lights them all."""
        self._light(_DIGITS if key.is_digit and not openly else frozenset({key}))
        if self._dimming is not None:
            self._dimming.stop()
        self._dimming = self.set_timer(_FLASH_SECONDS, lambda: self._light(frozenset()))

    def _light(self, keys: frozenset[Key]) -> None:
        changed = keys ^ self.lit
        self.lit = keys
        height, left = self._key_height, self._left
        for place in PLACES:
            if place.key in changed:
                self.refresh(Region(left + place.column, place.row * height, place.width, height))

    def render_line(self, y: int) -> Strip:
        """One row of the keypad."""
        height = self._key_height
        row, within = divmod(y, height)
        segments, column = [Segment(" " * self._left, BODY)], 0
        for place in PLACES:
            if place.row == row:
                segments.append(Segment(" " * (place.column - column), BODY))
                segments.append(self._piece(place, within, height))
                column = place.column + place.width
        return Strip(segments).adjust_cell_length(self.size.width, BODY)

    def _piece(self, place: Place, within: int, height: int) -> Segment:
        wanted = place.key is self.wanted
        if within == height - 1:
            return Segment("▀" * place.width, KEY_EDGES["wanted" if wanted else place.colour])
        first = (height - 2) // 2
        lit = "lit" if len(self.lit) == 1 else "all-lit"
        style = KEYS[lit if place.key in self.lit else "wanted" if wanted else place.colour]
        if within == first:
            legend = f"▶{self._legend(place)}◀" if wanted else self._legend(place)
            return Segment(centre(legend, place.width), style)
        return Segment(centre(place.below if within == first + 1 else "", place.width), style + _SMALL)

    def _legend(self, place: Place) -> str:
        match place.key:
            case Key.UP:
                return "↑"
            case Key.DOWN:
                return "↓"
            case _ if place.colour == "digit":
                return str(place.key.value)
            case _:
                return word(f"key.{place.key.value}", self.lang)

    @property
    def _key_height(self) -> int:
        return max(self.size.height // _ROWS, 1)

    @property
    def _left(self) -> int:
        return max(self.size.width - WIDTH, 0) // 2

    def key_at(self, x: int, y: int) -> Key | None:
        """The key at a place of the widget, None between them."""
        row, within = divmod(y, self._key_height)
        column = x - self._left
        for place in PLACES:
            if place.row == row and place.column <= column < place.column + place.width:
                return place.key if within < self._key_height - 1 else None
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        key = self.key_at(event.x, event.y)
        if key is None or event.button != 1:
            return
        self.post_message(self.Pressed(key))
        if key is Key.CLEAR:
            self._let_go()
            self._holding = self.set_timer(_HELD_SECONDS, lambda: self.post_message(self.Pressed(key, True)))

    def on_mouse_up(self) -> None:
        self._let_go()

    def on_leave(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        if self._holding is not None:
            self._holding.stop()
            self._holding = None
