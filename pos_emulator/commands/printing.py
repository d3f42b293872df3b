"""How commands print: tables for people, JSON for programs. Chinese characters take two columns."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

import click

from pos_emulator.texts.layout import cells

_GAP = "  "


def print_json(value: object) -> None:
    """One JSON document, indented; ASCII only where the output cannot take more."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=not unicode, indent=2))


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """Rows under their heads, or ``nothing``; columns that are empty throughout fall away.

    Args:
        head: The names of the columns.
        rows: As many cells each.
        right: The heads of columns of figures, which end at the right edge.
    """
    every = [[printable(cell) for cell in row] for row in rows]
    if not every:
        click.echo("nothing")
        return
    used = [place for place in range(len(head)) if any(row[place] for row in every)]
    lines = [[head[place] for place in used], *([row[place] for place in used] for row in every)]
    widths = [max(cells(line[at]) for line in lines) for at in range(len(used))]
    figures = [head[place] in right for place in used]
    for number, line in enumerate(lines):
        text = _GAP.join(
            " " * (width - cells(cell)) + cell if figure else cell + " " * (width - cells(cell))
            for cell, width, figure in zip(line, widths, figures, strict=True)
        ).rstrip()
        click.echo(click.style(text, bold=True) if number == 0 else text)


def print_pairs(pairs: Iterable[tuple[str, str]], *, indent: str = "") -> None:
    """Names and values, one pair a line, the values under each other."""
    every = [(name, printable(value)) for name, value in pairs]
    width = max((cells(name) for name, _ in every), default=0)
    for name, value in every:
        click.echo(f"{indent}{name}{' ' * (width - cells(name))}  {value}".rstrip())


def heading(text: str) -> None:
    """A line above what belongs together."""
    click.echo(click.style(text, bold=True))


def printable(text: str) -> str:
    """The text on one line: what a terminal would act on is written out."""
    return text if text.isprintable() else "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def yuan(amount: int) -> str:
    """Fen as figures with separators: 1280000 is ``12,800.00``."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100:,}.{abs(amount) % 100:02d}"
