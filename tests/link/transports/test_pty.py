"""What a virtual line does and does not do; each test is one fact of a real pseudo-terminal."""

from __future__ import annotations

import errno
import os
import select
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from pos_emulator.link.errors import LineLost, NoSuchPort, PortBusy
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.frames import Arrived, Frame
from pos_emulator.link.transports.pty import VirtualCable, check_cable
from pos_emulator.link.transports.serial_port import SerialPort
from pos_emulator.link.transports.transport import Transport

EVERY_OCTET = bytes(range(256))
PATIENCE_SECONDS = 5.0


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[VirtualCable]:
    cable = VirtualCable(tmp_path)
    yield cable
    cable.close()


@pytest.fixture
def port(cable: VirtualCable) -> Iterator[SerialPort]:
    port = SerialPort(str(cable.device_path))
    yield port
    port.close()


def read_exactly(transport: Transport, octets: int) -> bytes:
    data = b""
    while len(data) < octets:
        ready, _, _ = select.select([transport], [], [], PATIENCE_SECONDS)
        assert ready, f"{len(data)} of {octets} bytes came"
        data += transport.read()
    return data


def test_every_octet_goes_through_both_ways_without_echo(cable: VirtualCable, port: SerialPort) -> None:
    assert cable.write(EVERY_OCTET) == 256
    assert read_exactly(port, 256) == EVERY_OCTET
    assert port.write(EVERY_OCTET) == 256
    assert read_exactly(cable, 256) == EVERY_OCTET
    assert cable.read() == port.read() == b""


def test_is_raw_before_anybody_opens_it(cable: VirtualCable) -> None:
    cable.write(b"\x02\x03\x04")
    descriptor = os.open(cable.device_path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        assert select.select([descriptor], [], [], PATIENCE_SECONDS)[0]
        assert os.read(descriptor, 10) == b"\x02\x03\x04"
    finally:
        os.close(descriptor)
    assert cable.read() == b""


def test_opening_the_port_drops_what_the_host_sent_before(cable: VirtualCable) -> None:
    cable.write(b"early")
    port = SerialPort(str(cable.device_path))
    cable.write(b"late")
    assert read_exactly(port, 4) == b"late"
    port.close()


def test_outlives_the_terminals_that_come_and_go(cable: VirtualCable) -> None:
    for payload in (b"first", b"second"):
        port = SerialPort(str(cable.device_path))
        port.write(payload)
        assert read_exactly(cable, len(payload)) == payload
        port.close()
    assert cable.read() == b""


def test_the_end_of_the_host_is_noticed_at_once(cable: VirtualCable, port: SerialPort) -> None:
    cable.close()
    assert select.select([port], [], [], PATIENCE_SECONDS)[0]
    with pytest.raises(LineLost, match="the other end is gone"):
        port.read()
    with pytest.raises(LineLost):
        port.write(b"x")


def test_what_the_host_sent_before_it_ended_is_not_waited_for(cable: VirtualCable, port: SerialPort) -> None:
    cable.write(b"last words")
    read_exactly(port, 10)
    assert port.read() == b""
    cable.close()
    with pytest.raises(LineLost):
        port.read()


def test_a_closed_end_says_so(cable: VirtualCable, port: SerialPort) -> None:
    port.close()
    cable.close()
    cable.close()
    for transport in (port, cable):
        with pytest.raises(LineLost, match="the line is closed"):
            transport.read()
        with pytest.raises(LineLost, match="the line is closed"):
            transport.write(b"x")


def test_the_path_is_a_link_that_goes_with_the_cable(cable: VirtualCable, tmp_path: Path) -> None:
    assert cable.device_path == tmp_path / "line"
    assert cable.device_path.readlink() == Path(os.ttyname(cable._slave))
    cable.close()
    assert not cable.device_path.is_symlink()
    with pytest.raises(NoSuchPort, match="no such port"):
        SerialPort(str(cable.device_path))


def test_a_dead_cable_is_not_taken_for_whoever_has_its_device_now(tmp_path: Path) -> None:
    (tmp_path / "line.lock").touch()
    reused = VirtualCable(tmp_path, name="other")
    (tmp_path / "line").symlink_to(reused.device_path.readlink())
    with pytest.raises(NoSuchPort, match="has ended; start the acquirer again"):
        SerialPort(str(tmp_path / "line"))
    check_cable(reused.device_path)
    successor = VirtualCable(tmp_path)
    check_cable(successor.device_path)
    for cable in (reused, successor):
        cable.close()


def test_a_plain_path_is_no_cable(tmp_path: Path) -> None:
    check_cable(tmp_path / "ttyS0")


def test_a_living_cable_keeps_its_name(cable: VirtualCable) -> None:
    with pytest.raises(PortBusy, match="another virtual line has this name"):
        VirtualCable(cable.device_path.parent)
    check_cable(cable.device_path)


def test_one_terminal_at_a_time(cable: VirtualCable, port: SerialPort) -> None:
    with pytest.raises(PortBusy, match="in use"):
        SerialPort(str(cable.device_path))
    port.close()
    SerialPort(str(cable.device_path)).close()


@pytest.mark.parametrize("to_host", [pytest.param(True, id="to-host"), pytest.param(False, id="to-terminal")])
def test_a_line_that_nobody_reads_fills_up_and_loses_nothing(
    cable: VirtualCable, port: SerialPort, to_host: bool
) -> None:
    writer, reader = (port, cable) if to_host else (cable, port)
    written, piece = 0, bytes(range(250)) * 20
    while taken := writer.write(piece[written % 250 :]):
        written += taken
    assert 4096 < written < 1 << 20
    assert read_exactly(reader, written) == (bytes(range(250)) * (written // 250 + 1))[:written]
    assert writer.write(b"on") == 2


def test_a_frame_arrives_in_pieces_and_is_found(cable: VirtualCable, port: SerialPort) -> None:
    framer = StxCrcFramer(maximum=9999)
    payload = EVERY_OCTET * 39
    wire = framer.encode(payload)
    frames: list[Arrived] = []
    sent = 0
    while not frames:
        sent += port.write(wire[sent:])
        assert select.select([cable], [], [], PATIENCE_SECONDS)[0]
        frames += framer.feed(cable.read())
    assert frames == [Frame(payload)]


def test_the_host_can_see_the_baud_rate(cable: VirtualCable) -> None:
    port = SerialPort(str(cable.device_path), baud=19200)
    assert termios.tcgetattr(cable.fileno())[5] == termios.B19200
    port.close()


def test_there_are_no_modem_lines(port: SerialPort) -> None:
    for name in ("cts", "dsr", "cd", "ri"):
        with pytest.raises(OSError) as caught:
            getattr(port._port, name)
        assert caught.value.errno == errno.ENOTTY


def test_software_flow_control_would_eat_octets(cable: VirtualCable) -> None:
    eater = serial.Serial(str(cable.device_path), timeout=PATIENCE_SECONDS, xonxoff=True)
    cable.write(b"\x11\x13\x02")
    assert eater.read(1) == b"\x02"
    eater.close()
