"""Screen templates: compiled once, filled in a few microseconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pos_emulator.texts.layout import centre, edges, fit, money, pad_left

Rows = tuple[str, str, str, str]
Values = Mapping[str, object]

AMOUNTS = frozenset({"amount", "left", "limit", "total"})
"""Placeholders that take minor units (or ready text, such as ``----``)."""

COUNTS_OF_STARS = frozenset({"stars", "masked"})
"""Placeholders that take how many characters are hidden."""

WORD_GROUPS = frozenset({"kind", "name", "status", "why", "step", "result", "secret"})
"""Placeholders that take a key of the word group of their name, or ready text."""

PLAIN = frozenset(
    {
        "batch",
        "card",
        "code",
        "count",
        "done",
        "kcv",
        "merchant",
        "minutes",
        "now",
        "number",
        "operator",
        "page",
        "pages",
        "phone",
        "reference_tail",
        "seconds",
        "tail",
        "tries",
        "typed",
        "voucher",
        "when",
    }
)
"""Placeholders that take text or a number as it is to be shown."""

PLACEHOLDERS = AMOUNTS | COUNTS_OF_STARS | WORD_GROUPS | PLAIN | {"title", "text"}

_PLACEHOLDER = re.compile(r"\{([@\w.-]+)(:\[\])?\}")

Format = Callable[[object], str]


def format_of(name: str, words: Mapping[str, str]) -> Format:
    """How a value for the placeholder ``name`` becomes text."""
    if name in AMOUNTS:
        return _amount
    if name in COUNTS_OF_STARS:
        return _stars
    if name in WORD_GROUPS or name == "title":
        prefix = f"{name}."
        return lambda value: words.get(f"{prefix}{value}", str(value))
    return str


def _amount(value: object) -> str:
    return money(value) if isinstance(value, int) else str(value)


def _stars(value: object) -> str:
    return "*" * value if isinstance(value, int) else str(value)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    format: Format
    bracketed: bool

    def text(self, values: Values) -> str:
        text = self.format(values[self.name])
        return f"[{text}]" if self.bracketed and text else text


Part = str | _Field


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a screen: where its text stands, and what is to be filled in."""

    place: Callable[[str], str]
    parts: tuple[Part, ...]
    right: tuple[Part, ...] | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The placeholders of this row."""
        return frozenset(part.name for part in (*self.parts, *(self.right or ())) if isinstance(part, _Field))

    def render(self, values: Values) -> str:
        """The row, exactly as wide as the display.

        Raises:
            KeyError: ``values`` lacks a placeholder.
        """
        text = _filled(self.parts, values)
        return self.place(text) if self.right is None else edges(text, _filled(self.right, values))


def _filled(parts: tuple[Part, ...], values: Values) -> str:
    return "".join([part if isinstance(part, str) else part.text(values) for part in parts])


def compile_row(template: str, words: Mapping[str, str]) -> Row:
    """The row that ``template`` describes; the markup is explained in ``zh.toml``.

    Raises:
        KeyError: it refers to a word that is not there.
    """
    if "<>" in template:
        left, _, right = template.partition("<>")
        return Row(fit, _parts(left, words), _parts(right, words))
    if template.startswith("^"):
        return Row(centre, _parts(template[1:], words))
    if template.startswith(">"):
        return Row(pad_left, _parts(template[1:], words))
    return Row(fit, _parts(template, words))


def _parts(template: str, words: Mapping[str, str]) -> tuple[Part, ...]:
    parts: list[Part] = []
    end = 0
    for match in _PLACEHOLDER.finditer(template):
        parts.append(template[end : match.start()])
        name = match[1]
        if name.startswith("@"):
            parts.append(words[name[1:]])
        else:
            parts.append(_Field(name, format_of(name, words), bracketed=match[2] is not None))
        end = match.end()
    parts.append(template[end:])
    return tuple(part for part in parts if part != "")
