from __future__ import annotations

import asyncio
import gc
import socket
import weakref
from collections.abc import Awaitable, Callable
from pathlib import Path
from unittest.mock import ANY

import pytest

from pos_emulator.acquirer import host_lines
from pos_emulator.acquirer.desk import Note
from pos_emulator.acquirer.host_lines import HostLines
from pos_emulator.link.faults import Faults
from pos_emulator.link.framers.length_tpdu import LENGTH_OCTETS
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.frames import Control, Frame
from pos_emulator.link.transports.line_address import LineAddress, SerialAddress, TcpAddress, VirtualLine
from pos_emulator.link.transports.pty import VirtualCable
from pos_emulator.link.transports.serial_port import SerialPort
from pos_emulator.link.transports.tcp import Listener, NoRoom, TcpLine
from pos_emulator.profile import load_profile
from tests.acquirer.test_real_line import REQUEST
from tests.acquirer.till import Till


def lines_at(till: Till, address: LineAddress, folder: Path) -> HostLines:
    return HostLines(
        till.acquirer,
        Faults(),
        address,
        folder=folder,
        profile=load_profile("cn-classic"),
        baud=9600,
        allow_remote=False,
    )


def test_a_virtual_line_has_a_name_in_the_folder(till: Till, tmp_path: Path) -> None:
    async def run() -> None:
        lines = lines_at(till, VirtualLine(), tmp_path)
        assert lines.open() == str(tmp_path / "line")
        assert lines.status() == {"device": str(tmp_path / "line"), "connections": 1, "terminals": []}
        assert (tmp_path / "line").is_symlink()
        lines.close()
        assert not (tmp_path / "line").is_symlink()

    asyncio.run(run())


def test_a_device_that_went_is_taken_again_when_it_is_back(
    till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host_lines, "REOPEN_SECONDS", 0.01)

    async def run() -> None:
        cable = VirtualCable(tmp_path, name="device")
        lines = lines_at(till, SerialAddress(str(tmp_path / "device")), tmp_path)
        told: asyncio.Queue[Note] = asyncio.Queue()
        lines.tell = told.put_nowait
        lines.open()
        cable.close()
        assert (await asyncio.wait_for(told.get(), 10)).event == "line-lost"
        back = VirtualCable(tmp_path, name="device")
        assert (await asyncio.wait_for(told.get(), 10)).event == "line-back"
        assert lines.status()["connections"] == 1
        lines.close()
        back.close()

    asyncio.run(run())


async def connected(lines: HostLines, count: int, *, port: int) -> socket.socket:
    far = socket.create_connection(("127.0.0.1", port))
    far.setblocking(False)
    await until(lambda: lines.status()["connections"] == count)
    return far


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0)


def over_tcp(till: Till, folder: Path, talk: Callable[[HostLines, int], Awaitable[None]]) -> list[Note]:
    told: list[Note] = []

    async def run() -> None:
        lines = lines_at(till, TcpAddress("127.0.0.1", 0), folder)
        lines.tell = told.append
        address = lines.open()
        try:
            await talk(lines, int(address.rpartition(":")[2]))
        finally:
            lines.close()

    asyncio.run(run())
    return told


async def received(far: socket.socket) -> bytes:
    return await asyncio.wait_for(asyncio.get_running_loop().sock_recv(far, 4096), 10)


