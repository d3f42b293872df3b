"""A failed scenario as files for somebody who was not there: screens, slips, messages. All of it masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pos_emulator.firmware.peripherals import Screen, Slip
from pos_emulator.keyscript.observe.evidence import books, strokes, table_of
from pos_emulator.keyscript.runner.stage import Stage


def filed(stages: Sequence[Stage]) -> tuple[tuple[str, str], ...]:
    """Name and text of each file; several benches follow one another in each."""
    parts = {
        "keys.txt": _keys,
        "screens.txt": _screens,
        "receipts.txt": _receipts,
        "trace.txt": _trace,
        "ledger.txt": books,
    }
    return tuple(
        (name, _together(name, [list(lines_of(stage)) for stage in stages]))
        for name, lines_of in parts.items()
    )


def _together(name: str, benches: list[list[str]]) -> str:
    title = name.removesuffix(".txt")
    lines = []
    for number, part in enumerate(benches, start=1):
        if len(benches) > 1:
            lines.append(f"bench {number} of {len(benches)}")
        lines += part or [f"no {title}"]
    return "\n".join(lines) + "\n"


def _keys(stage: Stage) -> Iterator[str]:
    for what, screen in strokes(stage.touches):
        yield f"{what:<24} -> {screen}"


def _screens(stage: Stage) -> Iterator[str]:
    before = len(stage.prepared.start.screens)
    for _, screen in stage.bench.all_screens[before:]:
        yield from _shown(screen)


def _shown(screen: Screen) -> Iterable[str]:
    lamps = " ".join(sorted(lamp.value for lamp in screen.lamps))
    return (f"{screen.name}  lamps: {lamps or 'none'}", *(f"  |{row}|" for row in screen.rows), "")


def _receipts(stage: Stage) -> Iterator[str]:
    for _, slip in stage.bench.slips[stage.prepared_slips :]:
        yield from _printed(slip)


def _printed(slip: Slip) -> Iterable[str]:
    return (f"{slip.copy} {slip.voucher}".rstrip(), *(f"  {line}".rstrip() for line in slip.lines), "")


def _trace(stage: Stage) -> Iterator[str]:
    for seen in stage.tap.messages():
        yield from (*table_of(seen), "")
