"""What flows await of a person's fingers: digits, letters, amounts, secrets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
from pos_emulator.firmware.peripherals import Beep, Key, KeyPressed, Sound
from pos_emulator.firmware.prompts import T
from pos_emulator.security.masking import Secret

MOST_AMOUNT = 9_999_999_999
"""99,999,999.99: what the display can show."""

LETTERS = {
    "1": "QZ",
    "2": "ABC",
    "3": "DEF",
    "4": "GHI",
    "5": "JKL",
    "6": "MNO",
    "7": "PQRS",
    "8": "TUV",
    "9": "WXYZ",
    "0": " ",
}
"""What 字母 makes of the digit before it, in turn."""


class _Field(Request[T]):
    """A row that fills from the keypad: 清除 takes one character back, held or pressed twice all of them."""

    patience = Patience.PROMPT

    def __init__(self, screen: str, values: Mapping[str, object], *, most: int) -> None:
        self.screen = screen
        self.values = values
        self.most = most
        self.typed = ""
        self._cleared = False

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (self.display(),)

    def handle(self, event: Inside) -> Done[T] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        if not isinstance(event, KeyPressed):
            return ()
        key = event.key
        if self.take(key):
            self._cleared = False
        elif key is Key.ENTER:
            return self.entered()
        elif key is Key.CANCEL:
            return Cancelled()
        elif key is not Key.CLEAR:
            return (Sound(Beep.ERROR),)
        elif not self.typed:
            return self.cleared_when_empty()
        else:
            self.typed = "" if event.held or self._cleared else self.typed[:-1]
            self._cleared = True
        return (self.display(),)

    def take(self, key: Key) -> bool:
        """Add what the key carries; False where it carries nothing, or the field has no room for it."""
        if not key.is_digit or len(self.typed) >= self.most:
            return False
        self.typed += key.digit
        return True

    def cleared_when_empty(self) -> Done[T] | FlowStopped | Iterable[Outcome]:
        """清除 where there is nothing to take back."""
        return ()

    def display(self) -> Display:
        """The screen with what was typed so far."""
        return Display(self.screen, {**self.values, "typed": self.typed})

    def entered(self) -> Done[T] | FlowStopped | Iterable[Outcome]:
        """确认: the answer, or a complaint."""
        raise AssertionError(self.screen)


class AskDigits(_Field[str]):
    """Digits, `least` to `most` of them; filled with zeros from the left where `fill` says so."""

    def __init__(
        self, screen: str, *, most: int, least: int = 1, fill: bool = False, typed: str = "", **values: object
    ) -> None:
        super().__init__(screen, values, most=most)
        self.least = least
        self.fill = fill
        self.typed = typed
        self._untouched = bool(typed)

    def take(self, key: Key) -> bool:
        """See `_Field`; a digit typed over an offered value replaces it."""
        if not self._untouched:
            return super().take(key)
        if not key.is_digit:
            return False
        self.typed = key.digit
        self._untouched = False
        return True

    def entered(self) -> Done[str] | FlowStopped | Iterable[Outcome]:
        """See `_Field`."""
        if len(self.typed) < self.least:
            return (Sound(Beep.ERROR),)
        return Done(self.typed.zfill(self.most) if self.fill else self.typed)


class AskReference(_Field[str]):
    """Letters and digits: 字母 after a digit turns it into its letters, one after the other."""

    def __init__(
        self, screen: str, *, most: int, typed: str = "", hidden: bool = False, **values: object
    ) -> None:
        super().__init__(screen, values, most=most)
        self.typed = typed
        self.hidden = hidden
        """Whether it is a secret of which only the last character and the count show."""
        self._digit = ""

    def display(self) -> Display:
        """See `_Field`; of a hidden one only what 字母 may still turn is seen."""
        if not self.hidden:
            return super().display()
        values = {**self.values, "count": len(self.typed), "typed": self.typed[-1:] if self._digit else ""}
        return Display(self.screen, values)

    def take(self, key: Key) -> bool:
        """See `_Field`."""
        if key is not Key.ALPHA:
            taken = super().take(key)
            if taken:
                self._digit = key.digit
            return taken
        if not self._digit or not self.typed:
            return False
        ring = LETTERS[self._digit] + self._digit
        last = self.typed[-1]
        self.typed = self.typed[:-1] + ring[(ring.index(last) + 1) % len(ring)]
        return True

    def entered(self) -> Done[str] | FlowStopped | Iterable[Outcome]:
        """The reference as typed; whether it is long enough is the flow's to say."""
        return Done(self.typed)

    def handle(self, event: Inside) -> Done[str] | FlowStopped | Iterable[Outcome]:
        """See `Request`; after 清除 there is no digit for 字母 to turn."""
        if isinstance(event, KeyPressed) and event.key is Key.CLEAR:
            self._digit = ""
        return super().handle(event)


class AskSecret(_Field[Secret]):
    """A password or a PIN, shown as one star a digit; nothing shown or logged depends on which digits.

    One that is too short is told so, and how many digits are wanted at least; the next key goes on with it.
    """

    def __init__(
        self,
        screen: str,
        *,
        most: int,
        least: int | None = None,
        may_be_empty: bool = False,
        **values: object,
    ) -> None:
        super().__init__(screen, values, most=most)
        self.least = most if least is None else least
        self.may_be_empty = may_be_empty

    def display(self) -> Display:
        """See `_Field`."""
        return Display(self.screen, {**self.values, "stars": len(self.typed)})

    def entered(self) -> Done[Secret] | FlowStopped | Iterable[Outcome]:
        """See `_Field`."""
        if len(self.typed) < self.least and not (self.may_be_empty and not self.typed):
            return (Sound(Beep.ERROR), Display("password.short", {"count": self.least}))
        return Done(Secret(self.typed))


class AskAmount(_Field[int]):
    """An amount, filling from the right; answers in fen, 0 where nothing was typed."""

    def __init__(self, screen: str, /, **values: object) -> None:
        super().__init__(screen, values, most=10)

    def take(self, key: Key) -> bool:
        """See `_Field`; leading zeros are not typed."""
        if not key.is_digit or int(self.typed + key.digit) > MOST_AMOUNT:
            return False
        self.typed = (self.typed + key.digit).lstrip("0")
        return True

    def display(self) -> Display:
        """See `_Field`."""
        return Display(self.screen, {**self.values, "amount": int(self.typed or "0")})

    def entered(self) -> Done[int] | FlowStopped | Iterable[Outcome]:
        """See `_Field`."""
        return Done(int(self.typed or "0"))
