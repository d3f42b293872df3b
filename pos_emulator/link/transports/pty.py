"""The virtual cable: one pseudo-terminal, whose device a terminal opens like a serial port."""

from __future__ import annotations

import os
from pathlib import Path

from pos_emulator.link.errors import NoPty, NoSuchPort, PortBusy
from pos_emulator.link.transports.descriptor import read_now, write_now


class VirtualCable:
    """The host's end of a virtual serial line; holds the line for as long as it is open.

    ``device_path`` is a symlink, because the system gives the number of a dead device to the next
    one that asks. A lock beside it tells the living from the dead: see `check_cable`.

    Args:
        directory: where the symlink goes; it must exist.
        name: the name of the symlink.

    Raises:
        NoPty: this system gives no pseudo-terminal.
        PortBusy: a living cable has that name.
    """

    def __init__(self, directory: Path, *, name: str = "line") -> None:
        self.device_path = directory / name
        self._master = self._slave = self._lock = -1
        try:
            import fcntl
            import tty
        except ImportError as error:
            raise NoPty("not a POSIX system") from error
        self._lock = os.open(_lock_path(self.device_path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._lock)
            raise PortBusy(str(self.device_path), what="another virtual line has this name") from error
        try:
            self._master, self._slave = os.openpty()
        except OSError as error:
            os.close(self._lock)
            raise NoPty(str(error)) from error
        # Before anybody writes: a fresh pty echoes, and takes ETX for an interrupt that empties it.
        # The slave stays open here, or the line would die with the first terminal that closes it.
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self._publish(os.ttyname(self._slave))

    def _publish(self, device: str) -> None:
        fresh = self.device_path.with_name(f".{self.device_path.name}.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(device)
        fresh.replace(self.device_path)

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._master

    def read(self) -> bytes:
        """What the terminal wrote; a terminal that leaves is silent, not gone."""
        return read_now(self._master, str(self.device_path))

    def write(self, data: bytes) -> int:
        """How many bytes went in; a line that nobody reads fills up."""
        return write_now(self._master, data, str(self.device_path))

    def close(self) -> None:
        """End the line: whoever has the device open loses it."""
        if self._master < 0:
            return
        self.device_path.unlink(missing_ok=True)
        for descriptor in (self._master, self._slave, self._lock):
            os.close(descriptor)
        self._master = self._slave = self._lock = -1


def check_cable(device_path: Path) -> None:
    """Refuse a virtual cable whose holder died; its device may be somebody else's by now.

    A path that is no virtual cable passes.

    Raises:
        NoSuchPort: the holder is gone.
    """
    lock_path = _lock_path(device_path)
    if not device_path.is_symlink() or not lock_path.exists():
        return
    import fcntl

    lock = os.open(lock_path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    finally:
        os.close(lock)
    raise NoSuchPort(
        str(device_path), what="whoever held this virtual line has ended", advice="start the acquirer again"
    )


def _lock_path(device_path: Path) -> Path:
    return device_path.with_name(device_path.name + ".lock")
