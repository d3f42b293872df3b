from __future__ import annotations

import asyncio
import json
import socket
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from pos_emulator.acquirer import control_socket
from pos_emulator.acquirer.control import Control
from pos_emulator.acquirer.control_socket import ControlSocket
from pos_emulator.acquirer.desk import Note
from pos_emulator.acquirer.errors import AcquirerError
from pos_emulator.link.faults import Faults
from tests.acquirer.till import Till


def serve(till: Till, visit: Callable[[ControlSocket, Path], Awaitable[None]]) -> None:
    async def run() -> None:
        # The path of a unix socket is short on every system.
        with tempfile.TemporaryDirectory(prefix="c") as folder:
            path = Path(folder) / "s"
            server = ControlSocket(Control(till.acquirer, Faults(), dict), path)
            await server.open()
            await visit(server, path)
            await server.close()
            assert not path.exists()

    asyncio.run(run())


def test_requests_are_answered_one_by_one(till: Till) -> None:
    async def visit(server: ControlSocket, path: Path) -> None:
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b'{"do":"day"}\n{"do":"alarms"}\n')
        assert json.loads(await reader.readline()) == {"ok": True, "business_day": "2026-03-09"}
        assert json.loads(await reader.readline()) == {"ok": True, "alarms": []}
        writer.close()

    serve(till, visit)


def test_whoever_watches_hears_every_note(till: Till) -> None:
    async def visit(server: ControlSocket, path: Path) -> None:
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b'{"do":"watch"}\n')
        await reader.readline()
        server.tell(Note("booked", {"amount": 5800}))
        server.tell(Note("alarm", {"text": "卡"}))
        assert json.loads(await reader.readline()) == {"event": "booked", "amount": 5800}
        assert await reader.readline() == '{"event":"alarm","text":"卡"}\n'.encode()
        writer.close()

    serve(till, visit)


def test_a_watcher_that_does_not_read_is_let_go(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_socket, "MOST_WAITING", 2)

    async def visit(server: ControlSocket, path: Path) -> None:
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b'{"do":"watch"}\n')
        await reader.readline()
        for number in range(5):
            server.tell(Note("booked", {"number": number}))
        told = (await asyncio.wait_for(reader.read(), 10)).splitlines()
        assert len(told) < 5
        writer.close()

    serve(till, visit)


def test_what_a_dead_process_left_is_replaced(till: Till) -> None:
    async def visit(server: ControlSocket, path: Path) -> None:
        dead = path.with_name("dead")
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(str(dead))
        again = ControlSocket(Control(till.acquirer, Faults(), dict), dead)
        await again.open()
        reader, writer = await asyncio.open_unix_connection(dead)
        writer.write(b'{"do":"day"}\n')
        assert json.loads(await reader.readline())["ok"] is True
        writer.close()
        await again.close()

    serve(till, visit)


@pytest.mark.parametrize(
    ("place", "what"), [("no", "No such file or directory"), ("long" * 60, "AF_UNIX path too long")]
)
def test_a_place_that_takes_no_socket_is_told(till: Till, tmp_path: Path, place: str, what: str) -> None:
    async def run() -> None:
        await ControlSocket(Control(till.acquirer, Faults(), dict), tmp_path / place / "s").open()

    with pytest.raises(AcquirerError, match=f"{what}; choose another --state, or another TMPDIR"):
        asyncio.run(run())


def test_half_a_character_is_answered_with_words(till: Till) -> None:
    async def visit(server: ControlSocket, path: Path) -> None:
        reader, writer = await asyncio.open_unix_connection(path)
        for asked in (b'{"do":"why","tid":"\\ud800","stan":"1"}', b'{"do":"fault","fault":"\\ud800"}'):
            writer.write(asked + b"\n")
            assert json.loads(await asyncio.wait_for(reader.readline(), 10))["ok"] is False
        writer.close()

    serve(till, visit)


def test_a_note_with_half_a_character_is_told(till: Till) -> None:
    async def visit(server: ControlSocket, path: Path) -> None:
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b'{"do":"watch"}\n')
        await reader.readline()
        server.tell(Note("alarm", {"text": "\ud800"}))
        assert json.loads(await asyncio.wait_for(reader.readline(), 10))["text"] == "\ud800"
        writer.close()

    serve(till, visit)


def test_rest_is_told_when_it_has_come(till: Till) -> None:
    async def run() -> None:
        come = asyncio.Event()

        async def rest(heard: int) -> dict[str, int]:
            await come.wait()
            return {"said": heard + 1}

        with tempfile.TemporaryDirectory(prefix="c") as folder:
            path = Path(folder) / "s"
            server = ControlSocket(Control(till.acquirer, Faults(), dict), path, rest=rest)
            await server.open()
            waiting, asking = await asyncio.open_unix_connection(path)
            asking.write(b'{"do":"rest","heard":41}\n')
            reader, writer = await asyncio.open_unix_connection(path)
            writer.write(b'{"do":"alarms"}\n')
            assert json.loads(await reader.readline()) == {"ok": True, "alarms": []}
            come.set()
            assert json.loads(await waiting.readline()) == {"ok": True, "said": 42}
            asking.close()
            writer.close()
            await server.close()

    asyncio.run(run())


@pytest.mark.parametrize("heard", ["-1", "true", '"1"', "1.5", "null"])
def test_what_was_heard_is_a_number_of_bytes(till: Till, heard: str) -> None:
    async def run() -> None:
        async def rest(heard: int) -> dict[str, int]:
            await asyncio.Event().wait()
            return {"said": heard}

        with tempfile.TemporaryDirectory(prefix="c") as folder:
            server = ControlSocket(Control(till.acquirer, Faults(), dict), Path(folder) / "s", rest=rest)
            await server.open()
            reader, writer = await asyncio.open_unix_connection(Path(folder) / "s")
            writer.write(b'{"do":"rest","heard":%s}\n' % heard.encode())
            said = json.loads(await asyncio.wait_for(reader.readline(), 10))
            assert said == {"ok": False, "error": 'rest: "heard" is a whole number of bytes, 0 or more'}
            writer.close()
            await server.close()

    asyncio.run(run())


def test_nobody_rests_where_there_is_no_line(till: Till) -> None:
    async def visit(server: ControlSocket, path: Path) -> None:
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b'{"do":"rest","heard":0}\n')
        assert json.loads(await reader.readline())["ok"] is False
        writer.close()

    serve(till, visit)
