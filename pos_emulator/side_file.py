"""Whether the side file of a SQLite file (``-wal``) belongs to the file it lies beside.

A crash leaves the side file behind, and SQLite replays it onto whatever bears the name: onto an older copy
too, page by page, and the two become one that never was. So there is a mark in the file, and the first
commit after each checkpoint gives a new one and says which it follows. The side file says both; the file
alone must hold one of them.
"""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What `sqlite3` raises of a file; the second where its own words about a damaged one are no UTF-8."""

ENDS = ("-wal", "-shm")
"""What SQLite appends to the name of the file for those beside it."""

_HEADER_OCTETS = 32
_BUSY_SECONDS = 2.0
_SET_UP = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS mark (
    one INTEGER PRIMARY KEY CHECK (one = 1), mine TEXT NOT NULL, before TEXT NOT NULL
) STRICT;
INSERT OR IGNORE INTO mark VALUES (1, hex(randomblob(8)), '');
COMMIT;
"""
_NEXT = "UPDATE mark SET before = mine, mine = hex(randomblob(8))"
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})


class SideFile:
    """Marks the commits of a connection that alone writes its file, and carries them over.

    Args:
        database: The connection, in the journal mode WAL.
        every: After how many commits they are carried over into the file itself.
    """

    def __init__(self, database: sqlite3.Connection, *, every: int) -> None:
        self._database = database
        self._every = every
        self._commits = 0
        database.execute("PRAGMA wal_autocheckpoint = 0")
        if _mark_in(database) == ("", ""):
            database.executescript(_SET_UP)
        (self._version,) = database.execute("PRAGMA user_version").fetchone()
        self._all_over = self._carried_over()

    def before_commit(self) -> None:
        """To be called last in each transaction."""
        if self._all_over:
            self._database.execute(_NEXT)
            # Writes the first page, so that the side file finds the mark whatever file it lies beside.
            self._database.execute(f"PRAGMA user_version = {self._version}")

    def after_commit(self) -> None:
        """To be called after each transaction that was committed."""
        self._all_over = False
        self._commits += 1
        if self._commits >= self._every:
            # What was committed is kept all the same; it is tried again.
            with contextlib.suppress(*UNREADABLE):
                self._all_over = self._carried_over()

    def _carried_over(self) -> bool:
        """Whether the file holds everything now; then SQLite may begin the side file anew."""
        busy, there, carried = self._database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if busy or there != carried:
            return False
        self._commits = 0
        return True


def complaint(error: Exception) -> str:
    """What SQLite says of a file, for people."""
    return "its tables cannot be read" if isinstance(error, UnicodeDecodeError) else str(error)


def is_blank(database: sqlite3.Connection) -> bool:
    """Whether nothing was ever made in the file: it is empty, or whoever began it was killed at once."""
    found: tuple[int] = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return found == (0,)


def is_foreign(path: Path) -> bool:
    """Whether the side file beside ``path`` was left by another state of it; nothing is written.

    A file that cannot be read by itself has none that is foreign: opening it says what is wrong.

    Raises:
        sqlite3.DatabaseError: the file is another state and damaged; what lies beside it would hide that.
    """
    try:
        if path.with_name(path.name + "-wal").stat().st_size <= _HEADER_OCTETS:
            return False
    except OSError:
        return False
    try:
        with closing(connect_to_read(path)) as both:
            # While it reads, nothing is carried over behind its back.
            both.execute("BEGIN")
            marks = _mark_in(both)
            with closing(connect_to_read(path, alone=True)) as alone:
                mark, whole = _mark_in(alone)[0], _is_whole(alone)
    except UNREADABLE as error:
        return _is_damage(error) and _is_whole_alone(path)
    if mark and mark not in marks and not whole:
        raise sqlite3.DatabaseError("database disk image is malformed")
    return mark not in marks and whole


def remove_side_files(path: Path) -> None:
    """Leave the file as it is by itself; for one that nobody has open."""
    for end in ENDS:
        path.with_name(path.name + end).unlink(missing_ok=True)


def connect_to_read(path: Path, *, alone: bool = False) -> sqlite3.Connection:
    """A connection that writes nothing; ``alone`` reads the file as if nothing lay beside it."""
    how = "immutable=1" if alone else "mode=ro"
    return sqlite3.connect(
        f"file:{quote(str(path))}?{how}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
    )


def _mark_in(database: sqlite3.Connection) -> tuple[str, str]:
    if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'mark'").fetchone():
        return "", ""
    row: tuple[str, str] | None = database.execute("SELECT mine, before FROM mark").fetchone()
    return row or ("", "")


def _is_whole_alone(path: Path) -> bool:
    with contextlib.suppress(*UNREADABLE), closing(connect_to_read(path, alone=True)) as alone:
        return _is_whole(alone)
    return False


def _is_whole(database: sqlite3.Connection) -> bool:
    found: tuple[str] = database.execute("PRAGMA quick_check(1)").fetchone()
    return found == ("ok",)


def _is_damage(error: Exception) -> bool:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, UnicodeDecodeError) or (code is not None and code & 0xFF in _DAMAGED)
