from __future__ import annotations

import asyncio
import os
import signal
import stat
import sys
from pathlib import Path

import pytest

from pos_emulator.runtime import acquirer_process
from pos_emulator.runtime.acquirer_process import AcquirerProcess, acquirer_command
from pos_emulator.runtime.errors import AcquirerError

PATIENCE_SECONDS = 20.0


def process(tmp_path: Path, behaviour: str, *, ready_seconds: float = 15.0) -> AcquirerProcess:
    script = str(Path(__file__).with_name("fake_acquirer.py"))
    command = (sys.executable, "-S", script, behaviour, str(tmp_path))
    return AcquirerProcess(command, log=tmp_path / "log", ready_seconds=ready_seconds)


def told(acquirer: AcquirerProcess) -> asyncio.Queue[tuple[bool, str]]:
    queue: asyncio.Queue[tuple[bool, str]] = asyncio.Queue()
    acquirer.changed = lambda running, words: queue.put_nowait((running, words))
    return queue


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_command_serves_the_terminal_s_profile_and_ends_with_its_parent() -> None:
    command = acquirer_command(Path("/s"), profile="qa", allow_any_pan=True, answer_seconds=1.5)
    assert command == (
        *(sys.executable, "-m", "pos_emulator.acquirer.server", "--line", "pty", "--with-parent"),
        *("--state", "/s", "--profile", "qa", "--answer-seconds", "1.5", "--allow-any-pan"),
    )
    assert "--allow-any-pan" not in acquirer_command(Path("/s"))


@pytest.mark.asyncio
async def test_starts_says_so_and_stops(tmp_path: Path) -> None:
    acquirer = process(tmp_path, "good")
    changes = told(acquirer)
    acquirer.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        ready = await acquirer.reached()
        assert (ready.device, ready.control) == (tmp_path / "line-1", tmp_path / "control.sock")
        assert await changes.get() == (True, "the acquirer is running")
        assert is_alive(ready.pid)
        await acquirer.stop()
    assert not is_alive(ready.pid)
    assert acquirer.ready is None
    assert changes.empty(), "to be stopped is nothing to be told of"


@pytest.mark.asyncio
async def test_its_log_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("of an older version")
    (tmp_path / "log").chmod(0o644)
    acquirer = process(tmp_path, "good")
    acquirer.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await acquirer.reached()
        await acquirer.stop()
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600


@pytest.mark.asyncio
async def test_is_started_again_when_it_is_killed(tmp_path: Path) -> None:
    acquirer = process(tmp_path, "good")
    changes = told(acquirer)
    acquirer.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        first = await acquirer.reached()
        os.kill(first.pid, signal.SIGKILL)
        assert [await changes.get() for _ in range(3)] == [
            (True, "the acquirer is running"),
            (False, "the acquirer ended (signal 9); it is started again"),
            (True, "the acquirer is running"),
        ]
        second = await acquirer.reached()
        assert second.pid != first.pid
        assert second.device == tmp_path / "line-2"
        await acquirer.stop()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("behaviour", "says"),
    [
        ("dies-at-once", "acquirer: state: held by another acquirer; end it; see "),
        ("dies-silently", "acquirer: it ended at once (exit code 7); see "),
        ("babbles", "acquirer: it said something else than ready; see "),
        ("dies-later", "the acquirer ended (exit code 3)"),
    ],
)
async def test_is_given_up_after_some_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behaviour: str, says: str
) -> None:
    monkeypatch.setattr(acquirer_process, "_BACKOFF_SECONDS", (0.0,))
    acquirer = process(tmp_path, behaviour)
    changes = told(acquirer)
    acquirer.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (last := await changes.get())[1].startswith("acquirer: given up after 5 starts"):
            assert last[1] == "the acquirer is running" or last[1].startswith(says)
        assert not last[0]
        with pytest.raises(AcquirerError, match=f"given up after 5 starts in a minute.*see {tmp_path}/log"):
            await acquirer.reached()
    assert (tmp_path / "starts").read_text() == "xxxxx"
    acquirer.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert says in (await changes.get())[1] or acquirer.ready
        await acquirer.stop()


@pytest.mark.asyncio
async def test_does_not_wait_for_ever_for_one_that_is_never_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acquirer_process, "MOST_STARTS", 1)
    acquirer = process(tmp_path, "mute", ready_seconds=0.05)
    acquirer.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        with pytest.raises(AcquirerError, match=r"not ready after 0\.05 s"):
            await acquirer.reached()
        await acquirer.stop()


@pytest.mark.asyncio
async def test_one_that_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acquirer_process, "STOP_SECONDS", 0.05)
    acquirer = process(tmp_path, "stubborn")
    acquirer.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        ready = await acquirer.reached()
        await acquirer.stop()
    assert not is_alive(ready.pid)


@pytest.mark.asyncio
async def test_a_program_that_is_not_there_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acquirer_process, "MOST_STARTS", 1)
    acquirer = AcquirerProcess((str(tmp_path / "missing"),), log=tmp_path / "log")
    with pytest.raises(AcquirerError, match="it was not started"):
        await acquirer.reached()
    acquirer.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        with pytest.raises(AcquirerError, match=r"missing: cannot be started \(No such file or directory\)"):
            await acquirer.reached()
        await acquirer.stop()
