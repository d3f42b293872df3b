from __future__ import annotations

import errno
import select
import socket
from collections.abc import Iterator

import pytest

from pos_emulator.link.errors import LineLost, NoSuchPort, PortBusy, RemoteNotAllowed
from pos_emulator.link.transports.tcp import Listener, NoRoom, TcpLine, listen

PATIENCE_SECONDS = 5.0


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = listen("127.0.0.1", 0)
    yield listener
    listener.close()


@pytest.fixture
def line(listener: Listener) -> Iterator[tuple[TcpLine, TcpLine]]:
    client = TcpLine("127.0.0.1", listener.address.port)
    wait_for(listener)
    server = listener.accept()
    assert server is not None
    yield client, server
    client.close()
    server.close()


def wait_for(end: Listener | TcpLine) -> None:
    assert select.select([end], [], [], PATIENCE_SECONDS)[0]


def test_bytes_both_ways(line: tuple[TcpLine, TcpLine]) -> None:
    for writer, reader in (line, line[::-1]):
        assert reader.read() == b""
        assert writer.write(b"\x00\x01a") == 3
        wait_for(reader)
        assert reader.read() == b"\x00\x01a"


def test_small_writes_go_at_once(line: tuple[TcpLine, TcpLine]) -> None:
    for end in line:
        assert end._connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_other_end_leaves(line: tuple[TcpLine, TcpLine]) -> None:
    client, server = line
    server.write(b"bye")
    server.close()
    wait_for(client)
    assert client.read() == b"bye"
    wait_for(client)
    with pytest.raises(LineLost, match="the other end is gone"):
        client.read()


def test_a_closed_end_says_so(line: tuple[TcpLine, TcpLine]) -> None:
    client, _ = line
    client.close()
    client.close()
    with pytest.raises(LineLost):
        client.read()
    with pytest.raises(LineLost):
        client.write(b"x")


def test_a_line_that_nobody_reads_fills_up(line: tuple[TcpLine, TcpLine]) -> None:
    client, _ = line
    pieces = 0
    while client.write(bytes(1 << 16)):
        pieces += 1
        assert pieces < 1000


def test_nobody_waits(listener: Listener) -> None:
    assert listener.accept() is None


def test_nobody_listens(listener: Listener) -> None:
    port = listener.address.port
    listener.close()
    with pytest.raises(NoSuchPort, match=f"tcp://127.0.0.1:{port}: nobody listens there; start the acquirer"):
        TcpLine("127.0.0.1", port)


def test_somebody_else_listens(listener: Listener) -> None:
    with pytest.raises(PortBusy):
        listen("127.0.0.1", listener.address.port)


def test_an_address_that_this_machine_does_not_have() -> None:
    with pytest.raises(NoSuchPort, match="this machine has no such address"):
        listen("192.0.2.1", 0, allow_remote=True)


@pytest.mark.parametrize("host", ["192.0.2.1", "0.0.0.0", "host.invalid"])
def test_stays_inside_this_machine(host: str) -> None:
    with pytest.raises(RemoteNotAllowed, match="--allow-remote"):
        TcpLine(host, 5000)
    with pytest.raises(RemoteNotAllowed):
        listen(host, 0)


def test_other_machines_where_allowed() -> None:
    listen("0.0.0.0", 0, allow_remote=True).close()


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE])
def test_a_process_without_room_says_so_and_goes_on(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    class Full:
        def accept(self) -> None:
            raise OSError(number, "too many open files")

    with monkeypatch.context() as system:
        system.setattr(listener, "_server", Full())
        with pytest.raises(NoRoom, match="no room for more connections"):
            listener.accept()
    assert listener.accept() is None


def test_the_system_watches_whether_the_other_end_is_still_there(line: tuple[TcpLine, TcpLine]) -> None:
    """Figures: silent for 30 s, asked 3 times 10 s apart, given up after 60 s (TCP_USER_TIMEOUT in ms)."""
    expected = {"TCP_KEEPIDLE": 30, "TCP_KEEPALIVE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}
    expected |= {"TCP_USER_TIMEOUT": 60_000}
    for end in line:
        connection = end._connection
        assert connection.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        here = {name: getattr(socket, name) for name in expected if hasattr(socket, name)}
        assert here, "each of our platforms has some"
        for name, option in here.items():
            assert connection.getsockopt(socket.IPPROTO_TCP, option) == expected[name], name


def test_a_system_without_such_options_connects_too(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TCP_KEEPIDLE", "TCP_KEEPALIVE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_USER_TIMEOUT"):
        monkeypatch.delattr(socket, name, raising=False)
    TcpLine("127.0.0.1", listener.address.port).close()


@pytest.mark.parametrize("host", ["a..b", "a" * 70], ids=["empty-part", "long-part"])
def test_a_name_that_no_resolver_takes_cannot_be_reached(host: str) -> None:
    with pytest.raises(NoSuchPort, match="the name is unknown"):
        TcpLine(host, 18999, allow_remote=True)
    with pytest.raises(NoSuchPort, match="this machine has no such address"):
        listen(host, 18999, allow_remote=True)
