"""`Examples`: a table whose rows replace ``<column>`` in the lines of a scenario."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pos_emulator.keyscript.errors import BadArgument, BadStructure, UnknownName, hint_for, quoted
from pos_emulator.keyscript.lexer import code_of
from pos_emulator.keyscript.lines import MOST_CHARACTERS
from pos_emulator.keyscript.places import Place

_COLUMN = re.compile(r"[^\W\d_][\w-]*")
_PLACEHOLDER = re.compile(r"(?<!\?P)<([^\W\d_][\w-]*)>")
"""A named group of a regex, ``(?P<name>…)``, is none."""
_CELL = re.compile(r"((?:[^|\\]|\\.)*)\|", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Examples:
    """A table: its columns, and each row's values by column."""

    place: Place
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


def is_row(line: Place) -> bool:
    """Whether the line is a row of a table."""
    return line.text.lstrip(" \t").startswith("|")


def examples_of(place: Place, lines: Sequence[Place]) -> Examples:
    """The table in the rows behind an `Examples` at ``place``.

    Raises:
        ScriptError: no rows, a row that is not closed or has another number of cells, a bad column.
    """
    if len(lines) < 2:
        what = "no rows behind it" if not lines else "a header and no rows"
        raise BadStructure(place, f"Examples has {what}", hint="expected | a | b | and then the values")
    header = _cells(lines[0])
    for number, name in enumerate(header):
        if not _COLUMN.fullmatch(name):
            raise BadArgument(
                lines[0].whole, f"{quoted(name)} is no name of a column", hint="letters, digits and hyphens"
            )
        if name in header[:number]:
            raise BadStructure(lines[0].whole, f"two columns are named {quoted(name)}")
    rows = []
    for line in lines[1:]:
        cells = _cells(line)
        if len(cells) != len(header):
            raise BadStructure(line.whole, f"the row has {len(cells)} cells, its header {len(header)}")
        rows.append(MappingProxyType(dict(zip(header, cells, strict=True))))
    return Examples(place, header, tuple(rows))


def _cells(line: Place) -> tuple[str, ...]:
    text = code_of(line.text).strip(" \t")
    cells = [cell.strip(" \t").replace(r"\|", "|") for cell in _CELL.findall(text, 1)]
    if len(text) < 2 or not text.endswith("|") or text.endswith(r"\|") or not cells:
        raise BadStructure(line.whole, "a row of Examples ends in |", hint=r"a | inside a cell is written \|")
    return tuple(cells)


def columns_in(text: str) -> frozenset[str]:
    """The ``<column>`` that a line names, its comment left out."""
    return frozenset(_PLACEHOLDER.findall(code_of(text))) if "<" in text else frozenset()


def filled(line: Place, values: Mapping[str, str], row: int) -> Place:
    """The line with each ``<column>`` replaced by the value of the row; a value is not looked at again.

    Raises:
        ScriptError: the line names a column that is not there, or grows too long.
    """
    if "<" not in line.text:
        return line
    code = code_of(line.text)
    characters = len(line.text)
    for match in _PLACEHOLDER.finditer(code):
        if match[1] not in values:
            where = line.at(match.start() + 1, len(match[0]))
            hint = hint_for(match[1], values, otherwise="" if values else "there are no Examples here")
            raise UnknownName(where, f"no column is named {quoted(match[1])}", hint=hint)
        characters += len(values[match[1]])
        if characters > MOST_CHARACTERS:
            raise BadArgument(
                line.whole, f"with row {row} this line has more than {MOST_CHARACTERS} characters"
            )
    replaced = _PLACEHOLDER.sub(lambda match: values[match[1]], code)
    if replaced == code:
        return line
    return Place(line.file, line.line, line.column, line.width, replaced + line.text[len(code) :], row)
