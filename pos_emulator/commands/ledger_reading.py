"""Reads the acquirer's ledger from its file, where no acquirer runs; nothing is written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pos_emulator.acquirer import ledger_view
from pos_emulator.acquirer.errors import LedgerError
from pos_emulator.acquirer.ledger_file import refuse_foreign
from pos_emulator.acquirer.ledger_schema import APPLICATION_ID, SCHEMA_VERSION
from pos_emulator.acquirer.ledger_sqlite import SqliteLedger
from pos_emulator.side_file import UNREADABLE, complaint, connect_to_read, is_blank


def read_ledger(path: Path, *, tid: str | None, last: int | None, alarms: bool) -> dict[str, Any]:
    """What a running acquirer would answer to ``ledger``, and to ``alarms`` if asked for.

    Raises:
        LedgerError: there is no ledger, or it is damaged, foreign or of another version.
    """
    if not path.exists():
        raise LedgerError(
            f"ledger {path}: there is none; start pos-emulator or pos-emulator acquirer, or name its --state DIR"
        )
    refuse_foreign(path)
    try:
        with closing(connect_to_read(path)) as connection:
            _check(connection, path)
            ledger = SqliteLedger(connection, path)
            plain: dict[str, Any] = {
                "entries": ledger_view.plain_entries(ledger_view.entries(ledger, tid=tid, last=last)),
                "batches": ledger_view.plain_batches(ledger),
                "out_of_balance": ledger_view.out_of_balance(ledger),
            }
            if alarms:
                plain["alarms"] = ledger_view.plain_alarms(ledger)
    except UNREADABLE as error:
        raise LedgerError(
            f"ledger {path}: damaged ({complaint(error)}); restore a backup, "
            "or start anew with pos-emulator reset acquirer"
        ) from error
    return plain


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if is_blank(connection):
        raise LedgerError(
            f"ledger {path}: nothing in it yet; start pos-emulator or pos-emulator acquirer, or name its --state DIR"
        )
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise LedgerError(f"ledger {path}: a SQLite file of something else; choose another --state")
    if version != SCHEMA_VERSION:
        raise LedgerError(
            f"ledger {path}: version {version}, this program reads {SCHEMA_VERSION}; use the one that wrote it"
        )
