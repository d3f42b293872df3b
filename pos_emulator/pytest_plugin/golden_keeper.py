"""Goldens under pytest: compared where a scenario is played, written and counted in one place at the end."""

from __future__ import annotations

from collections.abc import Generator
from os.path import relpath
from typing import TYPE_CHECKING, Any

import pytest

from pos_emulator.pytest_plugin.options import settings_of

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

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a scenario showed."""
        heard: Played | None = getattr(report, "pos_played", None)
        if heard is not None:
            self._played.append(heard)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Everything has been played."""
        ended = yield
        if self._played:
            self._look_after(session)
        return ended

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what became of the goldens."""
        for line in self._says:
            terminalreporter.write_line(line)

    def _look_after(self, session: pytest.Session) -> None:
        from pos_emulator.keyscript.runner import goldens

        config = session.config
        results = [_result(each) for each in self._played]
        unused = list(goldens.unused(self._whole(), results))
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
            written = goldens.write(results)
            for path in unused:
                path.unlink()
            self._says.append(f"goldens: {written} written, {len(unused)} removed")

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
