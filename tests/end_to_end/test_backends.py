"""The same scripts on the core and on a real line: the same screens, messages and books."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from iso8583_specs.message import Value
from pos_emulator.keyscript.backends.backend import CORE, Backend, backend_of
from pos_emulator.keyscript.backends.limits import limits
from pos_emulator.keyscript.runner.play import play
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Result
from pos_emulator.keyscript.runner.sources import source_at
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.keyscript.steps.step import Step
from tests.acquirer.processes import HostProcess
from tests.commands.shell import SECONDS, ended, free_port, run, start

QA = Path(__file__).parents[2] / "scripts" / "qa"
OF_EACH_FILE = 2
TIME_AND_MAC = (12, 64)
PTY = backend_of("pty")

Crossed = tuple[bool, str, dict[int, Value]]


class Played:
    """A scenario on a backend, and what was seen of it."""

    def __init__(self, script: Script, scenario: Scenario, backend: Backend) -> None:
        stages: list[Stage] = []

        def watch(_step: Step, stage: Stage) -> None:
            if stage not in stages[-1:]:
                stages.append(stage)

        self.result: Result = play(Playing.of(script, scenario, backend=backend), watch=watch)
        self.screens = [screens_of(stage) for stage in stages]
        self.messages = [messages_of(stage) for stage in stages]
        self.books = [books_of(stage) for stage in stages]


def screens_of(stage: Stage) -> list[str]:
    """Names in order; a screen that only counts seconds is one screen."""
    before = len(stage.prepared.start.screens)
    return [name for name, _ in groupby(screen.name for _, screen in stage.bench.all_screens[before:])]


def messages_of(stage: Stage) -> list[Crossed]:
    return [
        (
            seen.sent,
            seen.message.mti,
            {number: value for number, value in seen.message.items() if number not in TIME_AND_MAC},
        )
        for seen in stage.tap.messages()
    ]


def books_of(stage: Stage) -> list[object]:
    """Everything but the time of a booking."""
    ledger = stage.bench.ledger
    assert ledger is not None
    bookings = [
        (each.id, each.kind, each.amount, each.rrn, each.day, each.reversed, each.uploaded, each.original)
        for each in ledger.bookings()
    ]
    outcomes = sorted((str(each.id), each.kind, each.code, each.rule) for each in ledger.outcomes())
    legs = [sorted(map(repr, ledger.legs_of(booking[0]))) for booking in bookings]
    return [bookings, legs, list(ledger.fences()), outcomes, list(ledger.batches())]


def playable() -> Iterator[tuple[str, Path, int]]:
    """The first scenarios of each file that a real line can play."""
    for path in sorted(QA.rglob("*.keys")):
        _, script = source_at(path)
        able = [
            number
            for number, scenario in enumerate(script.scenarios)
            if scenario.row < 2 and not scenario.known_failure and not list(limits(script, [scenario], PTY))
        ]
        for number in able[: OF_EACH_FILE if path.parent == QA else 1]:
            yield f"{path.relative_to(QA).with_suffix('')}: {script.scenarios[number].title}", path, number


CHOSEN = tuple(playable())


def test_a_good_part_of_the_suite_can_be_played_on_a_real_line() -> None:
    assert len(CHOSEN) > 20


@pytest.mark.parametrize(
    ("path", "number"), [pytest.param(path, number, id=name) for name, path, number in CHOSEN]
)
def test_a_pty_shows_sends_and_books_what_the_core_does(path: Path, number: int) -> None:
    _, script = source_at(path)
    scenario = script.scenarios[number]
    core, pty = Played(script, scenario, CORE), Played(script, scenario, PTY)
    assert pty.result.outcome is core.result.outcome
    assert pty.screens == core.screens
    assert pty.messages == core.messages
    assert pty.books == core.books


ONE_SALE = """\
Background
  Given signed-on
  Customer arrives holding demo-debit

Scenario "a sale"
  Sale 58.00 as $sale
  Expect Ledger $sale booked
"""
LONG = ONE_SALE + '\nScenario "a long day"\n' + "  Sale 1.00\n" * 400
LONG_TMPDIR = 56
"""As long as macOS has it, and then some."""


def children_of(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [each for child in map(int, found) for each in (child, *children_of(child))]


def is_one(pid: int, word: str) -> bool:
    try:
        return word.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def ends(pid: int) -> bool:
    """Whether it has ended, or does so without being told."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watched], [], [], SECONDS)[0])
    finally:
        os.close(watched)


@pytest.fixture
def rooms() -> Iterator[Path]:
    """A folder for temporary ones, of a short name: the path of a socket is short."""
    with tempfile.TemporaryDirectory(prefix="r") as folder:
        yield Path(folder)


