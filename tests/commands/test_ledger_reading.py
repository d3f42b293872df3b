from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_emulator.acquirer.errors import LedgerError
from pos_emulator.acquirer.ledger_file import open_ledger
from pos_emulator.commands.ledger_reading import read_ledger
from tests.acquirer.conftest import FixedId
from tests.acquirer.till import till_on


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    ledger = open_ledger(path, entropy=FixedId())
    till = till_on(ledger)
    till.refund(till.sale(5800), 1200)
    ledger.close()
    return path


def test_reads_what_is_booked(path: Path) -> None:
    before = path.read_bytes()
    plain = read_ledger(path, tid=None, last=None, alarms=True)
    assert [(each["kind"], each["amount"], each["state"], each["refunded"]) for each in plain["entries"]] == [
        ("sale", 5800, "refunded", 1200),
        ("refund", 1200, "booked", 0),
    ]
    assert plain["entries"][0]["card"] == "622424******0069"
    assert plain["entries"][0]["date"] == "2026-03-09"
    assert (plain["out_of_balance"], plain["alarms"]) == (0, [])
    assert plain["batches"][0]["domestic"]["debit_amount"] == 5800
    assert path.read_bytes() == before


def test_of_one_terminal_or_the_last_few(path: Path) -> None:
    assert read_ledger(path, tid="90000001", last=None, alarms=False)["entries"] == []
    assert [each["kind"] for each in read_ledger(path, tid=None, last=1, alarms=False)["entries"]] == [
        "refund"
    ]
    assert "alarms" not in read_ledger(path, tid=None, last=1, alarms=False)


def sql(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        database = sqlite3.connect(path)
        database.execute(statement)
        database.commit()
        database.close()

    return change


def bad_byte(path: Path) -> None:
    """One that is no UTF-8, among the names of the tables."""
    octets = path.read_bytes()
    at = octets.index(b"CREATE TABLE fences") + 8
    path.write_bytes(octets[:at] + b"\xa8" + octets[at + 1 :])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda path: path.unlink(), "there is none; start pos-emulator"),
        (lambda path: path.write_bytes(b""), "nothing in it yet; start pos-emulator"),
        (lambda path: path.write_bytes(b"text" * 2000), "damaged (file is not a database); restore a backup"),
        (bad_byte, "damaged (its tables cannot be read); restore a backup"),
        (sql("PRAGMA application_id = 7"), "a SQLite file of something else"),
        (sql("PRAGMA user_version = 99"), "version 99, this program reads 1"),
        (sql("DROP TABLE legs"), "no such table: legs; nothing was changed"),
    ],
    ids=["absent", "empty", "no-database", "schema", "foreign", "newer", "half"],
)
def test_what_cannot_be_read(change: Callable[[Path], None], expected: str, path: Path) -> None:
    change(path)
    with pytest.raises(LedgerError) as caught:
        read_ledger(path, tid=None, last=None, alarms=False)
    assert str(caught.value).startswith(f"ledger {path}: ")
    assert expected in str(caught.value)


def test_a_copy_beside_what_a_crash_left_is_not_read_as_one(path: Path) -> None:
    copy = path.read_bytes()
    side = path.with_name("ledger.db-wal")
    for day in ("1121", "1122"):
        ledger = open_ledger(path, entropy=FixedId())
        with ledger.unit():
            ledger.keep_fact("day", day)
        left = path.read_bytes(), side.read_bytes()
        ledger.close()
    path.write_bytes(left[0])
    side.write_bytes(left[1])
    assert len(read_ledger(path, tid=None, last=None, alarms=False)["entries"]) == 2
    path.write_bytes(copy)
    with pytest.raises(LedgerError, match=r"an older copy, beside ledger\.db-wal"):
        read_ledger(path, tid=None, last=None, alarms=False)
