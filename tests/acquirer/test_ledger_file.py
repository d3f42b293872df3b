from __future__ import annotations

import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from pos_emulator.acquirer.errors import LedgerError
from pos_emulator.acquirer.ledger_file import open_ledger
from tests.acquirer.conftest import FixedId
from tests.acquirer.till import silent_till_on, till_on


def test_a_new_ledger_has_an_id_and_belongs_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = open_ledger(path, entropy=FixedId())
    assert ledger.ledger_id == "00112233445566aa"
    with ledger.unit():
        ledger.keep_fact("a", "b")
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    ledger.close()


def test_what_was_booked_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    first = open_ledger(path, entropy=FixedId())
    till = till_on(first)
    sold = till.sale(5800)
    bookings, legs, outcomes = list(first.bookings()), list(first.legs()), list(first.outcomes())
    first.close()
    second = open_ledger(path, entropy=FixedId())
    assert (list(second.bookings()), list(second.legs()), list(second.outcomes())) == (
        bookings,
        legs,
        outcomes,
    )
    after = silent_till_on(second)
    after.keys, after.number = till.keys, till.number
    assert after.send(sold.request) == sold.answer
    second.close()


def test_a_ledger_that_was_not_closed_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    first = open_ledger(path, entropy=FixedId())
    till_on(first).sale(5800)
    second = open_ledger(path, entropy=FixedId())
    assert [booking.amount for booking in second.bookings()] == [5800]
    second.close()
    first.close()


def test_disk_settings_are_the_safe_ones(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = open_ledger(path, entropy=FixedId())
    look = ledger._connection.execute
    assert look("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert look("PRAGMA synchronous").fetchone()[0] == 2
    assert look("PRAGMA foreign_keys").fetchone()[0] == 1
    ledger.close()


def test_garbage_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(LedgerError, match=r"ledger\.db: damaged .*restore a backup"):
        open_ledger(path, entropy=FixedId())
    assert path.read_bytes() == b"no database at all" * 100


def test_a_bad_byte_among_the_names_of_tables_is_said_to_be_damage(tmp_path: Path) -> None:
    """Then SQLite's own words about it are no UTF-8, and Python does not raise them."""
    path = tmp_path / "ledger.db"
    open_ledger(path, entropy=FixedId()).close()
    octets = path.read_bytes()
    at = octets.index(b"CREATE TABLE fences") + 8
    path.write_bytes(octets[:at] + b"\xa8" + octets[at + 1 :])
    with pytest.raises(
        LedgerError, match=r"ledger\.db: damaged \(its tables cannot be read\); restore a backup"
    ):
        open_ledger(path, entropy=FixedId())


def test_another_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (a)")
    other.close()
    with pytest.raises(LedgerError, match="a SQLite file of something else"):
        open_ledger(path, entropy=FixedId())


def test_a_ledger_from_the_future_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    open_ledger(path, entropy=FixedId()).close()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(LedgerError, match="version 99, this program reads up to 1; update"):
        open_ledger(path, entropy=FixedId())


def test_a_damaged_page_is_found_after_an_unclean_end(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = open_ledger(path, entropy=FixedId())
    till = till_on(ledger)
    for _ in range(30):
        till.sale(1)
    ledger.close()
    octets = bytearray(path.read_bytes())
    for page in range(4, len(octets) // 4096):
        octets[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(octets)
    path.with_name("ledger.db-wal").touch()
    with pytest.raises(LedgerError, match="damaged"):
        open_ledger(path, entropy=FixedId())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="choose another --state folder"):
        open_ledger(tmp_path / "no" / "ledger.db", entropy=FixedId())


def test_a_copy_beside_what_a_crash_left_is_not_taken_for_the_books(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each sale of a killed host: the books as they were, or a refusal; never the books of two times in one."""
    monkeypatch.setattr("pos_emulator.acquirer.ledger_file._UNITS_BESIDE", 4)
    path = tmp_path / "ledger.db"
    open_ledger(path, entropy=FixedId()).close()
    copy = path.read_bytes()
    ledger = open_ledger(path, entropy=FixedId())
    till = till_on(ledger)
    said = []
    for sales in range(1, 13):
        till.sale(100)
        killed = tmp_path / f"killed {sales}" / "ledger.db"
        killed.parent.mkdir()
        for there in (path.read_bytes(), copy):
            killed.write_bytes(there)
            shutil.copy(tmp_path / "ledger.db-wal", killed.with_name("ledger.db-wal"))
            found = bookings_of(killed)
            assert found == sales or (there is copy and isinstance(found, LedgerError))
            said.append(str(found))
        if isinstance(found, LedgerError):
            killed.with_name("ledger.db-wal").unlink()
            assert bookings_of(killed) == 0, "the copy by itself"
    ledger.close()
    assert "an older copy, beside ledger.db-wal of the ledger that lay here before" in said[-1]


def bookings_of(path: Path) -> int | LedgerError:
    """How many bookings the ledger there has, or why it is not opened."""
    try:
        ledger = open_ledger(path, entropy=FixedId())
    except LedgerError as error:
        return error
    try:
        return len(list(ledger.bookings()))
    finally:
        ledger.close()


@pytest.mark.parametrize("killed", ["empty", "before its tables"])
def test_a_ledger_that_was_never_made_is_made(killed: str, tmp_path: Path) -> None:
    """The host was killed between the file and its tables."""
    path = tmp_path / "ledger.db"
    path.touch()
    if killed == "before its tables":
        half = sqlite3.connect(path, isolation_level=None)
        half.execute("PRAGMA journal_mode = WAL")
        half.close()
    ledger = open_ledger(path, entropy=FixedId())
    assert ledger.ledger_id == "00112233445566aa"
    ledger.close()
