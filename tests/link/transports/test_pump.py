from __future__ import annotations

import os
import select

import serial

from pos_emulator.link.transports.pump import Pump


def read_when_ready(pump: Pump) -> bytes:
    assert select.select([pump], [], [], 5.0)[0]
    return os.read(pump.fileno(), 100)


def test_carries_what_the_port_reads() -> None:
    port = serial.serial_for_url("loop://")
    pump = Pump(port)
    port.write(b"a")
    assert read_when_ready(pump) == b"a"
    pump.close()
    assert port.is_open
    port.close()


def test_ends_with_the_port() -> None:
    port = serial.serial_for_url("loop://")
    pump = Pump(port)
    port.close()
    assert read_when_ready(pump) == b""
    pump.close()
