"""A message as a table for people and as JSON for programs; secrets are starred unless asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from iso8583_specs.dialect import Dialect, Part
from iso8583_specs.masking import Mask, MaskRule, masked, plain
from iso8583_specs.message import Message, Value
from iso8583_specs.stray_pans import FREE_ELEMENTS, star_stray_pans, star_text


@dataclass(frozen=True, slots=True)
class Row:
    """One element as shown: its number, its name, its value, and what it is made of."""

    number: int
    name: str
    value: str
    parts: tuple[Part, ...] = ()


def describe(message: Message, dialect: Dialect, *, unmask: bool = False) -> list[Row]:
    """One row an element, ascending; secrets are starred unless ``unmask``.

    Any message can be described, whether or not its values fit the dialect.
    """
    rows = []
    for number, value in message.items():
        element = dialect.elements.get(number)
        if element is None:
            rows.append(Row(number, "", plain(value) if unmask else "*" * len(plain(value))))
            continue
        shown = plain(value) if unmask else _shown(number, element.mask, message, value)
        parts = tuple(element.parts(message, unmask)) if element.parts else ()
        if not unmask and number in FREE_ELEMENTS:
            parts = tuple(replace(part, value=star_text(part.value)) for part in parts)
        rows.append(Row(number, element.name, shown, parts))
    return rows


def _shown(number: int, mask: Mask | MaskRule, message: Message, value: Value) -> str:
    return star_stray_pans(number, value, masked(mask, message, value))


def as_table(message: Message, dialect: Dialect, *, unmask: bool = False) -> str:
    """The rows of `describe` as lines of text, headed by MTI and kind."""
    kind = dialect.kind_of(message)
    rows = describe(message, dialect, unmask=unmask)
    cells = [(f"DE{row.number}", row.name, row.value, row.parts) for row in rows]
    name_width = max((_width(row.name) for row in rows), default=0)
    part_width = max((_width(_label(part)) for row in rows for part in row.parts), default=0)
    lines = [f"MTI {_printable(message.mti)}  {kind.name if kind else 'no kind of ' + dialect.name}"]
    for number, name, value, parts in cells:
        lines.append(f"{number:<6}{_fill(name, name_width)}  {_printable(value)}".rstrip())
        lines += (
            f"        {_fill(_label(part), part_width)}  {_printable(part.value)}".rstrip() for part in parts
        )
    return "\n".join(lines)


def as_json(message: Message, dialect: Dialect, *, unmask: bool = False) -> dict[str, object]:
    """``{"mti": …, "elements": {"2": …}}``; octets as lower-case hex, secrets starred unless ``unmask``."""
    rows: Iterable[Row] = describe(message, dialect, unmask=unmask)
    return {"mti": message.mti, "elements": {str(row.number): row.value for row in rows}}


def _label(part: Part) -> str:
    return f"{part.label} {part.name}".rstrip()


def _printable(text: str) -> str:
    """The text on one line: what a terminal would act on is written out."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _fill(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
