"""Plays many scenarios, in this process or in several; results come in the order of what was asked."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from pos_emulator.keyscript.asked import NOTHING, Asked
from pos_emulator.keyscript.backends.backend import CORE, Backend
from pos_emulator.keyscript.runner.errors import PlayerDied
from pos_emulator.keyscript.runner.play import NOTHING_MORE, Keep, play
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Result
from pos_emulator.keyscript.runner.sources import Source
from pos_emulator.keyscript.script import Script
from pos_emulator.runtime.child_process import clear, end_with_parent

MOST_IN_A_PARCEL, PARCELS_FOR_EACH = 25, 8
_BETWEEN_COLLECTIONS = 50_000


@dataclass(frozen=True, slots=True)
class Task:
    """One scenario to play: the place of its file and its own place in it, the seed, the repeat.

    `asked` are profile and language in place of the script's own.
    """

    file: int
    scenario: int
    seed: int | None
    repeat: int
    asked: Asked = NOTHING


class Players:
    """Who plays: this process, or several others that start at once and end with the block.

    Args:
        processes: How many; with one, no other process is started.
        keep: What is kept of each scenario beside how it ended.
        backend: Where they are played.
    """

    def __init__(self, processes: int, *, keep: Keep = NOTHING_MORE, backend: Backend = CORE) -> None:
        self._processes = processes
        self._keep = keep
        self._backend = backend
        self._executor: ProcessPoolExecutor | None = None
        self._workers: list[BaseProcess] = []
        self._told: list[int] = []
        self._room: TemporaryDirectory[str] | None = None
        """Holds every temporary folder of the others: one may be ended before it knows that it has one."""

    def __enter__(self) -> Players:
        if self._processes > 1:
            others = multiprocessing.active_children()
            self._room = TemporaryDirectory(prefix="pos-", ignore_cleanup_errors=True)
            self._executor = ProcessPoolExecutor(
                self._processes,
                multiprocessing.get_context("spawn"),
                initializer=_get_ready,
                initargs=(self._room.name,),
            )
            with self._undisturbed():
                for _ in range(self._processes):
                    self._executor.submit(_nothing)
            self._workers = [each for each in multiprocessing.active_children() if each not in others]
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._executor is not None:
            for worker in self._workers:
                worker.terminate()
            self._executor.shutdown(cancel_futures=True)
        if self._room is not None:
            clear(self._room)

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        """Whoever is told to end while others are just starting hears it when they are to play.

        A process that is just starting is deaf to Ctrl-C too; it inherits that.
        """
        hearing = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
        hearing = {number: hears for number, hears in hearing.items() if hears is not signal.SIG_IGN}
        interrupted = signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in hearing:
            signal.signal(number, lambda told, _frame: self._told.append(told))
        try:
            yield
        finally:
            for number, hears in hearing.items():
                signal.signal(number, hears)
            signal.signal(signal.SIGINT, interrupted)

    def play(
        self, sources: Sequence[Source], scripts: Sequence[Script], tasks: Sequence[Task]
    ) -> Iterator[Result]:
        """The results, in the order of the tasks.

        Raises:
            PlayerDied: a process was ended from outside.
        """
        for number in self._told:
            signal.raise_signal(number)
        if self._executor is None:
            for task in tasks:
                yield _played(scripts[task.file], task, self._keep, self._backend)
            return
        size = max(1, min(MOST_IN_A_PARCEL, len(tasks) // (self._processes * PARCELS_FOR_EACH)))
        try:
            coming = [
                self._executor.submit(
                    _parcel,
                    [(sources[task.file], task) for task in tasks[at : at + size]],
                    self._keep,
                    self._backend,
                )
                for at in range(0, len(tasks), size)
            ]
            for parcel in coming:
                yield from parcel.result()
        except BrokenProcessPool:
            raise PlayerDied from None


def _nothing() -> None:
    """What a process does first: it starts."""


def _parcel(parcel: list[tuple[Source, Task]], keep: Keep, backend: Backend) -> list[Result]:
    # Who is told to end gives back what a scenario holds, an acquirer process and its folder; then there
    # is nobody to tell a result.
    at_rest = signal.signal(signal.SIGTERM, _leave)
    try:
        return [_played(_parsed(source), task, keep, backend) for source, task in parcel]
    except SystemExit:
        _go()
    finally:
        signal.signal(signal.SIGTERM, at_rest)


@lru_cache(maxsize=16)
def _parsed(source: Source) -> Script:
    """A long script comes in many parcels, and is read once."""
    return source.parsed()


def _played(script: Script, task: Task, keep: Keep, backend: Backend) -> Result:
    scenario = script.scenarios[task.scenario]
    playing = Playing.of(
        script, scenario, seed=task.seed, repeat=task.repeat, backend=backend, asked=task.asked
    )
    return play(playing, keep=keep)


def _leave(*_signal: object) -> None:
    """Give up what is under way; being told twice is no reason to leave half of it."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit


def _go(*_signal: object) -> NoReturn:
    """End at once. The last to go takes the room along: who made it may have been killed."""
    with contextlib.suppress(OSError):
        Path(tempfile.gettempdir()).rmdir()
    os._exit(0)


def _get_ready(room: str) -> None:
    """Ctrl-C reaches every process of a terminal; the first one decides and ends the others.

    What is loaded by now stays: the collector need not look at it, nor after every few keys.
    """
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _go)
    # For this process, and for an acquirer that it starts.
    os.environ["TMPDIR"] = tempfile.tempdir = room
    end_with_parent()
    gc.freeze()
    gc.set_threshold(_BETWEEN_COLLECTIONS)
