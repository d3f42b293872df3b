"""The state folder: where a terminal and its acquirer keep what survives them; one process holds it."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

import platformdirs

from pos_emulator.runtime.errors import StateError, StateLocked

MOST_DAYS = 36_500
"""How many days the terminal's clock can be ahead of the machine: a hundred years."""
_DAYS_DIGITS = len(str(MOST_DAYS))


class StateFolder:
    """A state folder held by this process until `close`; made by `open_state_folder`."""

    def __init__(self, path: Path, *, lock: int, ephemeral: bool) -> None:
        self.path = path
        self.ephemeral = ephemeral
        self._lock = lock

    @property
    def terminal_db(self) -> Path:
        """The terminal's flash."""
        return self.path / "terminal.db"

    @property
    def flash_count(self) -> Path:
        """How many commits the flash ever saw; outlives it."""
        return self.path / "flash.count"

    @property
    def device_key(self) -> Path:
        """The file that stands for the secure element."""
        return self.path / "device.key"

    @property
    def acquirer(self) -> Path:
        """The folder of the acquirer, which holds it by a lock of its own."""
        return self.path / "acquirer"

    @property
    def acquirer_log(self) -> Path:
        """What the last acquirer process wrote to its standard error."""
        return self.path / "acquirer.log"

    @property
    def days(self) -> int:
        """How many days the terminal's clock is ahead of the machine.

        Raises:
            StateError: the file says something else than 0 to `MOST_DAYS`, or cannot be read.
        """
        path = self.path / "days"
        try:
            said = path.read_bytes().strip()
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise _forbidden(path, error) from error
        if not (said.isdigit() and len(said) <= _DAYS_DIGITS and int(said) <= MOST_DAYS):
            raise StateError(
                path,
                what=f"not how many days the clock is ahead, 0 to {MOST_DAYS}",
                advice="remove the file: the clock is then the machine's",
            )
        return int(said)

    def keep_days(self, days: int) -> None:
        """Remember how many days the terminal's clock is ahead.

        Raises:
            StateError: too many, or the folder does not take it.
        """
        if not 0 <= days <= MOST_DAYS:
            raise StateError(
                self.path,
                what=f"the clock is at most {MOST_DAYS} days ahead",
                advice="begin anew with `pos-emulator reset all`",
            )
        try:
            write_whole(self.path / "days", b"%d\n" % days)
        except OSError as error:
            raise _forbidden(self.path, error) from error

    def close(self) -> None:
        """Let go of the folder; an ephemeral one is removed."""
        if self._lock < 0:
            return
        os.close(self._lock)
        self._lock = -1
        if self.ephemeral:
            shutil.rmtree(self.path, ignore_errors=True)

    def __enter__(self) -> StateFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def default_state_path() -> Path:
    """Where state goes unless ``--state`` says otherwise."""
    return platformdirs.user_state_path("pos-emulator")


def open_state_folder(path: Path | None = None, *, ephemeral: bool = False) -> StateFolder:
    """Make and hold a state folder.

    Args:
        path: The folder; None is the user's own.
        ephemeral: A fresh folder in the system's place for such things, removed at the end.

    Raises:
        StateLocked: another process holds it.
        StateError: it cannot be made or written.
    """
    if ephemeral:
        folder = Path(tempfile.mkdtemp(prefix="pos-emulator-"))
    else:
        folder = (default_state_path() if path is None else path).expanduser().absolute()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            raise StateError(
                folder, what="a file, not a folder", advice="choose another folder with --state DIR"
            ) from None
        except OSError as error:
            raise _forbidden(folder, error) from error
    return StateFolder(folder, lock=_locked(folder), ephemeral=ephemeral)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file of mode 0600 so that after a crash it is there whole, or as it was before."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _locked(folder: Path) -> int:
    import fcntl  # not on every system, and `--help` needs none of it

    path = folder / "lock"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _forbidden(folder, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 32, 0).strip()
        os.close(descriptor)
        raise StateLocked(folder, pid=int(holder) if holder.isdigit() else 0) from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, b"%d\n" % os.getpid(), 0)
    return descriptor


def _forbidden(folder: Path, error: OSError) -> StateError:
    return StateError(
        folder,
        what=f"cannot be written ({error.strerror or error})",
        advice="check its permissions, or choose another folder with --state DIR",
    )
