"""The host's state folder: held by one process, with the ledger, the host key and the sockets in it."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import stat
import tempfile
from pathlib import Path

from pos_emulator.acquirer.errors import AcquirerError, StateLocked
from pos_emulator.acquirer.ports import Entropy
from pos_emulator.security.vault import DEVICE_KEY_OCTETS

OTHERS = 0o077
MOST_SOCKET_OCTETS = 100
"""The system takes 104 (macOS) or 108 bytes of a socket's path, the final zero included."""
SHORTEST_PLACE = "/tmp"
"""Where the socket goes when not even the temporary folder leaves it room; macOS has a long one."""


class HostFolder:
    """A state folder held until `close`; what is in it belongs to its owner alone.

    Args:
        path: The folder, made if there is none.
        with_parents: Whether those above it are made too; what somebody else has removed stays away without.

    Raises:
        StateLocked: another acquirer holds it.
        AcquirerError: it cannot be made or written.
    """

    def __init__(self, path: Path, *, with_parents: bool = True) -> None:
        self.path = path.expanduser().absolute()
        try:
            self.path.mkdir(mode=0o700, parents=with_parents, exist_ok=True)
            lock = os.open(self.path / "acquirer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise AcquirerError(
                f"state {self.path}: {error.strerror}; choose another folder with --state"
            ) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(lock, 32, 0).decode("ascii", "replace").strip()
            os.close(lock)
            raise StateLocked(
                f"state {self.path}: held by another acquirer (process {holder or 'unknown'}); "
                "end it, or choose another folder with --state"
            ) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, b"%d\n" % os.getpid(), 0)
        self._lock = lock
        self._socket: Path | None = None

    @property
    def ledger(self) -> Path:
        """The ledger file."""
        return self.path / "ledger.db"

    @property
    def control_socket(self) -> Path:
        """Where the operator side listens; in a short folder of this user where the path is too long.

        Raises:
            AcquirerError: the short folder cannot be made, or belongs to somebody else.
        """
        if self._socket is None:
            path = control_socket_of(self.path)
            if path.parent != self.path:
                _make_short(path.parent)
            self._socket = path
        return self._socket

    def host_key(self, entropy: Entropy) -> bytes:
        """The host's own key, made at the first start: it stands for the host's security module.

        Raises:
            AcquirerError: the file is readable by others, of another size, or cannot be made.
        """
        path = self.path / "host.key"
        try:
            octets = path.read_bytes()
            mode = path.stat().st_mode
        except FileNotFoundError:
            if self.ledger.exists():
                raise AcquirerError(
                    f"host key {path}: missing, and the ledger is sealed under it; restore it from a backup, "
                    "or start anew with pos-emulator reset acquirer"
                ) from None
            return self._make_key(path, entropy.octets(DEVICE_KEY_OCTETS))
        except OSError as error:
            raise AcquirerError(f"host key {path}: {error.strerror}; check its permissions") from error
        if mode & OTHERS:
            raise AcquirerError(f"host key {path}: others can read it; chmod 600 {path}")
        if len(octets) != DEVICE_KEY_OCTETS:
            raise AcquirerError(
                f"host key {path}: {len(octets)} bytes, expected {DEVICE_KEY_OCTETS}; restore it from a backup"
            )
        return octets

    def close(self) -> None:
        """Lets go of the folder, and of the short one if there was need of it."""
        if self._lock < 0:
            return
        if self._socket is not None and self._socket.parent != self.path:
            with contextlib.suppress(OSError):
                self._socket.parent.rmdir()
        os.close(self._lock)
        self._lock = -1

    def _make_key(self, path: Path, octets: bytes) -> bytes:
        """Writes the key so that after a crash it is there whole or not at all."""
        fresh = path.with_name(".host.key.new")
        with contextlib.suppress(FileNotFoundError):
            fresh.unlink()
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        folder = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return octets


def control_socket_of(folder: Path) -> Path:
    """The control socket that goes with a state folder: the same in every process of this user.

    Where its path would be too long it is in a short folder, which only its acquirer makes.

    Raises:
        AcquirerError: the short folder belongs to somebody else.
    """
    path = folder / "control.sock"
    if _fits(path):
        return path
    mark = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    name = f"pos-emulator-{os.getuid()}-{mark}"
    path = Path(tempfile.gettempdir(), name, "control.sock")
    if not _fits(path):
        path = Path(SHORTEST_PLACE, name, "control.sock")
    _check_short(path.parent)
    return path


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) <= MOST_SOCKET_OCTETS


def _make_short(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise AcquirerError(
            f"control {folder}: {error.strerror}; choose a shorter --state, or let TMPDIR name a short folder"
        ) from error
    _check_short(folder)


def _check_short(folder: Path) -> None:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return
    if found.st_uid != os.getuid() or found.st_mode & OTHERS or not stat.S_ISDIR(found.st_mode):
        raise AcquirerError(f"control {folder}: a folder of somebody else; choose a shorter --state")
