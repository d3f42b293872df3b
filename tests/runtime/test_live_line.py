from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_emulator.link.errors import LineLost, NoSuchPort
from pos_emulator.link.transports.line_address import SerialAddress, TcpAddress, VirtualLine
from pos_emulator.link.transports.pty import VirtualCable
from pos_emulator.link.transports.tcp import Listener, TcpLine, listen
from pos_emulator.link.transports.transport import Transport
from pos_emulator.runtime import live_line
from pos_emulator.runtime.errors import AcquirerError
from pos_emulator.runtime.live_line import Reach, reach_line
from tests.runtime.line_bench import PATIENCE_SECONDS, Bench

NO_ACQUIRER = "virtual line: nobody is at its other end; choose another --line"


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[VirtualCable]:
    cable = VirtualCable(tmp_path)
    yield cable
    cable.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = listen("127.0.0.1", 0)
    yield listener
    listener.close()


def serial(cable: VirtualCable) -> Reach:
    return reach_line(SerialAddress(str(cable.device_path)), acquirer=None)


def tcp(listener: Listener) -> Reach:
    return reach_line(listener.address, acquirer=None)


async def received(transport: Transport, octets: int) -> bytes:
    """So many bytes at the other end."""
    loop = asyncio.get_running_loop()
    data = b""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(data) < octets:
            ready = asyncio.Event()
            loop.add_reader(transport.fileno(), ready.set)
            await ready.wait()
            loop.remove_reader(transport.fileno())
            data += transport.read()
    return data


async def accepted(listener: Listener) -> TcpLine:
    ready = asyncio.Event()
    asyncio.get_running_loop().add_reader(listener.fileno(), ready.set)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await ready.wait()
    asyncio.get_running_loop().remove_reader(listener.fileno())
    line = listener.accept()
    assert line is not None
    return line


@pytest.mark.asyncio
async def test_carries_bytes_both_ways(cable: VirtualCable) -> None:
    bench = await Bench(serial(cable)).connected()
    assert bench.line.write(b"\x02request") is True
    assert await received(cable, 8) == b"\x02request"
    cable.write(b"\x06")
    await bench.until(lambda: bench.data == b"\x06")
    assert bench.changes == [(True, "")]
    await bench.line.stop()
    assert not bench.line.there
    assert bench.line.write(b"x") is False


@pytest.mark.asyncio
async def test_without_plug_bytes_go_nowhere_either_way(cable: VirtualCable) -> None:
    bench = await Bench(serial(cable)).connected()
    bench.line.unplug()
    bench.line.unplug()
    assert bench.changes == [(True, ""), (False, "")]
    assert bench.line.write(b"lost") is False
    cable.write(b"lost")
    bench.line._readable()
    bench.line.plug()
    assert bench.changes[2:] == [(True, "")]
    bench.line.write(b"kept")
    assert await received(cable, 4) == b"kept"
    cable.write(b"back")
    await bench.until(lambda: bench.data == b"back")
    await bench.line.stop()


@pytest.mark.asyncio
async def test_an_unplugged_line_is_not_there_when_it_opens(cable: VirtualCable) -> None:
    opened = asyncio.Event()

    async def reach() -> Transport:
        transport = await serial(cable)()
        opened.set()
        return transport

    bench = Bench(reach, plugged=False)
    bench.line.start()
    await asyncio.wait_for(opened.wait(), PATIENCE_SECONDS)
    assert bench.changes == []
    assert not bench.line.there
    bench.line.plug()
    assert bench.changes == [(True, "")]
    await bench.line.stop()


@pytest.mark.asyncio
async def test_comes_back_when_the_other_end_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_line, "_BACKOFF_SECONDS", (0.001,))
    first = VirtualCable(tmp_path)
    bench = await Bench(serial(first)).connected()
    first.close()
    await bench.until(lambda: bench.failures)
    gone, why = bench.changes[1]
    assert (gone, "the other end is gone" in why) == (False, True)
    second = VirtualCable(tmp_path)
    await bench.until(lambda: bench.line.there)
    (failure,) = bench.failures
    assert "check --line" in failure
    assert len(bench.changes) == 3
    bench.line.write(b"again")
    assert await received(second, 5) == b"again"
    await bench.line.stop()
    second.close()


