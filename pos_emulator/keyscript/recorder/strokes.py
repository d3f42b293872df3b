"""A session as strokes: one entry, one key or one act each, with the screens that came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pos_emulator.firmware.peripherals import Key, Screen, Timer
from pos_emulator.keyscript.recorder.screens import TOO_SHORT, hides, is_busy, is_idle, takes_digits, typed_on
from pos_emulator.keyscript.recorder.session import (
    LOCK_TIMERS,
    Crossed,
    Done,
    Entry,
    KeyTaken,
    LanguageSwitched,
    SecretJudged,
    Shown,
    TimerRan,
)

_INPUT = frozenset({Key.CLEAR, Key.ALPHA})
"""Keys that change what was typed, beside the digits."""

_LINE_TIMERS = frozenset({Timer.ACK, Timer.GAP, Timer.TICK})
"""Timers that run by themselves when a script is played."""

TO_TIMER = ("Clock", "to", "timer")
NEXT_DAY = ("Clock", "day", "+1")
UNPLUG = ("Line", "unplug")
CUT = ("Power", "cut")
_BEFORE_A_SLIP = frozenset({"Paper", "Customer"})
"""What may as well be done before the key that the terminal is working on."""


@dataclass(slots=True)
class Stroke:
    """What somebody did at one screen.

    Attributes:
        at: The screen at which it was done.
        keys: The keys, an entry with the one that ended it.
        words: Instead of keys, an act in the words of a script.
        typed: What stood in the row when the entry ended, digits or letters.
        rows: What stood there after each key.
        instead: The digits that a script types in their place; empty where it is those.
        secret: The digits of a secret as they were entered in the end.
        right: Whether the secure element found them right; None where it was not asked.
        names: The names under which a script types it.
        remark: Why those are not the names that the prompt asks for; empty where they are.
        after: The screens that came, each once.
        crossed: The messages that crossed the line.
        lang: Whether the display still had the language of the beginning.
    """

    at: Screen
    keys: list[Key] = field(default_factory=list, repr=False)
    words: tuple[str, ...] = ()
    typed: str | None = field(default=None, repr=False)
    rows: list[str] = field(default_factory=list, repr=False)
    instead: str = ""
    secret: str | None = field(default=None, repr=False)
    right: bool | None = None
    names: tuple[str, ...] = ()
    remark: str = ""
    after: list[Screen] = field(default_factory=list)
    crossed: list[Crossed] = field(default_factory=list)
    lang: bool = True

    @property
    def ended_by(self) -> Key | None:
        """The key that ended the entry, or the only one; None for an act and for an unfinished entry."""
        if not self.keys or (takes_digits(self.at) and _fills(self.keys[-1])):
            return None
        return self.keys[-1]

    @property
    def is_open(self) -> bool:
        """Whether an entry is not finished."""
        return bool(self.keys) and self.ended_by is None

    @property
    def now(self) -> Screen:
        """The screen behind it."""
        return self.after[-1] if self.after else self.at


def strokes_of(entries: Iterable[Entry], screen: Screen) -> list[Stroke]:
    """The strokes of a session that began at a screen.

    What is done while the terminal works, or in the middle of an entry, is put before the stroke that
    it happened in: a script does nothing there. A plug pulled while an answer is awaited is a response
    that is lost on the line.
    """
    return _Folding(screen).of(entries)


class _Folding:
    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._strokes: list[Stroke] = []
        self._lang = True
        self._unlocked = False
        """Whether every lock is one of the day before, which has run out when the script is played."""
        self._late = 0
        """Lock timers that are played at the next idle screen: elsewhere a prompt's timer comes before them."""

    def of(self, entries: Iterable[Entry]) -> list[Stroke]:
        for entry in entries:
            match entry:
                case KeyTaken(key):
                    self._key(key)
                case TimerRan(timer):
                    self._ran_out(timer)
                case Done(words):
                    self._act(words)
                case SecretJudged(right):
                    self._judge(right)
                case LanguageSwitched():
                    self._lang = False
                case Shown(shown):
                    self._show(shown)
                case Crossed():
                    if self._strokes:
                        self._strokes[-1].crossed.append(entry)
        return self._strokes

    def _begin(self, *, words: tuple[str, ...] = ()) -> Stroke:
        typed = None if words else typed_on(self._screen)
        stroke = Stroke(self._screen, words=words, typed=typed, lang=self._lang)
        self._strokes.append(stroke)
        return stroke

    def _ran_out(self, timer: Timer) -> None:
        if timer not in LOCK_TIMERS:
            if timer not in _LINE_TIMERS:
                self._begin(words=TO_TIMER)
        elif not self._unlocked:
            self._late += 1
            self._catch_up()

    def _catch_up(self) -> None:
        while self._late and is_idle(self._screen):
            self._late -= 1
            self._begin(words=TO_TIMER)

    def _key(self, key: Key) -> None:
        last = self._strokes[-1] if self._strokes else None
        stroke = last if last is not None and last.is_open else self._begin()
        stroke.keys.append(key)
        if hides(stroke.at):
            stroke.secret = (stroke.secret or "") + (key.value if key.is_digit else "")

    def _act(self, words: tuple[str, ...]) -> None:
        self._unlocked = self._unlocked or words == NEXT_DAY
        last = self._strokes[-1] if self._strokes else None
        if last is None or not (last.is_open or is_busy(self._screen)):
            self._begin(words=words)
        elif last.is_open and words != CUT:
            self._before(last, words)
        elif _awaits_answer(last) and words in (UNPLUG, CUT):
            self._before(last, ("Line", "drop", "next", "response", "for", last.crossed[-1].mti))
            self._begin(words=words)
        elif words[0] in _BEFORE_A_SLIP:
            self._before(last, words)
        else:
            self._begin(words=words)

    def _before(self, stroke: Stroke, words: tuple[str, ...]) -> None:
        self._strokes.insert(len(self._strokes) - 1, Stroke(stroke.at, words=words, lang=self._lang))

    def _goes_on(self, stroke: Stroke) -> None:
        """It was entered too early: the same entry goes on, as if it had not been."""
        stroke.keys.pop()
        if not stroke.keys:
            self._strokes.pop()

    def _judge(self, right: bool) -> None:
        self._unlocked = self._unlocked and right
        for stroke in reversed(self._strokes):
            if stroke.secret is not None:
                stroke.right = right
                return

    def _show(self, screen: Screen) -> None:
        if screen.name == TOO_SHORT and self._strokes and self._strokes[-1].secret is not None:
            self._goes_on(self._strokes[-1])
            return
        before, self._screen = self._screen, screen
        if not self._strokes:
            return
        stroke = self._strokes[-1]
        if stroke.is_open and screen.name == stroke.at.name:
            stars = screen.fields.get("stars")
            if stroke.secret is not None and isinstance(stars, int):
                stroke.secret = stroke.secret[:stars]
            stroke.typed = typed_on(screen)
            stroke.rows.append(stroke.typed or "")
        elif screen.name != before.name:
            stroke.after.append(screen)
        self._catch_up()


def _fills(key: Key) -> bool:
    return key.is_digit or key in _INPUT


def _awaits_answer(stroke: Stroke) -> bool:
    return bool(stroke.crossed) and stroke.crossed[-1].to_host
