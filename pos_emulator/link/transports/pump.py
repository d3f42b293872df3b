"""Something to wait on for ports that have no descriptor."""

from __future__ import annotations

import socket
import threading
from typing import Any

import serial

_GLANCE_SECONDS = 0.2
"""How long one read of the port waits, and so how long `Pump.close` may take."""


class Pump:
    """Carries what a pyserial port reads into a socket; the socket ends when the port does.

    Args:
        port: an open pyserial port; the pump's alone for reading.
    """

    def __init__(self, port: Any) -> None:
        port.timeout = _GLANCE_SECONDS
        self._port = port
        self._inlet, self._outlet = socket.socketpair()
        self._outlet.setblocking(False)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="serial-pump", daemon=True)
        self._thread.start()

    def fileno(self) -> int:
        """The descriptor that gives what the port read."""
        return self._outlet.fileno()

    def close(self) -> None:
        """Stop reading; the port itself stays open."""
        self._closing.set()
        self._outlet.close()
        self._thread.join()

    def _run(self) -> None:
        with self._inlet:
            try:
                while not self._closing.is_set():
                    self._inlet.sendall(self._port.read(self._port.in_waiting or 1))
            except (serial.SerialException, OSError):
                return
