"""What happened on a bench in no time, as a person can follow it: one look after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pos_emulator.firmware.peripherals import Key, Screen, Slip
from pos_emulator.runtime.notices import Notice, ScreenShown, SlipPrinted, WireSeen

KEY_SECONDS = 0.25
PASSING_SECONDS = 0.7
"""How long a screen stays that goes away by itself."""

_KEYS = frozenset(key.value for key in Key)


@dataclass(frozen=True, slots=True)
class Shot:
    """One moment.

    Attributes:
        notices: What is told at it.
        key: The key that led to it.
        openly: Whether anybody may see which digit that was.
        seconds: How long it is looked at before the next.
    """

    notices: tuple[Notice, ...] = ()
    key: Key | None = None
    openly: bool = True
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """Something that was done: a key by its name, `*` for a digit of a secret, or words for anything else.

    Attributes:
        shown: How many of the screens had been shown by then.
    """

    what: str
    shown: int


@dataclass(frozen=True, slots=True)
class Reel:
    """Everything new on a bench: screens, slips and crossings, each after so many writes on the line."""

    screens: Sequence[tuple[int, Screen]] = ()
    slips: Sequence[tuple[int, Slip]] = ()
    crossings: Sequence[tuple[int, WireSeen]] = ()


def shots(reel: Reel, strokes: Iterable[Stroke] = ()) -> Iterator[Shot]:
    """The moments in their order; the strokes tell which key led to which screens.

    The last screen is looked at for no time: what comes after it is up to others.
    """
    rest = _Rest(reel)
    done = 0
    for stroke in strokes:
        screens = reel.screens[done : stroke.shown]
        done = max(done, stroke.shown)
        yield from _of_stroke(stroke, screens, rest, last=done >= len(reel.screens))
    yield from _passing(reel.screens[done:], rest)
    left = rest.all()
    if left:
        yield Shot(left)


def _of_stroke(
    stroke: Stroke, screens: Sequence[tuple[int, Screen]], rest: _Rest, *, last: bool
) -> Iterator[Shot]:
    if stroke.what.startswith("Secret "):
        for count, screen in screens:
            yield Shot((*rest.until(count), ScreenShown(screen)), Key.DIGIT_0, False, KEY_SECONDS)
        return
    key = Key.DIGIT_0 if stroke.what == "*" else Key(stroke.what) if stroke.what in _KEYS else None
    moments = list(_passing(screens, rest))
    first = moments.pop(0) if moments else Shot()
    least = KEY_SECONDS if key is not None else 0.0 if last and not moments else PASSING_SECONDS
    yield Shot(first.notices, key, stroke.what != "*", max(first.seconds, least))
    yield from moments
    if moments and not last:
        yield Shot(seconds=PASSING_SECONDS)


def _passing(screens: Sequence[tuple[int, Screen]], rest: _Rest) -> Iterator[Shot]:
    for place, (count, screen) in enumerate(screens):
        after = screens[place + 1][1].name if place + 1 < len(screens) else screen.name
        seconds = PASSING_SECONDS if after != screen.name else 0.0
        yield Shot((*rest.until(count), ScreenShown(screen)), seconds=seconds)


class _Rest:
    """Slips and crossings that have not been told."""

    def __init__(self, reel: Reel) -> None:
        told = [(count, SlipPrinted(slip)) for count, slip in reel.slips]
        self._left: list[tuple[int, Notice]] = [*reel.crossings, *told]
        self._left.sort(key=lambda each: each[0])

    def until(self, count: int) -> tuple[Notice, ...]:
        """Those of the first so many writes."""
        now = tuple(notice for number, notice in self._left if number <= count)
        self._left = [each for each in self._left if each[0] > count]
        return now

    def all(self) -> tuple[Notice, ...]:
        """All that is left."""
        return tuple(notice for _, notice in self._left)
