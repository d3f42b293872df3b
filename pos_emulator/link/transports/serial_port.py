"""A serial port by pyserial: a device, or any of its URLs."""

from __future__ import annotations

import errno
import io
from pathlib import Path
from typing import Any

import serial

from pos_emulator.link.errors import LineLost, LinkError, NoSuchPort, PortBusy
from pos_emulator.link.transports.descriptor import read_now, write_now
from pos_emulator.link.transports.pty import check_cable
from pos_emulator.link.transports.pump import Pump


class SerialPort:
    """A serial port, 8 data bits, no parity, one stop bit, nobody else's while it is open.

    pyserial opens and sets the port; bytes go through its descriptor where it has one. Opening
    drops what the other end sent before, so the terminal is to speak first.

    Args:
        url: a device path or a pyserial URL.
        baud: bits per second; a virtual line takes any and is always fast.

    Raises:
        NoSuchPort: there is none, or it may not be opened.
        PortBusy: somebody else has it.
    """

    def __init__(self, url: str, *, baud: int = 9600) -> None:
        self.url = url
        if "://" not in url:
            check_cable(Path(url))
        try:
            self._port = _open(url, baud)
        except (serial.SerialException, OSError, ValueError) as error:
            raise _what_is_wrong(url, error) from error
        self._pump: Pump | None = None
        try:
            self._descriptor = int(self._port.fileno())
        except io.UnsupportedOperation:
            self._pump = Pump(self._port)
            self._descriptor = self._pump.fileno()

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._descriptor

    def read(self) -> bytes:
        """What has arrived."""
        return read_now(self._descriptor, self.url)

    def write(self, data: bytes) -> int:
        """How many bytes the port took; one without a descriptor takes all and may wait a moment."""
        if self._pump is None or self._descriptor < 0:
            return write_now(self._descriptor, data, self.url)
        try:
            return int(self._port.write(data) or 0)
        except (serial.SerialException, OSError) as error:
            raise LineLost(self.url) from error

    def close(self) -> None:
        """Give the port back."""
        self._descriptor = -1
        if self._pump is not None:
            self._pump.close()
        self._port.close()


def _open(url: str, baud: int) -> Any:
    # A gap of 0 makes an idle port say "try again"; without it, idle and dead ports both read as empty.
    settings = {"baudrate": baud, "timeout": 0, "inter_byte_timeout": 0}
    if "://" in url:
        return serial.serial_for_url(url, **settings)
    # The plain class waits with select, which fails in a process with many descriptors.
    kind = getattr(serial, "PosixPollSerial", serial.Serial)
    return kind(url, exclusive=True, **settings)


def _what_is_wrong(url: str, error: Exception) -> LinkError:
    match getattr(error, "errno", None):
        case errno.EAGAIN | errno.EBUSY:
            return PortBusy(url)
        case errno.EACCES | errno.EPERM:
            return NoSuchPort(url, what="permission denied", advice="join the group that owns the device")
    if "://" not in url and Path(url).exists():
        return NoSuchPort(url, what="not a serial port")
    return NoSuchPort(url)