LINUX = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="only Linux tells the children of a process"
)


def long_run(tmp_path: Path, rooms: Path, processes: str) -> tuple[subprocess.Popen[str], list[int]]:
    """A run that would take long, one of its acquirers just starting; and what was started."""
    (tmp_path / "a.keys").write_text(LONG)
    report = tmp_path / "report.xml"
    process = start(
        "run", tmp_path / "a.keys", "--backend", "pty", "--junit", report, "-j", processes, TMPDIR=str(rooms)
    )
    assert process.stdout is not None
    assert "ok " in process.stdout.readline()
    pids: list[int] = []
    while not any(is_one(pid, "acquirer_main") for pid in pids):
        assert process.poll() is None
        pids = children_of(process.pid)
    # The interpreter's own tracker of resources ends by itself behind its parent.
    return process, [pid for pid in pids if not is_one(pid, "resource_tracker")]


@LINUX
@pytest.mark.parametrize(
    ("told", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
@pytest.mark.parametrize("processes", ["1", "2"])
def test_being_told_to_end_leaves_a_report_and_nothing_else(
    tmp_path: Path, rooms: Path, processes: str, told: signal.Signals, code: int
) -> None:
    process, pids = long_run(tmp_path, rooms, processes)
    process.send_signal(told)
    ran = ended(process)
    assert (ran.code, ran.err) == (code, "")
    assert ran.out.splitlines()[-1] == "1 passed, 1 not run (interrupted)"
    assert 'message="interrupted"' in (tmp_path / "report.xml").read_text("utf-8")
    # An acquirer that was just being started when its terminal ended notices by itself.
    assert all(map(ends, pids))
    assert list(rooms.iterdir()) == []


@LINUX
def test_a_player_that_is_killed_leaves_a_report_and_nothing_else(tmp_path: Path, rooms: Path) -> None:
    process, pids = long_run(tmp_path, rooms, "2")
    os.kill(next(pid for pid in pids if children_of(pid)), signal.SIGKILL)
    assert ended(process).code == 5
    assert (tmp_path / "report.xml").exists()
    assert all(map(ends, pids))
    assert list(rooms.iterdir()) == []


@LINUX
def test_players_put_their_things_away_behind_a_run_that_is_killed(tmp_path: Path, rooms: Path) -> None:
    process, pids = long_run(tmp_path, rooms, "2")
    process.kill()
    ended(process)
    assert all(map(ends, pids))
    assert list(rooms.iterdir()) == []


def test_a_temporary_folder_of_a_long_name_holds_real_lines_too(tmp_path: Path, rooms: Path) -> None:
    (tmp_path / "sale.keys").write_text(ONE_SALE)
    long = rooms / ("t" * (LONG_TMPDIR - 1 - len(str(rooms))))
    long.mkdir()
    ran = ended(start("run", tmp_path / "sale.keys", "--backend", "pty", "-j", "2", TMPDIR=str(long)))
    assert (ran.code, ran.err) == (0, "")
    assert list(long.iterdir()) == []


SOMEWHERE_ELSE = """\
Background
  Given {state}
  Customer arrives holding demo-debit

Scenario "a sale and its void"
{logon}  Sale 58.00 as $sale
  Expect Record $sale approved
  Void $sale
  Expect Sent 0200 F3=200000 F61=${{sale.batch}}${{sale.voucher}}
  Expect Received 0210 F39=00
  Expect Record $sale voided
"""


@pytest.mark.parametrize("kind", ["tcp", "serial"])
@pytest.mark.parametrize("state", ["signed-on", "settled"])
def test_a_host_that_somebody_else_started(tmp_path: Path, kind: str, state: str) -> None:
    own_line = f"tcp://127.0.0.1:{free_port()}" if kind == "tcp" else "pty"
    logon = "  Logon 01\n" if state == "settled" else ""
    (tmp_path / "void.keys").write_text(SOMEWHERE_ELSE.format(state=state, logon=logon))
    with HostProcess(tmp_path / "host", "--line", own_line) as host:
        backend = own_line if kind == "tcp" else f"serial:{host.ready['device']}"
        ran = run("run", tmp_path / "void.keys", "--backend", backend)
        assert (ran.code, ran.err) == (0, ""), ran.out
        entries = host.ask(do="ledger")["entries"]
    assert [(entry["kind"], entry["state"]) for entry in entries][-2:] == [
        ("sale", "voided"),
        ("void", "booked"),
    ]


def test_an_acquirer_of_its_own_on_tcp(tmp_path: Path) -> None:
    (tmp_path / "sale.keys").write_text(ONE_SALE)
    ran = run("run", tmp_path / "sale.keys", "--backend", "tcp")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 passed")
