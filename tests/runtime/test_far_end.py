from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos_emulator.firmware.peripherals import BytesReceived, Event, LineConnected, LineLost
from pos_emulator.link.framers.length_tpdu import LengthFramer
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.framers.stx_lrc import StxLrcFramer
from pos_emulator.link.transports.line_address import LineAddress, SerialAddress, TcpAddress, VirtualLine
from pos_emulator.link.transports.pty import VirtualCable
from pos_emulator.link.transports.tcp import listen
from pos_emulator.runtime.acquirer_process import AcquirerProcess
from pos_emulator.runtime.errors import AcquirerError, ControlError
from pos_emulator.runtime.far_end import NO_ANSWER, UNREADABLE, FarEnd
from pos_emulator.runtime.notice_board import NoticeBoard
from pos_emulator.runtime.notices import (
    AcquirerChanged,
    BooksChanged,
    CounterChanged,
    Explained,
    Notice,
    WireSeen,
)
from pos_emulator.runtime.world import SystemClock

PATIENCE_SECONDS = 10.0
FRAME = bytes.fromhex("02 0013 60000300006022000000000800 03 ec91")


class Bench:
    """A far end, what it gave the terminal, and what it told."""

    def __init__(
        self, address: LineAddress, *, acquirer: AcquirerProcess | None = None, framing: str = "crc"
    ) -> None:
        self.events: list[Event] = []
        self.told: list[Notice] = []
        self.heard = asyncio.Event()
        board = NoticeBoard()
        board.subscribe(self._hear)
        self.far_end = FarEnd(
            address,
            framing=framing,
            plugged=True,
            acquirer=acquirer,
            clock=SystemClock(),
            board=board,
            feed=self.events.append,
            baud=9600,
            allow_remote=False,
        )

    def _hear(self, notice: Notice) -> None:
        self.told.append(notice)
        self.heard.set()

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                self.heard.clear()
                await self.heard.wait()

    @property
    def seen(self) -> list[tuple[str, str, str]]:
        return [
            (each.direction.value, each.what, each.note) for each in self.told if isinstance(each, WireSeen)
        ]


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[VirtualCable]:
    cable = VirtualCable(tmp_path)
    yield cable
    cable.close()


def fake(tmp_path: Path) -> AcquirerProcess:
    script = str(Path(__file__).with_name("fake_acquirer.py"))
    return AcquirerProcess((sys.executable, "-S", script, "good", str(tmp_path)), log=tmp_path / "log")


@pytest.mark.asyncio
async def test_each_line_has_its_frames() -> None:
    framers = [
        type(Bench(address, framing=framing).far_end.framer())
        for address, framing in (
            (SerialAddress("/dev/x"), "crc"),
            (SerialAddress("/dev/x"), "lrc"),
            (TcpAddress("localhost", 1), "crc"),
        )
    ]
    assert framers == [StxCrcFramer, StxLrcFramer, LengthFramer]
    assert [Bench(address).far_end.tcp for address in (VirtualLine(), TcpAddress("localhost", 1))] == [
        False,
        True,
    ]


@pytest.mark.asyncio
async def test_what_crosses_is_shown_and_given_to_the_terminal(cable: VirtualCable) -> None:
    bench = Bench(SerialAddress(str(cable.device_path)))
    bench.far_end.send(FRAME)
    assert bench.told == [], "without a line nothing crosses"
    bench.far_end.start()
    await bench.until(lambda: CounterChanged() in bench.told)
    assert bench.events == [LineConnected()]
    bench.far_end.send(FRAME)
    cable.write(b"\x06" + FRAME[:5])
    await bench.until(lambda: len(bench.seen) == 2)
    cable.close()
    await bench.until(lambda: LineLost() in bench.events)
    await bench.far_end.stop()
    received = b"".join(event.data for event in bench.events if isinstance(event, BytesReceived))
    assert received == b"\x06" + FRAME[:5]
    assert [(direction, what) for direction, what, _ in bench.seen] == [
        ("to-host", "frame"),
        ("to-terminal", "ACK"),
        ("to-terminal", "damaged"),
    ]
    assert bench.seen[-1][2] == "unfinished"
    explained = [each for each in bench.told if isinstance(each, Explained)]
    assert explained[0].rule == "line"
    assert "the other end is gone" in explained[0].why


