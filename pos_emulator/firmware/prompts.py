"""What flows await of a person: a message, a yes, a choice, a card, a slip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from pos_emulator.firmware.flow import (
    Cancelled,
    Display,
    Done,
    FlowStopped,
    Inside,
    Outcome,
    Patience,
    Request,
)
from pos_emulator.firmware.peripherals import (
    Beep,
    CardData,
    CardFailed,
    CardRead,
    CardRemoved,
    CheckPassword,
    HashPassword,
    Key,
    KeyPressed,
    LineConnected,
    PasswordChecked,
    PasswordHashed,
    Print,
    Printer,
    PrinterReported,
    Slip,
    Sound,
)
from pos_emulator.security.masking import Secret
from pos_emulator.security.passwords import PasswordHash, ScryptCost

T = TypeVar("T")


class Leave(Request[None]):
    """Leave a screen on the display while the flow goes on."""

    passing = True

    def __init__(self, display: Display) -> None:
        self._display = display

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (self._display,)

    def handle(self, event: Inside) -> Iterable[Outcome]:
        """See `Request`."""
        return ()


class Tell(Request[None]):
    """Say what happened to money, or anything that must be read: stays until 确认.

    Keys typed before the screen was there do not count: nobody can have read it.
    """

    def __init__(self, screen: str, beep: Beep | None = None, /, **values: object) -> None:
        self._display = Display(screen, values)
        self._beep = beep

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        yield self._display
        if self._beep is not None:
            yield Sound(self._beep)

    def handle(self, event: Inside) -> Done[None] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        match event:
            case KeyPressed(ahead=True):
                return ()
            case KeyPressed(Key.ENTER):
                return Done(None)
            case KeyPressed(Key.DOWN | Key.UP as key):
                page = max(0, self._display.page + (1 if key is Key.DOWN else -1))
                self._display = replace(self._display, page=page)
                return (self._display,)
            case _:
                return ()


class TellUntilLine(Tell):
    """Say what waits for the line: stays until 确认, or until the line is back and it can be done."""

    def handle(self, event: Inside) -> Done[None] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        return Done(None) if isinstance(event, LineConnected) else super().handle(event)


class Warn(Request[None]):
    """Say that an input was wrong; goes on at 确认, 取消 or after 2 s.

    Other keys are not heard, and say so by a beep; the 2 s count from the last of them, lest half of what
    somebody types goes into the field behind.
    """

    patience = Patience.ERROR

    def __init__(self, screen: str, /, **values: object) -> None:
        self._display = Display(screen, values)

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (self._display, Sound(Beep.ERROR))

    def handle(self, event: Inside) -> Done[None] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        match event:
            case KeyPressed(Key.ENTER | Key.CANCEL):
                return Done(None)
            case KeyPressed():
                return (Sound(Beep.ERROR),)
            case _:
                return ()

    def expired(self) -> Done[None]:
        """See `Request`."""
        return Done(None)


class Confirm(Request[None]):
    """A look before money moves: 确认 goes on, 取消 leaves.

    Keys typed before the screen was there do not count: nobody can have read it.
    """

    patience = Patience.CONFIRM

    def __init__(self, screen: str, /, **values: object) -> None:
        self._display = Display(screen, values)

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (self._display,)

    def handle(self, event: Inside) -> Done[None] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        match event:
            case KeyPressed(ahead=True):
                return ()
            case KeyPressed(Key.ENTER):
                return Done(None)
            case KeyPressed(Key.CANCEL):
                return Cancelled()
            case _:
                return ()


class Choose(Request[T], Generic[T]):
    """A choice by key, over one or more pages; 取消 leaves."""

    def __init__(
        self,
        screens: str | tuple[str, ...],
        options: Mapping[Key, T],
        /,
        *,
        patience: Patience = Patience.PROMPT,
        **values: object,
    ) -> None:
        self._pages = tuple(
            Display(name, values) for name in ((screens,) if isinstance(screens, str) else screens)
        )
        self._options = options
        self._page = 0
        self.patience = patience

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (self._pages[self._page],)

    def handle(self, event: Inside) -> Done[T] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        match event:
            case KeyPressed(ahead=True):
                return ()
            case KeyPressed(key) if key in self._options:
                return Done(self._options[key])
            case KeyPressed(Key.CANCEL):
                return Cancelled()
            case KeyPressed(Key.DOWN) if self._page + 1 < len(self._pages):
                self._page += 1
            case KeyPressed(Key.UP) if self._page:
                self._page -= 1
            case _:
                return ()
        return self.start()


class ReadCard(Request[CardData | None]):
    """A card, swiped, inserted or tapped; None at 取消 or after the wait where `may_leave`."""

    patience = Patience.CARD

    def __init__(self, screen: str, /, *, may_leave: bool = False, **values: object) -> None:
        self._display = Display(screen, values)
        self._may_leave = may_leave

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (self._display,)

    def handle(self, event: Inside) -> Done[CardData | None] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        match event:
            case CardRead(card):
                return Done(card)
            case CardFailed():
                return (Display("sale.bad-card", dict(self._display.values)), Sound(Beep.ERROR))
            case KeyPressed(Key.CANCEL):
                return Done(None) if self._may_leave else Cancelled()
            case KeyPressed(Key.ENTER):
                return self.start()
            case _:
                return ()

    def expired(self) -> Done[CardData | None] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        return Done(None) if self._may_leave else super().expired()


class RemoveCard(Request[None]):
    """请取卡 until the chip card is out of the reader."""

    def __init__(self, **values: object) -> None:
        self._display = Display("card.remove", values)

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (self._display, Sound(Beep.OK))

    def handle(self, event: Inside) -> Done[None] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        return Done(None) if isinstance(event, CardRemoved) else ()


class PrintSlip(Request[Printer]):
    """One slip out of the printer; answers what the printer reports."""

    def __init__(self, slip: Slip) -> None:
        self._slip = slip

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (Print(self._slip),)

    def handle(self, event: Inside) -> Done[Printer] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        match event:
            case PrinterReported(state):
                return Done(state)
            case _:
                return ()


class Compare(Request[bool]):
    """Have the secure element compare a password with its record."""

    def __init__(self, password: Secret, record: PasswordHash) -> None:
        self._ask = CheckPassword(password, record)

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (self._ask,)

    def handle(self, event: Inside) -> Done[bool] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        match event:
            case PasswordChecked(right):
                return Done(right)
            case _:
                return ()


class MakeRecord(Request[PasswordHash]):
    """Have the secure element make the record of a new password."""

    def __init__(self, password: Secret, *, salt: bytes, cost: ScryptCost) -> None:
        self._ask = HashPassword(password, salt, cost)

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (self._ask,)

    def handle(self, event: Inside) -> Done[PasswordHash] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        match event:
            case PasswordHashed(record):
                return Done(record)
            case _:
                return ()
