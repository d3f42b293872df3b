"""The fixture `terminal`: its keys, its display, its paper, its records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pos_emulator.firmware.peripherals import Key, Screen, Slip
from pos_emulator.keyscript.card_numbers import without_card_numbers
from pos_emulator.keyscript.observe.books import record_state
from pos_emulator.keyscript.observe.screen_text import all_rows, found
from pos_emulator.keyscript.observe.traces import reasons_of
from pos_emulator.keyscript.steps.counter import Power
from pos_emulator.keyscript.steps.keys import PressKeys, TypeSecret
from pos_emulator.pytest_plugin.desk import Desk
from pos_emulator.pytest_plugin.seen_values import seen_text


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen as somebody sees it.

    `text in screen` holds as `Expect Shows "text"` does: wrapped, padded or on a further page.
    """

    screen: Screen = field(repr=False)
    _lang: str = field(repr=False)

    @property
    def name(self) -> str:
        """Such as `void.approved`."""
        return self.screen.name

    @property
    def rows(self) -> tuple[str, ...]:
        """As laid out, 16 columns each; row 0 is the title."""
        return tuple(map(seen_text, self.screen.rows))

    @property
    def fields(self) -> Mapping[str, object]:
        """The values behind the rows, before they were laid out; amounts in fen."""
        return self.screen.fields

    @property
    def lamps(self) -> frozenset[str]:
        """The names of the lamps that are lit."""
        return frozenset(lamp.value for lamp in self.screen.lamps)

    def __contains__(self, match: str | re.Pattern[str]) -> bool:
        return found(match, self.screen.rows) or found(match, all_rows(self.screen, self._lang))

    def __repr__(self) -> str:
        rows = " | ".join(row.strip() for row in self.screen.rows if row.strip())
        return f"<{self.name}: {without_card_numbers(rows)}>"


class Screens:
    """Screens in order; a name or a text is in them as in `Expect Screen`."""

    def __init__(self, screens: Iterable[Shown]) -> None:
        self._screens = tuple(screens)

    @property
    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(each.name for each in self._screens)

    def __contains__(self, match: str | re.Pattern[str]) -> bool:
        return match in self.names or any(match in each for each in self._screens)

    def __iter__(self) -> Iterator[Shown]:
        return iter(self._screens)

    def __len__(self) -> int:
        return len(self._screens)

    def __getitem__(self, at: int) -> Shown:
        return self._screens[at]

    def __repr__(self) -> str:
        return f"<screens: {' > '.join(map(repr, self._screens))}>"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A slip; `text in receipt` holds where the text stands on it, wrapped or not."""

    slip: Slip = field(repr=False)

    @property
    def copy(self) -> str:
        """`merchant`, `customer`, `fault` or `report`."""
        return self.slip.copy

    @property
    def lines(self) -> tuple[str, ...]:
        """As printed, at most 32 columns each."""
        return self.slip.lines

    def __contains__(self, match: str | re.Pattern[str]) -> bool:
        return found(match, self.slip.lines)

    def __repr__(self) -> str:
        return f"<{self.copy} slip: {' | '.join(line.strip() for line in self.lines if line.strip())}>"


class Terminal:
    """The terminal of this test."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __repr__(self) -> str:
        return f"<terminal with {self.screen!r}>"

    @property
    def screen(self) -> Shown:
        """What the display shows now."""
        stage = self._desk.seen
        return Shown(stage.bench.screen, stage.lang)

    @property
    def screens(self) -> Screens:
        """Every screen since the last command that acts, the present one last."""
        stage = self._desk.seen
        return Screens(Shown(screen, stage.lang) for screen in stage.screens)

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Every slip that came out since the test began, or since its last `Given`."""
        stage = self._desk.seen
        return tuple(Receipt(slip) for _, slip in stage.bench.slips[stage.prepared_slips :])

    @property
    def beeps(self) -> tuple[str, ...]:
        """What the beeper said since the last command that acts."""
        return tuple(beep.value for beep in self._desk.seen.beeps)

    @property
    def why(self) -> tuple[str, ...]:
        """The guards and host rules behind what happened since the last command that acts."""
        return tuple(reasons_of(self._desk.seen))

    @property
    def is_on(self) -> bool:
        """Whether it has power."""
        return self._desk.stage.bench.powered

    def record(self, name: str) -> str:
        """How a saved transaction stands in its records, `approved`, `owed` …; empty where there is none.

        Raises:
            KeysFailed: nothing was sent under this name.
        """
        state = record_state(self._desk.seen.bench.state, self._desk.kept(name))
        return state.value if state else ""

    def press(self, *keys: str) -> None:
        """Press keys by their names; a string of digits presses each.

        Raises:
            ValueError: there is no such key.
        """
        __tracebackhide__ = True
        self._desk.perform(PressKeys(tuple(key for word in keys for key in _keys(word))))

    def type_secret(self, name: str) -> None:
        """Type a password or PIN by its name, without Enter."""
        __tracebackhide__ = True
        self._desk.perform(TypeSecret(name))

    def power_cut(self) -> None:
        """Pull the plug."""
        __tracebackhide__ = True
        self._desk.perform(Power(on=False))

    def power_on(self) -> None:
        """Switch it on again."""
        __tracebackhide__ = True
        self._desk.perform(Power(on=True))


def _keys(word: str) -> tuple[Key, ...]:
    if word.isascii() and word.isdigit():
        return tuple(Key(digit) for digit in word)
    known = [key.value for key in Key if not key.is_digit]
    if word not in known:
        raise ValueError(f"there is no key {word!r}; expected digits, or one of {', '.join(known)}")
    return (Key(word),)