@pytest.mark.asyncio
async def test_a_tcp_stream_that_is_no_frames_is_ended_and_reached_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pos_emulator.runtime.live_line._DROPPED_SECONDS", 0.0)
    connected: asyncio.Queue[asyncio.StreamWriter] = asyncio.Queue()

    async def accept(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.put_nowait(writer)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    bench = Bench(TcpAddress("127.0.0.1", port))
    bench.far_end.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        first = await connected.get()
        first.write(bytes(2))
        second = await connected.get()
        second.write(bytes.fromhex("0001 41"))
    await bench.until(lambda: BytesReceived(bytes.fromhex("000141")) in bench.events)
    await bench.far_end.stop()
    assert bench.events == [
        LineConnected(),
        BytesReceived(bytes(2)),
        LineLost(),
        LineConnected(),
        BytesReceived(bytes.fromhex("000141")),
    ]
    assert bench.seen[0] == ("to-terminal", "damaged", "length")
    assert bench.seen[1][:2] == ("to-terminal", "frame")
    assert Explained("line", UNREADABLE) in bench.told
    for writer in (first, second):
        writer.close()
    server.close()


class Operator:
    """The operator side of an acquirer: moves the day once, and tells watchers what it is told to."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.watchers: list[asyncio.StreamWriter] = []
        self.watched = asyncio.Event()

    async def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = json.loads(await reader.readline())
        if request["do"] == "watch":
            writer.write(b'{"ok":true,"event":"watching"}\n')
            self.watchers.append(writer)
            self.watched.set()
            await reader.read()
        else:
            self.asked.append(request)
            answer = {"ok": len(self.asked) == 1, "error": "day: that is enough"}
            writer.write(json.dumps(answer).encode() + b"\n")
        writer.close()


@pytest.mark.asyncio
async def test_a_connection_is_ended_and_made_anew_when_the_terminal_hangs_up() -> None:
    with contextlib.closing(listen("127.0.0.1", 0)) as listener:
        bench = Bench(listener.address)
        bench.far_end.start()
        await bench.until(lambda: bench.events == [LineConnected()])
        bench.far_end.hang_up()
        assert Explained("line", NO_ANSWER) in bench.told
        await bench.until(lambda: bench.events == [LineConnected(), LineLost(), LineConnected()])
        await bench.far_end.stop()


@pytest.mark.asyncio
async def test_asks_its_own_acquirer_and_hears_of_its_books(tmp_path: Path) -> None:
    operator = Operator()
    (tmp_path / "line-1").write_bytes(b"")
    bench = Bench(VirtualLine(), acquirer=fake(tmp_path))
    with pytest.raises(AcquirerError, match="none of our own is running"):
        await bench.far_end.ask({"do": "status"})
    async with await asyncio.start_unix_server(operator.visit, tmp_path / "control.sock"):
        bench.far_end.start()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await bench.far_end.reached()
            await operator.watched.wait()
        assert AcquirerChanged(True, "the acquirer is running") in bench.told
        books = bench.told.count(BooksChanged())
        operator.watchers[0].write(b'{"event":"booked"}\n')
        await bench.until(lambda: bench.told.count(BooksChanged()) == books + 2)
        bench.far_end.next_day()
        await bench.until(lambda: bench.told.count(BooksChanged()) == books + 3)
        bench.far_end.next_day()
        await bench.until(
            lambda: Explained("host-day", "the acquirer stays at its day: day: that is enough") in bench.told
        )
        with pytest.raises(ControlError, match=r"^day: that is enough$"):
            await bench.far_end.ask({"do": "day"})
        await bench.far_end.stop()
    assert operator.asked == [{"do": "day", "add": 1}, {"do": "day", "add": 1}, {"do": "day"}]


@pytest.mark.asyncio
async def test_a_foreign_host_is_waited_for_and_asked_by_nobody(cable: VirtualCable) -> None:
    bench = Bench(SerialAddress(str(cable.device_path)))
    await bench.far_end.reached()
    bench.far_end.next_day()
    bench.far_end.start_acquirer()
    with pytest.raises(AcquirerError, match="ask the operator of the host"):
        await bench.far_end.ask({"do": "day"})
    assert bench.told == []
