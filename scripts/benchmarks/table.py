"""Rows of the benchmark, and how they are printed: aligned for people, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured beside another, in one run.

    Attributes:
        group: What `--only` selects.
        name: What was measured.
        ratio: Ours to theirs; the median of the ratios of each round where rounds were paired.
        bar: What the ratio must not exceed; None for a row that only orients.
        beside: What it stands beside: a peer, a smaller case, or the figure that is allowed.
        ours, theirs: In ``unit``; they follow the machine, the ratio does not.
        unit: `µs`, `ms`, `MiB` …
    """

    group: str
    name: str
    ratio: float
    bar: float | None
    beside: str
    ours: float
    theirs: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether the ratio is within the bar; a row without a bar always is."""
        return self.bar is None or self.ratio <= self.bar


_HEAD = ("", "ours", "theirs", "unit", "ratio", "bar", "", "beside")
_TO_THE_LEFT = frozenset({0, 3, 6, 7})


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a table for each group, in the order of the rows."""
    for group, of_group in groupby(rows, key=lambda row: row.group):
        cells = [(group, *_HEAD[1:]), *map(_cells, of_group)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        yield from ("  ".join(_padded(line, widths)).rstrip() for line in cells)
        yield ""


def as_json(rows: Iterable[Row], *, failed: Iterable[str] = ()) -> str:
    """All rows with their verdicts, and the groups that could not be measured."""
    found = [asdict(row) | {"met": row.met} for row in rows]
    return json.dumps({"rows": found, "failed": list(failed)}, ensure_ascii=False, indent=2)


def _cells(row: Row) -> tuple[str, ...]:
    bar = "" if row.bar is None else f"{row.bar:g}"
    verdict = "" if row.bar is None else "ok" if row.met else "ABOVE"
    return (
        f"  {row.name}",
        _figure(row.ours),
        _figure(row.theirs),
        row.unit,
        f"{row.ratio:.2f}",
        bar,
        verdict,
        row.beside,
    )


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 1000 else f"{value:.3g}"


def _padded(line: tuple[str, ...], widths: list[int]) -> Iterator[str]:
    for number, (cell, width) in enumerate(zip(line, widths, strict=True)):
        yield cell.ljust(width) if number in _TO_THE_LEFT else cell.rjust(width)
