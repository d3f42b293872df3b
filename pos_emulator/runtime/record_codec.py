"""Values of flash as text, and back: JSON with a type name wherever JSON has no such type.

``"abc"``, ``12``, ``true`` and ``1.5`` stand for themselves, a list is a tuple. All else is an object of
one name: bytes are ``{"hex": "0a0b"}``, an enum is ``{"Mark": "voided"}``, a record ``{"Tries": {"wrong": 1}}``.
A field that is missing takes its default, so that a record may grow.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pos_emulator.firmware.records import RECORDS, Mark

Check = Callable[[object], bool]


class CodecError(ValueError):
    """A text is not a value of flash, or a value cannot be kept; the message never holds the value."""


class RecordCodec:
    """Encodes and decodes the values of flash.

    Args:
        records: The frozen dataclasses that may occur.
        enums: The enums that may occur.
    """

    def __init__(self, records: Iterable[type] = RECORDS, enums: Iterable[type[Enum]] = (Mark,)) -> None:
        self._forms = {record.__name__: _Form(record) for record in records}
        self._enums = {enum.__name__: enum for enum in enums}

    def encode(self, value: object) -> str:
        """The text of a value.

        Raises:
            CodecError: it is of no type that flash can keep.
        """
        try:
            text = json.dumps(
                self._outward(value), ensure_ascii=False, allow_nan=False, separators=(",", ":")
            )
            text.encode()
            return text
        except UnicodeEncodeError:
            raise CodecError("half a character") from None
        except ValueError as error:
            raise error if isinstance(error, CodecError) else CodecError("a number that is none") from None

    def decode(self, text: str) -> object:
        """The value of a text.

        Raises:
            CodecError: it is not JSON, of an unknown type, or a field is unknown, missing or of another type.
        """
        try:
            data = json.loads(text)
            if "\\u" in text:
                json.dumps(data, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise CodecError("half a character") from None
        except (ValueError, TypeError, RecursionError):
            raise CodecError("not JSON") from None
        try:
            return self._inward(data)
        except RecursionError:
            raise CodecError("not JSON") from None

    def _outward(self, value: object) -> object:
        match value:
            case Enum() if type(value) in self._enums.values():
                return {type(value).__name__: value.value}
            case str() | bool() | int() | float():
                return value
            case bytes():
                return {"hex": value.hex()}
            case tuple():
                return [self._outward(each) for each in value]
        form = self._forms.get(type(value).__name__)
        if form is None or form.record is not type(value):
            raise CodecError(f"flash cannot keep a {type(value).__name__}")
        return {
            form.record.__name__: {
                name: None if (item := getattr(value, name)) is None else self._outward(item)
                for name in form.checks
            }
        }

    def _inward(self, data: object) -> object:
        match data:
            case str() | bool() | int() | float():
                return data
            case list():
                return tuple(self._inward(each) for each in data)
            case dict() if len(data) == 1:
                ((name, value),) = data.items()
                return self._named(name, value)
        raise CodecError("a value of no known type")

    def _named(self, name: str, value: object) -> object:
        if name == "hex" and isinstance(value, str):
            try:
                return bytes.fromhex(value)
            except ValueError:
                raise CodecError("bytes that are no hex digits") from None
        if (enum := self._enums.get(name)) is not None:
            try:
                return enum(value)
            except ValueError:
                raise CodecError(f"an unknown value of {name}") from None
        if (form := self._forms.get(name)) is not None and isinstance(value, dict):
            return form.made(
                {key: None if item is None else self._inward(item) for key, item in value.items()}
            )
        raise CodecError(f"an unknown record {name!r}")


class _Form:
    """The fields of one record type, and what each may hold."""

    def __init__(self, record: type) -> None:
        if not is_dataclass(record):
            raise TypeError(f"{record.__name__} is no dataclass")
        hints = get_type_hints(record)
        self.record = record
        self.checks: Mapping[str, Check] = MappingProxyType(
            {field.name: check_of(hints[field.name]) for field in fields(record)}
        )
        self._needed = frozenset(
            field.name
            for field in fields(record)
            if field.default is MISSING and field.default_factory is MISSING
        )

    def made(self, values: dict[str, Any]) -> object:
        name = self.record.__name__
        if unknown := values.keys() - self.checks.keys():
            raise CodecError(f"{name} has no field {min(unknown)!r}")
        if missing := self._needed - values.keys():
            raise CodecError(f"{name} lacks its field {min(missing)!r}")
        for field, value in values.items():
            if not self.checks[field](value):
                raise CodecError(f"{name}.{field} holds a {type(value).__name__}")
        made: object = self.record(**values)
        return made


def check_of(hint: Any) -> Check:
    """Whether a value is of the type that an annotation names; bool is no int, int no float."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        several = tuple(check_of(each) for each in arguments)
        return lambda value: any(check(value) for check in several)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            every = check_of(arguments[0])
            return lambda value: type(value) is tuple and all(every(each) for each in value)
        each_its_own = tuple(check_of(each) for each in arguments)
        return lambda value: (
            type(value) is tuple
            and len(value) == len(each_its_own)
            and all(check(each) for check, each in zip(each_its_own, value, strict=True))
        )
    if hint is None or hint is NoneType:
        return lambda value: value is None
    if isinstance(hint, type):
        return lambda value: type(value) is hint
    raise TypeError(f"a record cannot have a field of type {hint}")