@pytest.mark.asyncio
async def test_long_writes_go_out_as_the_line_takes_them(listener: Listener) -> None:
    bench = Bench(tcp(listener), tcp=True)
    bench.line.start()
    other = await accepted(listener)
    await bench.until(lambda: bench.line.there)
    data = bytes(range(256)) * 16
    sent = 0
    while not bench.line._waiting:
        bench.line.write(data)
        sent += len(data)
    bench.line.write(b"end")
    assert len(await received(other, sent + 3)) == sent + 3
    await bench.line.stop()
    other.close()


class Stuck:
    """A line whose other end reads nothing until it is told to."""

    def __init__(self) -> None:
        self._near, self._far = socket.socketpair()
        self.taken = b""
        self.takes = False

    def fileno(self) -> int:
        return self._near.fileno()

    def read(self) -> bytes:
        return b""

    def write(self, data: bytes) -> int:
        self.taken += data if self.takes else b""
        return len(data) if self.takes else 0

    def close(self) -> None:
        self._near.close()
        self._far.close()

    async def reach(self) -> Transport:
        if self.fileno() < 0:
            raise NoSuchPort("test")
        return self


@pytest.mark.asyncio
async def test_a_line_that_takes_nothing_is_lost_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_line, "MOST_WAITING_OCTETS", 10)
    bench = await Bench(Stuck().reach).connected()
    bench.line.write(b"12345")
    assert bench.line.there
    bench.line.write(b"678901")
    assert bench.changes[1:] == [(False, str(LineLost("line", what="the other end takes no bytes")))]
    await bench.line.stop()


@pytest.mark.asyncio
async def test_what_waited_when_the_plug_was_pulled_is_lost() -> None:
    stuck = Stuck()
    bench = await Bench(stuck.reach).connected()
    bench.line.write(b"lost")
    bench.line.unplug()
    stuck.takes = True
    bench.line.plug()
    bench.line.write(b"kept")
    assert stuck.taken == b"kept"
    await bench.line.stop()


@pytest.mark.asyncio
async def test_pulling_the_plug_of_tcp_ends_the_connection(listener: Listener) -> None:
    bench = Bench(tcp(listener), tcp=True)
    bench.line.start()
    first = await accepted(listener)
    await bench.until(lambda: bench.line.there)
    bench.line.unplug()
    with pytest.raises(LineLost):
        await received(first, 1)
    assert bench.changes == [(True, ""), (False, "")]
    bench.line.plug()
    second = await accepted(listener)
    await bench.until(lambda: bench.line.there)
    bench.line.write(b"again")
    assert await received(second, 5) == b"again"
    await bench.line.stop()
    first.close()
    second.close()


@pytest.mark.asyncio
async def test_a_connection_without_answer_is_made_anew(listener: Listener) -> None:
    bench = Bench(tcp(listener), tcp=True)
    bench.line.redial("not there yet: nothing happens")
    bench.line.start()
    first = await accepted(listener)
    await bench.until(lambda: bench.line.there)
    bench.line.redial("no answer")
    assert bench.changes == [(True, ""), (False, "no answer")]
    second = await accepted(listener)
    with pytest.raises(LineLost):
        await received(first, 1)
    await bench.until(lambda: bench.line.there)
    bench.line.write(b"again")
    assert await received(second, 5) == b"again"
    listener.close()
    bench.line.redial("no answer")
    await bench.until(lambda: len(bench.changes) == 5)
    assert bench.changes[3:] == [(False, "no answer"), (False, "")], "nobody takes the call: told once more"
    await bench.until(lambda: bench.failures)
    await bench.line.stop()
    first.close()
    second.close()


