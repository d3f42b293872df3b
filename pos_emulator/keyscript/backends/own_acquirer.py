"""The acquirer process of one scenario, with its operator side and its books."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pos_emulator.acquirer.ledger_sqlite import SqliteLedger
from pos_emulator.keyscript.backends import acquirer_main, live_start
from pos_emulator.keyscript.backends.live_desk import LiveDesk
from pos_emulator.keyscript.runner.errors import BackendLostError
from pos_emulator.link.transports.line_address import LineAddress, SerialAddress, TcpAddress
from pos_emulator.runtime.acquirer_process import AcquirerProcess, AcquirerReady
from pos_emulator.runtime.control_client import ControlClient
from pos_emulator.runtime.errors import AcquirerError
from pos_emulator.runtime.virtual import SavedStart

REST_SECONDS = 60.0
"""How long its line may take to come to rest: a few repeats of a frame, and time for a slow machine."""


class OwnAcquirer:
    """Begins from the books of a start state.

    Args:
        folder: Where it may keep things; removed by whoever made it.
        start: The start state.
        stream: What the chance of the scenario follows from.
        profile: Name or file of the terminal's profile.
        line: What it opens: ``pty``, or a TCP address of which it chooses the port.
        began: When the clock of the start state began to run, by the machine's monotonic clock.
    """

    def __init__(
        self, folder: Path, start: SavedStart, stream: int, *, profile: str, line: str, began: float
    ) -> None:
        self._folder = folder / "acquirer"
        self._line = line
        self._terminal = start.profile
        self._control: ControlClient | None = None
        self._gone = ""
        live_start.write_host(self._folder, start)
        command = acquirer_main.command(
            self._folder,
            line=line,
            profile=profile,
            at=start.at,
            began=began,
            seed=start.seed,
            stream=stream,
        )
        self._process = AcquirerProcess(command, log=folder / "acquirer.log")
        self._books: SqliteLedger | None = None

    async def start(self) -> tuple[LineAddress, LiveDesk]:
        """Start it; where its line is, and its operator side.

        Raises:
            AcquirerError: it does not start.
        """
        self._process.start()
        ready = await self._process.reached()
        self._process.changed = self._changed
        self._control = ControlClient(ready.control, seconds=REST_SECONDS)
        uri = f"{(self._folder / live_start.LEDGER).as_uri()}?mode=ro"
        self._books = SqliteLedger(sqlite3.connect(uri, uri=True, isolation_level=None), self._folder)
        desk = LiveDesk(ready.control, tid=self._terminal.tid, mid=self._terminal.mid, ledger=self.ledger)
        return _address(ready), desk

    def ledger(self) -> SqliteLedger:
        """Its books, as they are now; to be read only."""
        assert self._books is not None
        return self._books

    def check(self) -> None:
        """See that it is the one that was started.

        Raises:
            BackendLostError: it ended; another one in its place would not know the orders of the script.
        """
        if self._gone:
            raise BackendLostError("acquirer", what=self._gone, advice="run it again")

    async def rest(self, sent: int) -> int:
        """Wait until nothing happens by itself at its end of the line.

        Args:
            sent: How many bytes the terminal has sent on its present connection.

        Returns:
            How many bytes it has sent there.

        Raises:
            BackendLostError: it ended, or does not come to rest.
        """
        self.check()
        if self._control is None:
            raise BackendLostError("acquirer", what="it was not started", advice="start it first")
        try:
            return int((await self._control.ask({"do": "rest", "heard": sent}))["said"])
        except AcquirerError as error:
            raise BackendLostError(
                "acquirer", what=self._gone or error.what, advice="run it again"
            ) from error

    async def stop(self) -> None:
        """End it; its books can still be read."""
        self._process.changed = lambda running, words: None
        await self._process.stop()
        self._gone = "it was stopped"
        if self._books is not None:
            kept = sqlite3.connect(":memory:", isolation_level=None)
            before = sqlite3.connect(self._folder / live_start.LEDGER)
            before.backup(kept)
            before.close()
            self._books.close()
            self._books = SqliteLedger(kept, self._folder)

    def _changed(self, running: bool, words: str) -> None:
        if not running:
            self._gone = words


def _address(ready: AcquirerReady) -> LineAddress:
    device = str(ready.device)
    if device.startswith("tcp:"):
        host, _, port = device.removeprefix("tcp:").lstrip("/").rpartition(":")
        return TcpAddress(host.strip("[]"), int(port))
    return SerialAddress(device)
