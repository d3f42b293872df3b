"""Flash in a file: SQLite, one row a cell, one transaction a commit."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType

from pos_emulator.firmware.flash import Address, MemoryFlash
from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.flash_cells import GUARDED
from pos_emulator.runtime.flash_count import MOST, FlashCount
from pos_emulator.runtime.record_codec import CodecError, RecordCodec
from pos_emulator.side_file import (
    UNREADABLE,
    SideFile,
    connect_to_read,
    is_blank,
    is_foreign,
    remove_side_files,
)

APPLICATION_ID = 0x504F5354
"""What the file's header says it is: `POST`."""
SCHEMA_VERSION = 1

_BUSY_SECONDS = 2.0
_COMMITS_BESIDE = 250
"""How many commits stay in the side file: some four pages each, and SQLite's own measure is 1000 pages."""
_SET_UP = f"""
BEGIN IMMEDIATE;
CREATE TABLE cell (
    number INTEGER PRIMARY KEY,
    area TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (area, key)
) STRICT;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
COMMIT;
"""
_SET_UP_COUNT = """
CREATE TABLE IF NOT EXISTS commits (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL) STRICT
"""
_COUNT = "INSERT OR REPLACE INTO commits (one, number) VALUES (1, ?)"
_PUT = """
INSERT INTO cell (area, key, value) VALUES (?, ?, ?)
ON CONFLICT (area, key) DO UPDATE SET value = excluded.value
"""
_DELETE = "DELETE FROM cell WHERE area = ? AND key = ?"
_ADVICE = "restore a backup, or begin anew with `pos-emulator reset terminal`"


