"""Goldens under pytest: compared where a scenario is played, written and counted in one place at the end."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pos_emulator.pytest_plugin.options import settings_of
from pos_emulator.pytest_plugin.reports import shortened
from pos_emulator.pytest_plugin.whole_files import counted_tests, looked_through, partial

if TYPE_CHECKING:
    from pos_emulator.keyscript.runner.result import Result

Played = dict[str, Any]
"""What the report of a scenario carries between processes, in plain values."""

PLAYED = pytest.StashKey[Played]()


def played(result: Result, *, number: int, of: int) -> Played:
    """What the keeper of the goldens must know of a scenario: the how-manieth of how many it is, what it showed."""
    return {
        "file": result.file,
        "name": result.name,
        "row": result.row,
        "number": number,
        "of": of,
        "outcome": result.outcome.value,
        "snapshots": [[each.name, each.line, each.source, each.text] for each in result.snapshots],
    }


class GoldenKeeper:
    """Hears every report, and has the last word: an unused golden fails, new ones are written if all is well."""

    def __init__(self) -> None:
        self._played: list[Played] = []
        self._says: list[str] = []
        self._modules: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep which files of tests there are: the last test of one may be gone, and its golden still there."""
        if report.passed and report.nodeid.endswith(".py"):
            self._modules.append(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a scenario showed."""
        heard: Played | None = getattr(report, "pos_played", None)
        if heard is not None:
            self._played.append(heard)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Everything has been played."""
        ended = yield
        emptied = self._emptied(session)
        if self._played or emptied:
            self._look_after(session, emptied)
        return ended

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what became of the goldens."""
        for line in self._says:
            terminalreporter.write_line(line)

    def _look_after(self, session: pytest.Session, emptied: list[str]) -> None:
        from pos_emulator.keyscript.runner import goldens

        config = session.config
        results = [_result(each) for each in self._played]
        not_there = {path for folder in looked_through(session) for path in self._lost(folder, config)}
        unused = sorted({*goldens.unused([*self._whole(), *emptied], results), *not_there})
        for problem in goldens.shared(results):
            _fail(session, "goldens", problem)
        if not settings_of(config).update_goldens:
            for path in unused:
                shown = relpath(path, config.invocation_params.dir)
                _fail(
                    session,
                    relpath(path, config.rootpath),
                    f"{shown}: no scenario takes this golden; remove it, or let --update-goldens do so",
                )
        elif session.testsfailed:
            self._says.append(f"goldens: none written, for {session.testsfailed} failed")
        else:
            self._update(session, results, unused)

    def _update(self, session: pytest.Session, results: list[Result], unused: list[Path]) -> None:
        from pos_emulator.keyscript.runner import goldens
        from pos_emulator.keyscript.runner.errors import GoldensUnwritableError

        try:
            written = goldens.write(results, unused)
        except GoldensUnwritableError as error:
            _fail(session, "goldens", shortened(str(error), session.config))
            return
        self._says.append(f"goldens: {written} written, {len(unused)} removed")

    def _lost(self, folder: Path, config: pytest.Config) -> Iterator[Path]:
        from pos_emulator.keyscript.runner import goldens

        return goldens.lost(folder, leave_out=config.getini("norecursedirs"))

    def _emptied(self, session: pytest.Session) -> list[str]:
        """Files of tests that were looked at whole and have no test with a terminal any more."""
        files = (session.config.rootpath / nodeid for nodeid in self._modules)
        found = [file for file in files if (file.parent / "goldens" / file.name).is_dir()]
        counted = counted_tests(session)
        return [file.as_posix() for file in found if file not in counted and file not in partial(session)]

    def _whole(self) -> list[str]:
        """Files of which every scenario was played."""
        files: dict[str, tuple[int, set[int]]] = {}
        for each in self._played:
            files.setdefault(each["file"], (each["of"], set()))[1].add(each["number"])
        return sorted(file for file, (of, numbers) in files.items() if len(numbers) == of)


def _result(each: Played) -> Result:
    from pos_emulator.keyscript.observe.snapshot import Snapshot
    from pos_emulator.keyscript.runner.result import Outcome, Result

    return Result(
        file=each["file"],
        name=each["name"],
        line=0,
        row=each["row"],
        repeat=1,
        seed=0,
        outcome=Outcome(each["outcome"]),
        failure=None,
        seconds=0,
        keys=0,
        digests={},
        snapshots=tuple(Snapshot(*shown) for shown in each["snapshots"]),
    )


def _fail(session: pytest.Session, name: str, why: str) -> None:
    """A failure that no item of the run stands for, told as if one did."""
    hook = session.config.hook
    where = (name, 0, name)
    hook.pytest_runtest_logreport(report=pytest.TestReport(name, where, {}, "failed", why, "call"))
    hook.pytest_runtest_logreport(report=pytest.TestReport(name, where, {}, "passed", None, "teardown"))
