"""The coverage of a run: for people on 80 columns, and as one JSON line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from pos_emulator.keyscript.coverage.parts import Part
from pos_emulator.keyscript.coverage.reached import Reached

WIDTH = 80
_TITLE = 16
_HOW_COUNTED = (
    "  Keys are those that the prompt behind a reached screen answers to; the digits",
    "  of an entry field are one. An oracle line is reached once it had something to",
    "  judge.",
)


def coverage_lines(parts: Sequence[Part], *, scenarios: int) -> Iterator[str]:
    """Counts first, then what was not reached."""
    yield f"coverage of {scenarios} scenario{'' if scenarios == 1 else 's'}"
    for part in parts:
        share = 100 * len(part.reached) // part.count if part.count else 100
        yield f"  {part.title:<{_TITLE}} {len(part.reached):>4} of {part.count:<4} {share:>3}%"
    yield from _HOW_COUNTED
    if not any(part.missed for part in parts):
        yield "nothing was left out"
        return
    yield "not reached"
    for part in parts:
        if part.missed:
            yield from _listed(part.title, _grouped(part.missed))


def coverage_line(parts: Iterable[Part], reached: Reached) -> str:
    """The same for a program; `codes` by the kind of request that they answered."""
    codes = {
        kind: [code for _, code in found]
        for kind, found in groupby(sorted(reached.codes), key=lambda each: each[0])
    }
    found = {
        part.title.replace(" ", "_"): {
            "count": part.count,
            "reached": list(part.reached),
            "missed": list(part.missed),
        }
        for part in parts
    }
    return json.dumps({"event": "coverage", **found, "codes_by_request": codes}, ensure_ascii=True)


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    indent = " " * (_TITLE + 3)
    for number, line in enumerate(
        wrap(", ".join(items), WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    ):
        yield f"  {title if number == 0 else '':<{_TITLE}} {line}"


def _grouped(items: Iterable[str]) -> Iterator[str]:
    """The keys of one screen together; what has no blank in it stays alone."""
    for first, group in groupby(items, key=lambda item: item.partition(" ")[0]):
        yield " ".join((first, *(rest for item in group if (rest := item.partition(" ")[2]))))