class SqliteFlash(MemoryFlash):
    """Flash that survives the process and the machine: what `commit` has kept is on disk when it returns.

    All cells are read at opening and served from memory; a commit that fails leaves file and memory
    as they were before the step. For one thread of one process: the state folder's lock sees to that.

    Args:
        path: The file; made where there is none.
        count: Where its commits are counted, so that an older copy is known; None where nobody asks.

    Raises:
        FlashError: it cannot be opened, is no such file, is damaged, or of a newer version.
    """

    def __init__(self, path: Path, count: FlashCount | None = None) -> None:
        super().__init__()
        self.path = path
        self.restored = False
        """When it was opened it was an older copy of what had been kept here; so until the next commit."""
        self.newer: Mapping[Address, object] | None = None
        """Of an older copy: what the `GUARDED` cells had come to since; None where nobody knows."""
        self._count = count
        self._number = 0
        self._guarded: dict[Address, str] = {}
        self._codec = RecordCodec()
        _make_private(path)
        try:
            self._drop_foreign()
            self._database = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        except UNREADABLE as error:
            raise self._trouble(error) from error
        try:
            self._open()
            self._find_count()
            self._side = SideFile(self._database, every=_COMMITS_BESIDE)
            self._file = self._identity()
        except UNREADABLE as error:
            self._database.close()
            raise self._trouble(error) from error
        except FlashError:
            self._database.close()
            raise

    @property
    def pending(self) -> bool:
        """See `Flash`."""
        return bool(self._written)

    def commit(self) -> bool:
        """See `Flash`.

        Raises:
            FlashError: the disk did not take it; what was written since the last commit is forgotten.
        """
        if not self._written:
            return False
        if self._identity() != self._file:
            self.discard()
            raise FlashError(
                self.path,
                what="the file was removed or replaced meanwhile",
                advice="start the terminal again",
            )
        try:
            self._keep()
        except CodecError as error:
            self.discard()
            raise FlashError(self.path, what=str(error), advice="this is an error of the program") from error
        except UNREADABLE as error:
            self.discard()
            raise self._trouble(error) from error
        kept = super().commit()
        if self._count is not None:
            self._number += 1
            self._count.raise_to(self._number, self._guarded)
        return kept

    def close(self) -> None:
        """Close the file; closing twice is fine. What was not committed is forgotten."""
        self.discard()
        self._database.close()
        if self._count is not None:
            self._count.close()

    def __enter__(self) -> SqliteFlash:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _drop_foreign(self) -> None:
        """Take an older copy that was put back after a crash for what it is, without what the crash left."""
        if not is_foreign(self.path):
            return
        if self._count is not None and (number := self._number_beside()) > (self._count.read() or 0):
            # A power cut left the count behind: what goes with this number is not known.
            self._count.raise_to(number)
        remove_side_files(self.path)

    def _number_beside(self) -> int:
        """The number of the last commit as the side file has it; 0 where that cannot be read."""
        with contextlib.suppress(*UNREADABLE), closing(connect_to_read(self.path)) as database:
            row: tuple[int] | None = database.execute("SELECT number FROM commits").fetchone()
            return row[0] if row and 0 <= row[0] <= MOST else 0
        return 0

    def _open(self) -> None:
        execute = self._database.execute
        execute("PRAGMA synchronous = FULL")
        if is_blank(self._database):
            execute("PRAGMA journal_mode = WAL")
            self._database.executescript(_SET_UP)
        (application,) = execute("PRAGMA application_id").fetchone()
        (version,) = execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            raise FlashError(
                self.path,
                what="a database, but not the memory of a terminal",
                advice="move it away, or choose another folder with --state DIR",
            )
        if version != SCHEMA_VERSION:
            raise FlashError(
                self.path,
                what=f"written by a newer version (schema {version}, this one knows {SCHEMA_VERSION})",
                advice="use that version, or another folder with --state DIR",
            )
        execute("PRAGMA journal_mode = WAL")
        (found,) = execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise FlashError(self.path, what="the file is damaged", advice=_ADVICE)
        for area, key, text in execute("SELECT area, key, value FROM cell ORDER BY number"):
            try:
                value = self._codec.decode(text)
            except CodecError as error:
                where = f"{area} {key}".rstrip()
                raise FlashError(
                    self.path, what=f"the cell {where!r} cannot be read ({error})", advice=_ADVICE
                ) from error
            self._kept.setdefault(area, {})[key] = value
            if area in GUARDED:
                self._guarded[area, key] = text

    def _find_count(self) -> None:
        if self._count is None:
            return
        self._database.execute(_SET_UP_COUNT)
        row: tuple[int] | None = self._database.execute("SELECT number FROM commits").fetchone()
        here, beside = row[0] if row else 0, self._count.read()
        if not 0 <= here <= MOST:
            raise FlashError(self.path, what="the file is damaged", advice=_ADVICE)
        older = here > 0 if beside is None else here < beside
        self.restored = older and bool(self._kept)
        self._number = max(here, beside or 0)
        cells = self._count.cells() if self.restored else None
        if cells is not None:
            try:
                self.newer = {address: self._codec.decode(text) for address, text in cells.items()}
            except CodecError:
                self.newer = None

    def _identity(self) -> tuple[int, int]:
        """Which file bears the name now: SQLite goes on writing into one that was removed."""
        try:
            found = self.path.stat()
        except OSError:
            return 0, 0
        return found.st_dev, found.st_ino

    def _keep(self) -> None:
        rows = [
            (area, key, None if value is None else self._codec.encode(value))
            for (area, key), value in self._written.items()
        ]
        execute = self._database.execute
        execute("BEGIN IMMEDIATE")
        try:
            for area, key, text in rows:
                if text is None:
                    execute(_DELETE, (area, key))
                else:
                    execute(_PUT, (area, key, text))
            if self._count is not None:
                execute(_COUNT, (self._number + 1,))
            self._side.before_commit()
            execute("COMMIT")
        except UNREADABLE:
            if self._database.in_transaction:
                execute("ROLLBACK")
            raise
        self._side.after_commit()
        for area, key, text in rows:
            if area in GUARDED:
                if text is None:
                    self._guarded.pop((area, key), None)
                else:
                    self._guarded[area, key] = text

    def _trouble(self, error: Exception) -> FlashError:
        if isinstance(error, UnicodeDecodeError):
            return FlashError(self.path, what="the file is damaged", advice=_ADVICE)
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        match code:
            case sqlite3.SQLITE_NOTADB:
                return FlashError(self.path, what="not a database", advice="move it away, or " + _ADVICE)
            case sqlite3.SQLITE_CORRUPT:
                return FlashError(self.path, what="the file is damaged", advice=_ADVICE)
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
                return FlashError(
                    self.path,
                    what="cannot be opened for writing",
                    advice="check the permissions of file and folder, or choose another with --state DIR",
                )
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return FlashError(
                    self.path, what="in use by another program", advice="end that one and try again"
                )
            case sqlite3.SQLITE_FULL:
                return FlashError(self.path, what="the disk is full", advice="make room and switch on again")
        return FlashError(self.path, what=str(error), advice=_ADVICE)


def _make_private(path: Path) -> None:
    """Make the file for its owner alone, whatever the umask; SQLite gives those beside it the same mode."""
    # What forbids it forbids SQLite to open it, and is said then.
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