def test_one_connection_too_many_takes_the_place_of_one_without_terminal(
    till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a silent one first; then of one that spoke of a terminal that another has."""
    monkeypatch.setattr(host_lines, "MOST_CONNECTIONS", 2)

    async def talk(lines: HostLines, port: int) -> None:
        speaks = await connected(lines, 1, port=port)
        speaks.send(REQUEST)
        assert await received(speaks)
        silent = await connected(lines, 2, port=port)
        newest = socket.create_connection(("127.0.0.1", port))
        assert await received(silent) == b""
        newest.setblocking(False)
        newest.send(REQUEST)
        assert await received(newest)
        after = socket.create_connection(("127.0.0.1", port))
        assert await received(newest) == b""
        speaks.send(REQUEST)
        assert await received(speaks)
        assert lines.status() == {"device": ANY, "connections": 2, "terminals": ["12345676"]}
        for far in (speaks, silent, newest, after):
            far.close()

    assert [note.event for note in over_tcp(till, tmp_path, talk) if note.event == "no-room"] == []


def test_no_room_is_told_once_where_each_connection_has_its_terminal(
    till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host_lines, "MOST_CONNECTIONS", 1)

    async def talk(lines: HostLines, port: int) -> None:
        speaks = await connected(lines, 1, port=port)
        speaks.send(REQUEST)
        assert await received(speaks)
        for _ in range(2):
            refused = socket.create_connection(("127.0.0.1", port))
            refused.setblocking(False)
            assert await received(refused) == b""
            refused.close()
        speaks.close()

    told = over_tcp(till, tmp_path, talk)
    assert [note.event for note in told if note.event == "no-room"] == ["no-room"]


def test_a_frame_that_never_ends_ends_its_connection(
    till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host_lines, "UNHEARD_SECONDS", 0.01)

    async def talk(lines: HostLines, port: int) -> None:
        at_rest = await connected(lines, 1, port=port)
        half = await connected(lines, 2, port=port)
        half.send(REQUEST[:7])
        assert await received(half) == b""
        assert lines.status()["connections"] == 1
        at_rest.send(REQUEST)
        assert await received(at_rest)
        at_rest.close()
        half.close()

    over_tcp(till, tmp_path, talk)


def test_nothing_is_kept_of_a_connection_that_ended(till: Till, tmp_path: Path) -> None:
    async def talk(lines: HostLines, port: int) -> None:
        kept = await connected(lines, 1, port=port)
        gone = await connected(lines, 2, port=port)
        last = weakref.ref(next(reversed(lines._lines)))
        gone.close()
        async with asyncio.timeout(10):
            while lines.status()["connections"] == 2:
                await asyncio.sleep(0)
        gc.collect()
        assert last() is None, "no timer may hold it for a minute"
        kept.close()

    over_tcp(till, tmp_path, talk)


def test_no_descriptors_left_is_told_once_and_waited_for(
    till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host_lines, "REOPEN_SECONDS", 0.01)
    refusals = iter(range(3))
    accept = Listener.accept

    def short_of_room(listener: Listener) -> TcpLine | None:
        if next(refusals, None) is not None:
            raise NoRoom("tcp://127.0.0.1")
        return accept(listener)

    monkeypatch.setattr(Listener, "accept", short_of_room)

    async def talk(lines: HostLines, port: int) -> None:
        (await connected(lines, 1, port=port)).close()

    assert [note.event for note in over_tcp(till, tmp_path, talk)] == ["no-room"]


def test_it_rests_once_all_is_heard_answered_and_acknowledged(till: Till, tmp_path: Path) -> None:
    async def run() -> None:
        lines = lines_at(till, VirtualLine(), tmp_path)
        lines.open()
        assert await lines.rest(0) == {"said": 0}
        terminal = SerialPort(str(tmp_path / "line"))
        framed = StxCrcFramer().encode(REQUEST[LENGTH_OCTETS:])
        resting = asyncio.create_task(lines.rest(len(framed) + 1))
        terminal.write(framed)
        loop, framer, heard = asyncio.get_running_loop(), StxCrcFramer(), bytearray()
        answered = asyncio.Event()

        def readable() -> None:
            data = terminal.read()
            heard.extend(data)
            if any(isinstance(each, Frame) for each in framer.feed(data)):
                answered.set()

        loop.add_reader(terminal.fileno(), readable)
        await answered.wait()
        assert not resting.done()
        terminal.write(Control.ACK.octet)
        assert await resting == {"said": len(heard)}
        loop.remove_reader(terminal.fileno())
        terminal.close()
        lines.close()

    asyncio.run(asyncio.wait_for(run(), 20))


def test_a_line_that_went_rests_where_nothing_was_sent_on_another(till: Till, tmp_path: Path) -> None:
    async def run() -> None:
        lines = lines_at(till, TcpAddress("127.0.0.1", 0), tmp_path)
        lines.open()
        assert await lines.rest(0) == {"said": 0}
        resting = asyncio.create_task(lines.rest(1))
        _, writer = await asyncio.open_connection(
            "127.0.0.1", int(lines.status()["device"].rpartition(":")[2])
        )
        writer.write(b"\0")
        assert await resting == {"said": 0}
        writer.close()
        lines.close()

    asyncio.run(asyncio.wait_for(run(), 20))
