from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from pos_emulator.runtime.control_client import ControlClient, ask_now
from pos_emulator.runtime.errors import AcquirerError, ControlError

Visit = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "control.sock"


def answering(*answers: bytes, heard: list[bytes] | None = None) -> Visit:
    """An acquirer that reads one line, answers with what it is told to, and hangs up."""

    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await reader.readline()
        if heard is not None:
            heard.append(line)
        for answer in answers:
            writer.write(answer)
        writer.close()

    return visit


@pytest.mark.asyncio
async def test_asks_with_one_line_of_json_and_takes_one(path: Path) -> None:
    heard: list[bytes] = []
    async with await asyncio.start_unix_server(
        answering(b'{"ok":true,"text":"\xe4\xbd\x99\xe9\xa2\x9d"}\n', heard=heard), path
    ):
        answer = await ControlClient(path).ask({"do": "why", "tid": "12345676", "stan": "000003"})
    assert heard == [b'{"do":"why","tid":"12345676","stan":"000003"}\n']
    assert answer == {"ok": True, "text": "余额"}


@pytest.mark.asyncio
async def test_takes_answers_longer_than_a_line_of_text(path: Path) -> None:
    entries = b'{"ok":true,"entries":"' + b"x" * 1_000_000 + b'"}\n'
    async with await asyncio.start_unix_server(answering(entries), path):
        assert len((await ControlClient(path).ask({"do": "ledger"}))["entries"]) == 1_000_000


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (b'{"ok":false,"error":"why: no such; ask again"}\n', ControlError, "^why: no such; ask again$"),
        (b'{"ok":false}\n', ControlError, "refused without a reason"),
        (b"", AcquirerError, "it ended without an answer; see the acquirer's log"),
        (b"hello\n", AcquirerError, "its answer is no JSON object; see the acquirer's log"),
        (b"[1]\n", AcquirerError, "its answer is no JSON object"),
    ],
    ids=["refused", "refused-dumbly", "hung-up", "no-json", "no-object"],
)
async def test_says_what_is_wrong_with_an_answer(
    path: Path, answer: bytes, error: type[AcquirerError], says: str
) -> None:
    async with await asyncio.start_unix_server(answering(answer), path):
        with pytest.raises(error, match=says):
            await ControlClient(path).ask({"do": "why"})


@pytest.mark.asyncio
async def test_does_not_wait_for_ever(path: Path) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_unix_server(silent, path):
        with pytest.raises(AcquirerError, match="does not answer; end it and start it again"):
            await ControlClient(path, seconds=0.05).ask({"do": "status"})


@pytest.mark.asyncio
async def test_watches_until_the_acquirer_ends(path: Path) -> None:
    events = (b'{"ok":true,"event":"watching"}\n', b'{"event":"booked"}\n', b'{"event":"alarm"}\n')
    heard: list[bytes] = []
    async with await asyncio.start_unix_server(answering(*events, heard=heard), path):
        seen = [event["event"] async for event in ControlClient(path).watch()]
    assert seen == ["watching", "booked", "alarm"]
    assert heard == [b'{"do":"watch"}\n']


@pytest.mark.asyncio
async def test_says_that_nobody_is_there(path: Path) -> None:
    says = "no acquirer is running here; start pos-emulator"
    client = ControlClient(path)
    with pytest.raises(AcquirerError, match=says):
        await client.ask({"do": "status"})
    with pytest.raises(AcquirerError, match=says):
        await anext(client.watch())
    with pytest.raises(AcquirerError, match=says):
        ask_now(path, {"do": "status"})
    with pytest.raises(AcquirerError, match=says):
        ask_now(Path(os.devnull) / "control.sock", {"do": "status"})
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    with pytest.raises(AcquirerError, match=says):
        await client.ask({"do": "status"})


@pytest.mark.parametrize(
    ("answer", "says"),
    [(b'{"ok":true,"day":"2026-11-22"}\n', ""), (b'{"ok":false,"error":"day: no; why"}\n', "^day: no; why$")],
    ids=["answered", "refused"],
)
def test_asks_without_a_loop(path: Path, answer: bytes, says: str) -> None:
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection, connection.makefile("rwb") as file:
                heard.append(file.readline())
                file.write(answer)

        serving = threading.Thread(target=serve)
        serving.start()
        if says:
            with pytest.raises(ControlError, match=says):
                ask_now(path, {"do": "day", "add": 1})
        else:
            assert ask_now(path, {"do": "day", "add": 1}) == {"ok": True, "day": "2026-11-22"}
        serving.join()
    assert heard == [b'{"do":"day","add":1}\n']
