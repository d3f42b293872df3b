"""Opens the ledger file: makes a new one, refuses one that is damaged, foreign or from the future."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from pos_emulator.acquirer.errors import LedgerError
from pos_emulator.acquirer.ledger_schema import APPLICATION_ID, SCHEMA, SCHEMA_VERSION
from pos_emulator.acquirer.ledger_sqlite import SqliteLedger
from pos_emulator.acquirer.ports import Entropy
from pos_emulator.side_file import UNREADABLE, SideFile, complaint, is_blank, is_foreign

LEDGER_ID_OCTETS = 8
_UNITS_BESIDE = 50
"""How many units of work stay in the side file: some twenty pages each, and SQLite's own measure is 1000 pages."""


def open_ledger(path: Path, *, entropy: Entropy) -> SqliteLedger:
    """The ledger in ``path``; a new one where there is no file, or nothing in it.

    A file that was not closed properly (there are commits in its WAL) is checked through.

    Raises:
        LedgerError: the file is damaged, no ledger, of a newer version, or an older copy beside what a crash
            left. It is left as it is.
    """
    was_open = path.with_name(path.name + "-wal").exists()
    refuse_foreign(path)
    try:
        if not path.exists():
            # SQLite gives its side files the rights of the file itself.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise LedgerError(f"ledger {path}: {error}; choose another --state folder") from error
    try:
        if is_blank(connection):
            _set_up(connection)
            _make(connection, entropy.octets(LEDGER_ID_OCTETS).hex())
        else:
            _check(connection, path, thoroughly=was_open)
            _set_up(connection)
        return SqliteLedger(connection, path, SideFile(connection, every=_UNITS_BESIDE))
    except UNREADABLE as error:
        connection.close()
        raise _damaged(path, complaint(error)) from error
    except LedgerError:
        connection.close()
        raise


def refuse_foreign(path: Path) -> None:
    """See whether a crash left something beside the ledger that is of another state of it.

    Raises:
        LedgerError: it did, the books would be of two days at once; or the ledger is damaged.
    """
    try:
        foreign = is_foreign(path)
    except UNREADABLE as error:
        raise _damaged(path, complaint(error)) from error
    if foreign:
        raise LedgerError(
            f"ledger {path}: an older copy, beside {path.name}-wal of the ledger that lay here before; put that one "
            f"back, or remove {path.name}-wal to go on with the copy, which knows nothing that was booked since"
        )


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _make(connection: sqlite3.Connection, ledger_id: str) -> None:
    """All tables in one commit: a half-made ledger never stays."""
    connection.executescript(
        f"BEGIN;{SCHEMA}INSERT INTO facts VALUES ('ledger-id', '{ledger_id}');"
        f"PRAGMA application_id = {APPLICATION_ID};PRAGMA user_version = {SCHEMA_VERSION};COMMIT;"
    )


def _check(connection: sqlite3.Connection, path: Path, *, thoroughly: bool) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise LedgerError(
            f"ledger {path}: a SQLite file of something else; move it away or choose another --state"
        )
    if version > SCHEMA_VERSION:
        raise LedgerError(
            f"ledger {path}: version {version}, this program reads up to {SCHEMA_VERSION}; "
            "update pos-emulator or choose another --state"
        )
    if thoroughly:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise _damaged(path, found)


def _damaged(path: Path, complaint: str) -> LedgerError:
    return LedgerError(
        f"ledger {path}: damaged ({complaint}); restore a backup, or start anew with pos-emulator reset acquirer"
    )
