"""An acquirer process for tests, and the far end of its line, byte by byte."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Message
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.framers.length_tpdu import LengthFramer
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.frames import Control, Frame, Framer
from pos_emulator.security.mac import sealed
from tests.acquirer.till import ECB, HEADER, TPDU, Till

SECONDS = 20.0
"""Far more than anything here takes; a test that runs into it has failed."""


class HostProcess:
    """``python -m pos_emulator.acquirer.server`` with its ready line read."""

    def __init__(self, state: Path, *arguments: str, expect_ready: bool = True) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pos_emulator.acquirer.server", "--state", str(state), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.ready: dict[str, Any] = {}
        if expect_ready:
            assert self.process.stdout is not None
            line = self.process.stdout.readline()
            assert line, self.process.communicate(timeout=SECONDS)[1]
            self.ready = json.loads(line)

    def __enter__(self) -> HostProcess:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()

    def ask(self, **asked: Any) -> dict[str, Any]:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(SECONDS)
            connection.connect(self.ready["control"])
            connection.sendall(json.dumps(asked).encode() + b"\n")
            answer: dict[str, Any] = json.loads(connection.makefile("rb").readline())
        return answer

    def terminate(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        self.process.kill()
        self.wait()

    def wait(self) -> int:
        self.process.communicate(timeout=SECONDS)
        return self.process.returncode


class FarEnd(Protocol):
    def send(self, data: bytes) -> None: ...
    def receive(self) -> bytes: ...


class DeviceEnd:
    """The terminal's side of a virtual line."""

    def __init__(self, device: str) -> None:
        self._descriptor = os.open(device, os.O_RDWR | os.O_NOCTTY)

    def send(self, data: bytes) -> None:
        os.write(self._descriptor, data)

    def receive(self) -> bytes:
        ready, _, _ = select.select([self._descriptor], [], [], SECONDS)
        assert ready, "nothing arrived"
        return os.read(self._descriptor, 4096)

    def close(self) -> None:
        os.close(self._descriptor)


class SocketEnd:
    """The terminal's side of a connection."""

    def __init__(self, address: str) -> None:
        host, _, port = address.removeprefix("tcp://").partition(":")
        self._connection = socket.create_connection((host, int(port)), SECONDS)

    def send(self, data: bytes) -> None:
        self._connection.sendall(data)

    def receive(self) -> bytes:
        return self._connection.recv(4096)

    def close(self) -> None:
        self._connection.close()


class FarTill(Till):
    """A till whose requests travel over a line instead of in process."""

    far: FarEnd
    framer: Framer
    acknowledges: bool
    frame: bytes
    refused: int
    """How often the host answered NAK."""

    @classmethod
    def over(cls, far: FarEnd, till: Till, *, acknowledges: bool) -> FarTill:
        made = cls(till.acquirer, till.clock, till.tid)
        made.far, made.acknowledges, made.refused = far, acknowledges, 0
        made.framer = StxCrcFramer() if acknowledges else LengthFramer()
        return made

    def try_send(self, message: Message) -> Message | None:
        raw = UNIONPAY_POS.build(message)
        if 64 in message and self.keys is not None:
            raw = sealed(raw, self.keys[1], ECB)
        self.frame = self.framer.encode(Envelope(TPDU, HEADER, raw).octets())
        self.far.send(self.frame)
        return self.next_answer()

    def next_answer(self) -> Message | None:
        """The next message that arrives; None when the other end is gone."""
        while True:
            data = self.far.receive()
            if not data:
                return None
            for arrived in self.framer.feed(data):
                if arrived is Control.NAK:
                    self.refused += 1
                    self.far.send(self.frame)
                if isinstance(arrived, Frame):
                    if self.acknowledges:
                        self.far.send(b"\x06")
                    return UNIONPAY_POS.parse(Envelope.parse(arrived.payload).message)
