"""What crossed the line, for a test to look at: equal to what it is, and masked wherever pytest prints it."""

from __future__ import annotations

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.masking import masked
from iso8583_specs.message import Message, Value
from iso8583_specs.stray_pans import star_stray_pans
from pos_emulator.keyscript.card_numbers import without_card_numbers


class SeenText(str):
    """A text; `repr` shows as much of it as a report does."""

    __slots__ = ("_shown",)

    _shown: str

    def __new__(cls, value: str, shown: str) -> SeenText:
        """The text, and what is shown of it."""
        made = super().__new__(cls, value)
        made._shown = shown
        return made

    def __repr__(self) -> str:
        return repr(self._shown)

    def __reduce__(self) -> tuple[type[SeenText], tuple[str, str]]:
        return SeenText, (str.__str__(self), self._shown)


class SeenOctets(bytes):
    """Octets; `repr` shows as much of them as a report does, in hex."""

    _shown: str

    def __new__(cls, value: bytes, shown: str = "") -> SeenOctets:
        """The octets, and what is shown of them."""
        made = super().__new__(cls, value)
        made._shown = shown
        return made

    def __repr__(self) -> str:
        return f"<{len(self)} octets{' ' * bool(self._shown)}{self._shown}>"

    def __reduce__(self) -> tuple[type[SeenOctets], tuple[bytes, str]]:
        return SeenOctets, (bytes(self), self._shown)


def seen_text(text: str) -> SeenText:
    """A text with its card numbers masked where it is printed."""
    return SeenText(text, without_card_numbers(text))


def seen_message(message: Message) -> Message:
    """The message, each value masked where it is printed as a trace masks it."""
    return Message(message.mti, {number: _seen(message, number, value) for number, value in message.items()})


def comparison(operator: str, left: object, right: object) -> list[str]:
    """How pytest shows a comparison that does not hold; it takes a text apart for a difference else."""
    return [without_card_numbers(f"{left!r} {operator} {right!r}")]


def _seen(message: Message, number: int, value: Value) -> Value:
    shown = star_stray_pans(number, value, masked(UNIONPAY_POS.elements[number].mask, message, value))
    return SeenText(value, shown) if isinstance(value, str) else SeenOctets(value, shown)
