"""What happened while somebody worked at a terminal, in order: the recorder's raw material.

Digits of secrets stand here, in memory, and nowhere else; no repr shows them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pos_emulator.firmware.peripherals import Key, Screen, Timer

LOCK_TIMERS = frozenset({Timer.LOCK, Timer.CODE})
"""Timers that take a lock away, which may show nowhere; none lasts a day."""


@dataclass(frozen=True, slots=True)
class KeyTaken:
    """A key did something: it ended a prompt, or changed what is shown."""

    key: Key = field(repr=False)


@dataclass(frozen=True, slots=True)
class SecretJudged:
    """The secure element compared a password."""

    right: bool


@dataclass(frozen=True, slots=True)
class TimerRan:
    """A timer of the terminal ran out."""

    timer: Timer


@dataclass(frozen=True, slots=True)
class Done:
    """An act at the counter, in the words of a script: `Card swipe demo-debit`, `Line unplug`."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageSwitched:
    """Screens and slips are in another language from now on."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The display showed something."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class Crossed:
    """A message crossed the line; of its elements only what names a transaction."""

    to_host: bool
    mti: str
    kind: str = ""
    """`sale`, `void` or `refund`; empty for any other message."""
    voucher: str = ""
    """DE11."""
    batch: str = ""
    amount: int = 0
    rrn: str = ""
    date: str = ""
    code: str = ""
    """DE39."""


Entry = KeyTaken | SecretJudged | TimerRan | Done | LanguageSwitched | Shown | Crossed
