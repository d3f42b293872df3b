"""The control socket: JSON lines on a unix socket that only its owner may open."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from pos_emulator.acquirer.control import Control
from pos_emulator.acquirer.desk import Note
from pos_emulator.acquirer.errors import AcquirerError

Rest = Callable[[int], Awaitable[dict[str, int]]]
"""Waits until nothing happens on the line by itself, given how many bytes the terminal has sent."""

LONGEST_REQUEST = 64 * 1024
TOO_LONG = f"control: a request of more than {LONGEST_REQUEST} bytes; ask for less"
MOST_WAITING = 1000
"""Events kept for a watcher that does not read; more, and it is let go."""


class ControlSocket:
    """Serves a `Control` on a socket of mode 0600.

    Args:
        control: Who answers.
        path: Where to listen; what a dead process left there is removed.
        rest: How ``{"do": "rest", "heard": …}`` is answered, once the line is at rest.
    """

    def __init__(self, control: Control, path: Path, *, rest: Rest | None = None) -> None:
        self._control = control
        self._rest = rest
        self._path = path
        self._server: asyncio.Server | None = None
        self._watchers: set[asyncio.Queue[bytes | None]] = set()
        self._visitors: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Begins to listen.

        Raises:
            AcquirerError: the socket cannot be made.
        """
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()
        before = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(self._visit, self._path, limit=LONGEST_REQUEST)
        except OSError as error:
            raise AcquirerError(
                f"control {self._path}: {error.strerror or error}; choose another --state, or another TMPDIR"
            ) from error
        finally:
            os.umask(before)

    def tell(self, note: Note) -> None:
        """Passes an event on to everybody who watches."""
        if not self._watchers:
            return
        line = _line({"event": note.event, **note.fields})
        for watcher in tuple(self._watchers):
            try:
                watcher.put_nowait(line)
            except asyncio.QueueFull:
                self._watchers.discard(watcher)

    async def close(self) -> None:
        """Stops listening and lets everybody go."""
        if self._server is not None:
            self._server.close()
        for visitor in tuple(self._visitors):
            visitor.cancel()
        if self._visitors:
            await asyncio.wait(self._visitors)
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()

    async def _visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visitor = asyncio.current_task()
        assert visitor is not None
        self._visitors.add(visitor)
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            # A visitor who left, or the end of the process: nobody is there to be told.
            return
        finally:
            self._visitors.discard(visitor)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                line = await reader.readline()
            except ValueError:
                writer.write(_line(_refused(TOO_LONG)))
                await writer.drain()
                return
            if not line:
                return
            asked = _parsed(line)
            if isinstance(asked, dict) and asked.get("do") == "watch":
                await self._watch(reader, writer)
                return
            writer.write(_line(await self._answer(asked)))
            await writer.drain()

    async def _answer(self, asked: object) -> dict[str, Any]:
        match asked:
            case {"do": "rest", **more} if self._rest is not None:
                heard = more.get("heard")
                if not isinstance(heard, int) or isinstance(heard, bool) or heard < 0:
                    return _refused('rest: "heard" is a whole number of bytes, 0 or more')
                return {"ok": True, **await self._rest(heard)}
        return self._control.answer(asked)

    async def _watch(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Sends events until the visitor leaves or does not keep up."""
        events: asyncio.Queue[bytes | None] = asyncio.Queue(MOST_WAITING)
        self._watchers.add(events)
        writer.write(_line({"ok": True, "event": "watching"}))
        leaves = asyncio.create_task(reader.read(1))
        try:
            while events in self._watchers:
                arrives = asyncio.create_task(events.get())
                done, _ = await asyncio.wait((arrives, leaves), return_when=asyncio.FIRST_COMPLETED)
                if arrives not in done:
                    arrives.cancel()
                    return
                writer.write(arrives.result() or b"")
                await writer.drain()
        finally:
            leaves.cancel()
            self._watchers.discard(events)


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _refused(text: str) -> dict[str, Any]:
    return {"ok": False, "error": text}


def _line(answer: dict[str, Any]) -> bytes:
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    # Half a pair of surrogates has no UTF-8; its escape is what JSON calls it.
    return text.encode(errors="backslashreplace") + b"\n"
