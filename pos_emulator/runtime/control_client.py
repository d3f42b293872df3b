"""Asks an acquirer process on its control socket: JSON, a line a request, a line an answer."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from pos_emulator.runtime.errors import AcquirerError, ControlError

ANSWER_SECONDS = 5.0
MOST_OCTETS = 64 * 1024 * 1024
"""The longest answer that is taken: a ledger of some 100,000 bookings."""

Request = Mapping[str, Any]
Answer = dict[str, Any]


class ControlClient:
    """The operator side of one acquirer; every request has a connection of its own, so that it may restart.

    Args:
        path: The control socket.
        seconds: How long an answer may take.
    """

    def __init__(self, path: Path, *, seconds: float = ANSWER_SECONDS) -> None:
        self.path = path
        self._seconds = seconds

    async def ask(self, request: Request) -> Answer:
        """The answer to a request such as ``{"do": "why", ...}``.

        Raises:
            ControlError: the acquirer refused the request.
            AcquirerError: there is no acquirer, or it does not answer.
        """
        try:
            async with asyncio.timeout(self._seconds):
                reader, writer = await self._connected()
                try:
                    writer.write(_line_of(request))
                    line = await reader.readline()
                finally:
                    await _closed(writer)
        except (OSError, ValueError) as error:
            raise _no_answer(self.path, error) from error
        return _answer_of(self.path, line)

    async def watch(self) -> AsyncIterator[Answer]:
        """What happens at the acquirer, one event after the other, until it ends or the caller stops.

        The first says that it is ``watching``: what happens from then on is told.

        Raises:
            ControlError: the acquirer refused.
            AcquirerError: there is no acquirer.
        """
        try:
            reader, writer = await self._connected()
        except OSError as error:
            raise _no_answer(self.path, error) from error
        try:
            writer.write(_line_of({"do": "watch"}))
            while line := await reader.readline():
                yield _answer_of(self.path, line)
        except (OSError, ValueError) as error:
            raise _no_answer(self.path, error) from error
        finally:
            await _closed(writer)

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_unix_connection(str(self.path), limit=MOST_OCTETS)


def ask_now(path: Path, request: Request, *, seconds: float = ANSWER_SECONDS) -> Answer:
    """`ControlClient.ask` for those who have nothing else to do meanwhile."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(seconds)
            connection.connect(str(path))
            connection.sendall(_line_of(request))
            with connection.makefile("rb") as lines:
                line = lines.readline(MOST_OCTETS)
    except OSError as error:
        raise _no_answer(path, error) from error
    return _answer_of(path, line)


def _line_of(request: Request) -> bytes:
    return json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _answer_of(path: Path, line: bytes) -> Answer:
    try:
        answer = json.loads(line)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        what = "it ended without an answer" if not line else "its answer is no JSON object"
        raise AcquirerError(path, what=what, advice="see the acquirer's log and try again")
    if answer.get("ok") is False:
        raise ControlError(path, words=str(answer.get("error", "refused without a reason")))
    return answer


def _no_answer(path: Path, error: Exception) -> AcquirerError:
    match error:
        case FileNotFoundError() | NotADirectoryError() | ConnectionRefusedError():
            what, advice = (
                "no acquirer is running here",
                "start pos-emulator or `pos-emulator acquirer` first, or name its folder with --state DIR",
            )
        case PermissionError():
            what, advice = (
                "the acquirer belongs to another user",
                "ask its owner, or choose another --state DIR",
            )
        case TimeoutError():
            what, advice = "the acquirer does not answer", "end it and start it again"
        case _:
            what, advice = f"the acquirer broke off ({error})", "see the acquirer's log and try again"
    return AcquirerError(path, what=what, advice=advice)


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
