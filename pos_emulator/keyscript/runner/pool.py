"""Plays many scenarios, in this process or in several; results come in the order of what was asked."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from pos_emulator.keyscript.runner.play import Playing, play
from pos_emulator.keyscript.runner.result import Result
from pos_emulator.keyscript.runner.sources import Source
from pos_emulator.keyscript.script import Script

MOST_IN_A_PARCEL = 25


@dataclass(frozen=True, slots=True)
class Task:
    """One scenario to play: the place of its file and its own place in it, the seed, the repeat."""

    file: int
    scenario: int
    seed: int | None
    repeat: int


def play_all(
    sources: Sequence[Source], scripts: Sequence[Script], tasks: Sequence[Task], *, processes: int
) -> Generator[Result, None, None]:
    """The results, in the order of the tasks; whoever stops asking ends what still runs."""
    if processes <= 1 or len(tasks) < 2:
        for task in tasks:
            yield _played(scripts[task.file], task)
        return
    context = multiprocessing.get_context("spawn")
    size = max(1, min(MOST_IN_A_PARCEL, len(tasks) // (processes * 2)))
    parcels = [
        [(sources[task.file], task) for task in tasks[at : at + size]] for at in range(0, len(tasks), size)
    ]
    # Leaving the block ends the processes, whether all is played or somebody pressed Ctrl-C.
    with context.Pool(min(processes, len(parcels)), initializer=_deaf_to_interrupts) as pool:
        for results in pool.imap(_parcel, parcels):
            yield from results


def _parcel(parcel: list[tuple[Source, Task]]) -> list[Result]:
    scripts: dict[int, Script] = {}
    results = []
    for source, task in parcel:
        if task.file not in scripts:
            scripts[task.file] = source.read()
        results.append(_played(scripts[task.file], task))
    return results


def _played(script: Script, task: Task) -> Result:
    scenario = script.scenarios[task.scenario]
    return play(Playing.of(script, scenario, seed=task.seed, repeat=task.repeat))


def _deaf_to_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the first one decides and ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
