"""An ISO 8583 message as a value: an MTI and the data elements that stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar, overload

from iso8583_specs.errors import SpecError
from iso8583_specs.masking import mask_pan

Value = str | bytes
"""Digits and text are `str`, the rest `bytes`; which element is which, the dialect declares."""

_NUMBER_TYPE, _VALUE_TYPES = frozenset({int}), frozenset({str, bytes})
_OUT_OF_RANGE = "a data element number lies between 2 and 128"

Default = TypeVar("Default")

FIRST_ELEMENT, LAST_ELEMENT = 2, 128

UNSHOWN = frozenset({34, 35, 36, 45, 52, 55, 62, 64, 102, 103, 128})
"""Tracks, account numbers, PIN block, chip data, keys, MAC: `repr` names them and stops there."""

NOTHING: Mapping[int, Value] = MappingProxyType({})


class Message:
    """MTI and data elements, immutable; element numbers ascend, 2 to 128.

    It knows nothing of formats: a `Dialect` says whether the values fit.

    Raises:
        SpecError: an element number is out of range, or a value is neither text nor octets.
    """

    __slots__ = ("_elements", "mti")

    mti: str
    """Version, class, function and origin: `0200` is a request, `0210` its response."""

    _elements: dict[int, Value]

    def __init__(self, mti: str, elements: Mapping[int, Value] = NOTHING) -> None:
        if not ({*map(type, elements)} <= _NUMBER_TYPE and {*map(type, elements.values())} <= _VALUE_TYPES):
            _find_wrong_type(elements)
        numbers = sorted(elements)
        if numbers and not FIRST_ELEMENT <= numbers[0] <= numbers[-1] <= LAST_ELEMENT:
            raise SpecError(_OUT_OF_RANGE)
        if not isinstance(mti, str):
            raise SpecError(f"MTI: expected text, found {type(mti).__name__}")
        _set_mti(self, mti)
        _set_elements(self, {number: elements[number] for number in numbers})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Message does not change: use with_() to get another {name.lstrip('_')}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a Message does not change")

    def __getitem__(self, number: int) -> Value:
        return self._elements[number]

    @overload
    def get(self, number: int) -> Value | None: ...
    @overload
    def get(self, number: int, default: Default) -> Value | Default: ...
    def get(self, number: int, default: object = None) -> object:
        """The value of an element, or ``default`` when it is absent."""
        return self._elements.get(number, default)

    def text(self, number: int) -> str:
        """The digits or text of an element.

        Raises:
            SpecError: the element is absent or holds octets.
        """
        value = self._elements.get(number)
        if not isinstance(value, str):
            raise SpecError(
                f"DE{number} is absent" if value is None else f"DE{number} holds octets, not text"
            )
        return value

    def octets(self, number: int) -> bytes:
        """The octets of an element.

        Raises:
            SpecError: the element is absent or holds text.
        """
        value = self._elements.get(number)
        if not isinstance(value, bytes):
            raise SpecError(
                f"DE{number} is absent" if value is None else f"DE{number} holds text, not octets"
            )
        return value

    def __contains__(self, number: object) -> bool:
        return number in self._elements

    def __iter__(self) -> Iterator[int]:
        return iter(self._elements)

    def __len__(self) -> int:
        return len(self._elements)

    def items(self) -> Iterable[tuple[int, Value]]:
        """Numbers and values, ascending."""
        return self._elements.items()

    def with_(
        self,
        elements: Mapping[int, Value] | None = None,
        *,
        without: Iterable[int] = (),
        mti: str | None = None,
    ) -> Message:
        """A message like this one, with ``elements`` added or replaced and others left out.

        Args:
            elements: Values by number; they win over ``without``.
            without: Numbers to drop; those that are absent anyhow do not matter.
            mti: Another MTI.
        """
        kept = self._elements.copy()
        for number in without:
            kept.pop(number, None)
        return Message(self.mti if mti is None else mti, kept | dict(elements or NOTHING))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return self.mti == other.mti and self._elements == other._elements

    def __hash__(self) -> int:
        return hash((self.mti, tuple(self._elements.items())))

    def __reduce__(self) -> tuple[type[Message], tuple[str, dict[int, Value]]]:
        return Message, (self.mti, self._elements)

    def __repr__(self) -> str:
        shown = (f" {number}={_shown(self.mti, number, value)}" for number, value in self._elements.items())
        mti = self.mti if len(self.mti) == 4 else "????"
        return f"<Message {mti}{''.join(shown)}>"


_set_mti = Message.__dict__["mti"].__set__
_set_elements = Message.__dict__["_elements"].__set__


def trusted_message(mti: str, elements: dict[int, Value]) -> Message:
    """A message from parts that are known to be right: numbers ascending, values of the declared types.

    For parsers alone: nothing is checked or copied.
    """
    message = Message.__new__(Message)
    _set_mti(message, mti)
    _set_elements(message, elements)
    return message


def _find_wrong_type(elements: Mapping[int, Value]) -> None:
    for number, value in elements.items():
        if type(number) is not int:
            raise SpecError(_OUT_OF_RANGE)
        if not isinstance(value, str | bytes):
            raise SpecError(f"DE{number}: expected text or octets, found {type(value).__name__}")


def _shown(mti: str, number: int, value: Value) -> str:
    # DE48 of a batch upload is a list of card numbers.
    if number in UNSHOWN or (number == 48 and mti[:3] in ("032", "033")):
        return "***"
    if isinstance(value, bytes):
        return f"<{len(value)} octets>"
    if number == 2:
        return mask_pan(value)
    return value if value.isprintable() else ascii(value)
