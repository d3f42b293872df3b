"""The acquirer as a child process: started, waited for, started again when it dies, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pos_emulator.runtime.errors import AcquirerError

READY_SECONDS = 15.0
STOP_SECONDS = 3.0
MOST_STARTS = 5
"""Starts within `STARTS_SECONDS` after which it is given up: something is wrong that time does not heal."""
STARTS_SECONDS = 60.0
_BACKOFF_SECONDS = (0.0, 0.1, 0.5, 2.0, 5.0)
_LOG_TAIL = 2000


@dataclass(frozen=True, slots=True)
class AcquirerReady:
    """Where an acquirer can be reached: by the terminal on the line, by people on the control socket."""

    device: Path
    control: Path
    pid: int


def acquirer_command(
    state: Path, *, profile: str = "cn-classic", allow_any_pan: bool = False, answer_seconds: float = 0.0
) -> tuple[str, ...]:
    """How the acquirer of a virtual line is started; it ends by itself when this process does.

    Args:
        state: Its folder.
        profile: Name or file of the profile of the terminal that it serves.
        allow_any_pan: It takes cards outside the list of test cards.
        answer_seconds: How long an authorisation takes it.
    """
    command = (sys.executable, "-m", "pos_emulator.acquirer.server", "--line", "pty", "--with-parent")
    options = ("--state", str(state), "--profile", profile, "--answer-seconds", str(answer_seconds))
    return (*command, *options, *(("--allow-any-pan",) if allow_any_pan else ()))


class AcquirerProcess:
    """One acquirer process after the other.

    Args:
        command: Program and arguments; it prints one JSON line with `ready`, `device` and `control`.
        log: Where its standard error goes; each process begins it anew.
        ready_seconds: How long it may take to start.
    """

    def __init__(
        self,
        command: tuple[str, ...],
        *,
        log: Path,
        ready_seconds: float = READY_SECONDS,
    ) -> None:
        self.ready: AcquirerReady | None = None
        """Where it is now; None while there is none."""
        self.changed: Callable[[bool, str], None] = lambda running, words: None
        """Told when it came or went, with words for people."""
        self._command = command
        self._log = log
        self._ready_seconds = ready_seconds
        self._process: Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._turn = asyncio.Event()
        self._given_up: AcquirerError | None = None

    def start(self) -> None:
        """Begin to keep one running; does not wait. After it was given up: try again."""
        if self._keeper is None or self._keeper.done():
            self._given_up = None
            self._keeper = asyncio.create_task(self._keep(), name="acquirer process")

    async def reached(self) -> AcquirerReady:
        """Wait until it is ready.

        Raises:
            AcquirerError: it was given up, or never started.
        """
        while self.ready is None:
            if self._given_up is not None:
                raise self._given_up
            if self._keeper is None:
                raise AcquirerError("acquirer", what="it was not started", advice="start it first")
            await self._turn.wait()
        return self.ready

    async def stop(self) -> None:
        """End it, by request first, by force after `STOP_SECONDS`."""
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeper
        await self._end()
        self.ready = None

    async def _keep(self) -> None:
        loop = asyncio.get_running_loop()
        starts: deque[float] = deque()
        while True:
            starts.append(loop.time())
            try:
                self.ready = await self._launch()
                self._take_turn(True, "the acquirer is running")
                code = await self._ended()
                words = f"the acquirer ended ({_meaning(code)})"
            except AcquirerError as error:
                words = str(error)
            finally:
                self.ready = None
            await self._end()
            while starts and starts[0] <= loop.time() - STARTS_SECONDS:
                starts.popleft()
            if len(starts) >= MOST_STARTS:
                self._given_up = AcquirerError(
                    "acquirer",
                    what=f"given up after {MOST_STARTS} starts in a minute: {words}",
                    advice=f"see {self._log}",
                )
                self._take_turn(False, str(self._given_up))
                return
            self._take_turn(False, f"{words}; it is started again")
            await asyncio.sleep(_BACKOFF_SECONDS[min(len(starts), len(_BACKOFF_SECONDS)) - 1])

    async def _launch(self) -> AcquirerReady:
        try:
            with open(self._log, "wb", opener=_private) as log:
                # A group of its own: Ctrl-C in the shell is for the terminal, which ends it in order.
                self._process = await asyncio.create_subprocess_exec(
                    *self._command, stdin=PIPE, stdout=PIPE, stderr=log, start_new_session=True
                )
        except OSError as error:
            raise AcquirerError(
                self._command[0],
                what=f"cannot be started ({error.strerror})",
                advice="check the installation",
            ) from error
        assert self._process.stdout is not None
        try:
            line = await asyncio.wait_for(self._process.stdout.readline(), self._ready_seconds)
        except (TimeoutError, ValueError):
            line = b"?"
        told = _parsed(line)
        match told:
            case {"ready": True, "device": str(device), "control": str(control)}:
                return AcquirerReady(Path(device), Path(control), self._process.pid)
        if line:
            what = (
                f"not ready after {self._ready_seconds:g} s"
                if line == b"?"
                else "it said something else than ready"
            )
        else:
            what = self._last_words() or f"it ended at once ({_meaning(await self._process.wait())})"
        raise AcquirerError("acquirer", what=what, advice=f"see {self._log}")

    async def _ended(self) -> int:
        """Wait for the process to end, reading away what it may still say."""
        assert self._process is not None
        assert self._process.stdout is not None
        while await self._process.stdout.read(4096):
            pass
        return await self._process.wait()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    def _take_turn(self, running: bool, words: str) -> None:
        self._turn.set()
        self._turn.clear()
        self.changed(running, words)

    def _last_words(self) -> str:
        try:
            lines = self._log.read_bytes()[-_LOG_TAIL:].decode("utf-8", "replace").strip().splitlines()
        except OSError:
            return ""
        return lines[-1].strip() if lines else ""


def _private(path: str, flags: int) -> int:
    """Open for the owner alone, whatever the umask, also what was there for others before."""
    descriptor = os.open(path, flags, 0o600)
    os.fchmod(descriptor, 0o600)
    return descriptor


def _parsed(line: bytes) -> object:
    try:
        parsed: object = json.loads(line)
    except ValueError:
        return None
    return parsed


def _meaning(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
