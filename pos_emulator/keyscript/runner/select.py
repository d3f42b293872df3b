"""Which scenarios are run: by line, by text, by tag, each as often as asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pos_emulator.keyscript.asked import NOTHING, Asked
from pos_emulator.keyscript.script import Scenario, Script


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for.

    Attributes:
        text: Stands in the name of the scenario or of its file, however it is capitalised; empty is any.
        tags: The scenario has one of them; empty is any.
        repeat: How often each is played.
        seed: In place of the scripts' own.
        asked: Profile and language in place of theirs.
    """

    text: str = ""
    tags: tuple[str, ...] = ()
    repeat: int = 1
    seed: int | None = None
    asked: Asked = NOTHING


def chosen(script: Script, selection: Selection, lines: Iterable[int] = ()) -> Sequence[int]:
    """The places of the scenarios in the script that were asked for."""
    wanted = tuple(lines)
    return [
        place
        for place, scenario in enumerate(script.scenarios)
        if _by_line(scenario, wanted)
        and (not selection.tags or set(selection.tags) & set(scenario.tags))
        and selection.text.casefold() in f"{script.file} {scenario.name}".casefold()
    ]


def _by_line(scenario: Scenario, lines: Sequence[int]) -> bool:
    return not lines or any(scenario.place.line <= line <= scenario.end_line for line in lines)
