from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest

from pos_emulator.keyscript.backends.backend import backend_of
from pos_emulator.keyscript.runner.pool import Players, Task
from pos_emulator.keyscript.runner.result import Outcome, Result
from pos_emulator.keyscript.runner.sources import Source
from tests.keyscript.playing import script
from tests.keyscript.samples import VOID_KEYS

SOURCE, SCRIPT = Source("x.keys", VOID_KEYS.encode(), ()), script(VOID_KEYS)
TASKS = [Task(0, place, None, repeat) for repeat in (1, 2) for place in range(3)]


def played(processes: int, tasks: list[Task]) -> list[Result]:
    with Players(processes) as players:
        return list(players.play([SOURCE], [SCRIPT], tasks))


def test_processes_and_order_change_nothing() -> None:
    alone = played(1, TASKS)
    assert [(each.row, each.repeat) for each in alone] == [(0, 1), (1, 1), (2, 1), (0, 2), (1, 2), (2, 2)]
    assert played(2, TASKS) == alone
    assert played(1, TASKS[::-1]) == alone[::-1]


def test_whoever_stops_asking_ends_it() -> None:
    with Players(2) as players:
        first = next(players.play([SOURCE], [SCRIPT], TASKS * 20))
    assert first.row == 0


def test_real_lines_in_several_processes_change_nothing_either() -> None:
    with Players(2, backend=backend_of("pty")) as players:
        results = list(players.play([SOURCE], [SCRIPT], TASKS[:2]))
    assert [(each.backend, each.outcome) for each in results] == [("pty", Outcome.PASSED)] * 2


def test_who_is_told_to_end_while_others_start_hears_it_when_they_are_to_play(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[int] = []
    submit = ProcessPoolExecutor.submit

    def told(*given: Any) -> Any:
        signal.raise_signal(signal.SIGTERM)
        return submit(*given)

    before = signal.signal(signal.SIGTERM, lambda number, _frame: heard.append(number))
    try:
        with monkeypatch.context() as starting:
            starting.setattr(ProcessPoolExecutor, "submit", told)
            players = Players(2).__enter__()
        assert heard == []
        next(players.play([SOURCE], [SCRIPT], TASKS))
        assert heard == [signal.SIGTERM] * 2
        players.__exit__()
    finally:
        signal.signal(signal.SIGTERM, before)
