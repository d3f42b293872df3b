from __future__ import annotations

import pytest

from pos_emulator.link.errors import BadLineAddress, RemoteNotAllowed
from pos_emulator.link.transports.line_address import (
    LineAddress,
    SerialAddress,
    TcpAddress,
    VirtualLine,
    is_this_machine,
    parse_line_address,
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        pytest.param("pty", VirtualLine(), id="pty"),
        pytest.param("/dev/ttyUSB0", SerialAddress("/dev/ttyUSB0"), id="device"),
        pytest.param("./line", SerialAddress("./line"), id="relative"),
        pytest.param("COM3", SerialAddress("COM3"), id="windows"),
        pytest.param("loop://", SerialAddress("loop://"), id="pyserial-here"),
        pytest.param("socket://localhost:7", SerialAddress("socket://localhost:7"), id="pyserial-socket"),
        pytest.param("tcp://127.0.0.1:5000", TcpAddress("127.0.0.1", 5000), id="tcp"),
        pytest.param("TCP://localhost:5000", TcpAddress("localhost", 5000), id="scheme-in-capitals"),
        pytest.param("tcp://[::1]:5000", TcpAddress("::1", 5000), id="tcp-v6"),
    ],
)
def test_the_forms(text: str, address: LineAddress) -> None:
    assert parse_line_address(text) == address


@pytest.mark.parametrize(
    "text", ["", "ptty", "ttyUSB0", "http://127.0.0.1:80", "tcp://", "tcp://:5000", "tcp://localhost"]
)
def test_none_of_the_forms(text: str) -> None:
    with pytest.raises(BadLineAddress, match=r"expected (pty, a device such as|tcp://HOST:PORT)"):
        parse_line_address(text)


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1", "80/path", "80?q"])
def test_ports(port: str) -> None:
    with pytest.raises(BadLineAddress, match="with a port from 1 to 65535"):
        parse_line_address(f"tcp://127.0.0.1:{port}")


LONG = "a" * 70


@pytest.mark.parametrize(
    "host", ["[::1", "a..b", "127.0.0..1", LONG, f"{LONG}.example.org"], ids=lambda host: host[:12]
)
@pytest.mark.parametrize("scheme", ["tcp", "socket"])
def test_names_that_no_resolver_takes(scheme: str, host: str) -> None:
    with pytest.raises(BadLineAddress, match="with a port from 1 to 65535"):
        parse_line_address(f"{scheme}://{host}:18999", allow_remote=True)


@pytest.mark.parametrize(
    "text", ["tcp://192.0.2.1:5000", "socket://192.0.2.1:5000", "rfc2217://example.org:1"]
)
def test_outside_addresses_must_be_allowed(text: str) -> None:
    with pytest.raises(RemoteNotAllowed):
        parse_line_address(text)
    parse_line_address(text, allow_remote=True)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("pos", False),
    ],
)
def test_this_machine(host: str, here: bool) -> None:
    assert is_this_machine(host) is here


def test_is_written_as_it_is_typed() -> None:
    for text in ("tcp://127.0.0.1:5000", "tcp://[::1]:5000"):
        assert str(parse_line_address(text)) == text
