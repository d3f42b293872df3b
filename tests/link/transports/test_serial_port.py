from __future__ import annotations

import select
import socket
from pathlib import Path

import pytest
import serial

from pos_emulator.link.errors import LineLost, NoSuchPort
from pos_emulator.link.transports.pty import VirtualCable
from pos_emulator.link.transports.serial_port import SerialPort


def test_no_such_device(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPort, match=r"ttyNone: no such port; check --line"):
        SerialPort(str(tmp_path / "ttyNone"))


def test_a_file_is_no_port(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NoSuchPort, match="not a serial port"):
        SerialPort(str(tmp_path / "file"))


@pytest.mark.parametrize("url", ["nonsense://x", "socket://127.0.0.1:1"])
def test_a_url_that_leads_nowhere(url: str) -> None:
    with pytest.raises(NoSuchPort, match=f"^{url}: no such port"):
        SerialPort(url)


def test_a_port_without_a_descriptor() -> None:
    port = SerialPort("loop://")
    assert port.read() == b""
    assert port.write(b"hello") == 5
    data = b""
    while len(data) < 5:
        assert select.select([port], [], [], 5.0)[0]
        data += port.read()
    assert data == b"hello"
    port.close()
    port.close()
    with pytest.raises(LineLost):
        port.read()
    with pytest.raises(LineLost):
        port.write(b"x")


def test_opens_8n1_raw_without_flow_control_and_for_itself(tmp_path: Path) -> None:
    cable = VirtualCable(tmp_path)
    port = SerialPort(str(cable.device_path), baud=115200)
    settings = port._port
    assert isinstance(settings, serial.PosixPollSerial)
    assert (settings.baudrate, settings.bytesize, settings.parity, settings.stopbits) == (115200, 8, "N", 1)
    assert (settings.xonxoff, settings.rtscts, settings.dsrdtr) == (False, False, False)
    assert settings.exclusive
    port.close()
    cable.close()


def test_a_pyserial_url() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = SerialPort(f"socket://127.0.0.1:{server.getsockname()[1]}")
        other, _ = server.accept()
        assert port.read() == b""
        assert port.write(b"hello") == 5
        assert other.recv(5) == b"hello"
        other.close()
        server.close()
        assert select.select([port], [], [], 5.0)[0]
        with pytest.raises(LineLost):
            port.read()
        port.close()
