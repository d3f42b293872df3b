"""Follows a running terminal and keeps what happens at it."""

from __future__ import annotations

from types import MappingProxyType

from iso8583_specs.message import Message
from pos_emulator.firmware.peripherals import KeyPressed, PasswordChecked, TimerExpired
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
from pos_emulator.link.faults import Direction
from pos_emulator.runtime.notices import EventTaken, Notice, ScreenShown, WireSeen

_KINDS = MappingProxyType(
    {
        ("0200", "00"): "sale",
        ("0210", "00"): "sale",
        ("0200", "20"): "void",
        ("0210", "20"): "void",
        ("0220", "20"): "refund",
        ("0230", "20"): "refund",
    }
)
"""By MTI and the first two digits of DE3."""


class Listener:
    """Keeps what it hears, in order."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def hear(self, notice: Notice) -> None:
        """Something that the terminal told."""
        match notice:
            case EventTaken(KeyPressed(key), True):
                self.entries.append(KeyTaken(key))
            case EventTaken(PasswordChecked(right)):
                self.entries.append(SecretJudged(right))
            case EventTaken(TimerExpired(timer), acted) if acted or timer in LOCK_TIMERS:
                self.entries.append(TimerRan(timer))
            case ScreenShown(screen):
                self.entries.append(Shown(screen))
            case WireSeen(direction=direction, message=Message() as message):
                self.entries.append(_crossed(direction, message))

    def done(self, *words: str) -> int:
        """Somebody is about to do something at the counter; answers what `undo` takes."""
        self.entries.append(Done(words))
        return len(self.entries) - 1

    def undo(self, mark: int) -> None:
        """It could not be done."""
        del self.entries[mark]

    def language_switched(self) -> None:
        """Screens are in another language from now on."""
        self.entries.append(LanguageSwitched())


def _crossed(direction: Direction, message: Message) -> Crossed:
    amount, own = _text(message, 4), _text(message, 60)
    return Crossed(
        to_host=direction is Direction.TO_HOST,
        mti=message.mti,
        kind=_KINDS.get((message.mti, _text(message, 3)[:2]), ""),
        voucher=_text(message, 11),
        batch=own[2:8],
        amount=int(amount) if amount else 0,
        rrn=_text(message, 37),
        date=_text(message, 13),
        code=_text(message, 39),
    )


def _text(message: Message, number: int) -> str:
    return message.text(number) if number in message else ""