@pytest.mark.asyncio
async def test_what_opens_too_late_is_closed() -> None:
    go_on = threading.Event()
    closed = asyncio.Event()
    loop = asyncio.get_running_loop()

    class Late:
        """A line that nobody waits for any more."""

        def close(self) -> None:
            loop.call_soon_threadsafe(closed.set)

    def reach() -> Transport:
        go_on.wait(PATIENCE_SECONDS)
        return Late()  # type: ignore[return-value]

    bench = Bench(lambda: live_line._in_a_thread(reach))
    bench.line.start()
    stopping = asyncio.create_task(bench.line.stop())
    await asyncio.wait_for(stopping, PATIENCE_SECONDS)
    go_on.set()
    await asyncio.wait_for(closed.wait(), PATIENCE_SECONDS)
    assert bench.changes == []


@pytest.mark.asyncio
async def test_a_virtual_line_needs_an_acquirer() -> None:
    with pytest.raises(AcquirerError, match=NO_ACQUIRER):
        await reach_line(VirtualLine(), acquirer=None)()


@pytest.mark.asyncio
async def test_tcp_needs_somebody_who_listens(listener: Listener) -> None:
    port = listener.address.port
    listener.close()
    with pytest.raises(NoSuchPort, match="nobody listens there"):
        await reach_line(TcpAddress("127.0.0.1", port), acquirer=None)()


@pytest.mark.asyncio
async def test_bytes_are_counted_for_each_connection(cable: VirtualCable) -> None:
    bench = await Bench(serial(cable)).connected()
    assert (bench.line.sent_octets, bench.line.received_octets) == (0, 0)
    bench.line.write(b"abc")
    cable.write(b"defg")
    await bench.until(lambda: bench.data == b"defg")
    assert (bench.line.sent_octets, bench.line.received_octets) == (3, 4)
    await bench.line.stop()
    assert (bench.line.sent_octets, bench.line.received_octets) == (0, 0)


@pytest.mark.asyncio
@pytest.mark.parametrize("greeting", [b"", b"x"])
async def test_who_takes_calls_only_to_end_them_is_called_less_and_less(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, greeting: bytes
) -> None:
    monkeypatch.setattr(live_line, "_BACKOFF_SECONDS", (0.001, 0.002, 3600.0))
    bench = Bench(tcp(listener), tcp=True)
    bench.line.start()
    for _ in range(3):
        caller = await accepted(listener)
        caller.write(greeting)
        caller.close()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while bench.line._failures < 3:
            await asyncio.sleep(0)
    assert bench.changes[::2] == [(True, "")] * 3
    bench.line.unplug()
    bench.line.plug()
    # A person at the plug is not kept waiting for that hour.
    caller = await accepted(listener)
    await bench.line.stop()
    caller.close()


@pytest.mark.asyncio
async def test_an_answer_makes_the_other_end_worth_a_call_at_once(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_line, "_BACKOFF_SECONDS", (3600.0,))
    bench = Bench(tcp(listener), tcp=True)
    bench.line.start()
    for _ in range(2):
        caller = await accepted(listener)
        await bench.until(lambda: bench.line.there)
        bench.line.write(b"request")
        assert await received(caller, 7) == b"request"
        bench.data = b""
        caller.write(b"answer")
        await bench.until(lambda: bench.data == b"answer")
        caller.close()
        await bench.until(lambda: not bench.line.there)
    caller = await accepted(listener)
    await bench.line.stop()
    caller.close()


@pytest.mark.asyncio
async def test_a_connection_that_lasted_is_made_anew_at_once(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_line, "_BACKOFF_SECONDS", (3600.0,))
    monkeypatch.setattr(live_line, "_LASTING_SECONDS", 0.0)
    bench = Bench(tcp(listener), tcp=True)
    bench.line.start()
    for _ in range(2):
        caller = await accepted(listener)
        caller.close()
    await bench.line.stop()
