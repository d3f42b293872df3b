"""A moment as text: the screen with the roles of what is on it, and the slips since the moment before."""

from __future__ import annotations

from dataclasses import dataclass

from pos_emulator.firmware.peripherals import Screen, Slip

FIRST_WORD = "screen"
"""Of every snapshot."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What `Expect Snapshot` took: its name, the line that asked, the text."""

    name: str
    line: int
    source: str
    text: str


def snapshot_text(screen: Screen, slips: list[Slip]) -> str:
    """The screen between bars, its lamps and fields by name, then each slip."""
    lines = [f"{FIRST_WORD} {screen.name}", *(f"|{row}|" for row in screen.rows)]
    lines += [f"lamp {lamp}" for lamp in sorted(lamp.value for lamp in screen.lamps)]
    lines += [f"field {name} = {screen.fields[name]}" for name in sorted(screen.fields)]
    for slip in slips:
        lines += [f"slip {slip.copy}", *(f"|{line.rstrip()}" for line in slip.lines)]
    return "\n".join(lines) + "\n"
