from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_emulator.firmware.records import SignedOn
from pos_emulator.firmware.state import State
from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.flash_reading import read_state
from pos_emulator.runtime.flash_sqlite import SqliteFlash
from tests.commands.shop import REVERSAL, SALE, busy_terminal


def test_reads_what_was_committed(tmp_path: Path) -> None:
    busy_terminal(tmp_path / "terminal.db")
    state = read_state(tmp_path / "terminal.db")
    assert (state.batch_number, state.owed, state.batch.get("000012")) == (3, REVERSAL, SALE)
    assert state.batch.names() == ["000012", "000013", "000014", "000015", "000017"]


def test_reads_beside_a_terminal_that_runs(tmp_path: Path) -> None:
    path = tmp_path / "a ?#%" / "terminal.db"
    path.parent.mkdir()
    with SqliteFlash(path) as flash:
        state = State(flash)
        state.signed_on = SignedOn("01", "1121")
        flash.commit()
        state.signed_on = SignedOn("02", "1121")
        assert read_state(path).signed_on == SignedOn("01", "1121")
        flash.commit()
        assert read_state(path).signed_on == SignedOn("02", "1121")


def sql(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        database = sqlite3.connect(path)
        database.execute(statement)
        database.commit()
        database.close()

    return change


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1024] + b"\xff" * (path.stat().st_size - 1024))


def bad_byte(path: Path) -> None:
    """One that is no UTF-8, among the names of the tables."""
    octets = path.read_bytes()
    at = octets.index(b"CREATE TABLE cell") + 8
    path.write_bytes(octets[:at] + b"\xa8" + octets[at + 1 :])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda path: path.unlink(), "no terminal was ever started here; start pos-emulator"),
        (lambda path: path.write_bytes(b""), "nothing in it yet; start pos-emulator"),
        (lambda path: path.write_bytes(b"text" * 2000), "cannot be read (file is not a database)"),
        (damage, "cannot be read (database disk image is malformed)"),
        (bad_byte, "cannot be read (its tables cannot be read); restore a backup"),
        (sql("PRAGMA application_id = 7"), "not the memory of a terminal"),
        (sql("PRAGMA user_version = 99"), "written by another version (schema 99, this one knows 1)"),
        (sql("UPDATE cell SET value = '{' WHERE area = 'owed'"), "a cell cannot be read (not JSON)"),
        (
            sql("UPDATE cell SET value = '[]' WHERE area = 'batch-number'"),
            "the cell 'batch-number' holds what does not belong there; restore a backup",
        ),
    ],
    ids=["absent", "empty", "no-database", "damaged", "schema", "foreign", "newer", "cell", "type"],
)
def test_what_cannot_be_read(change: Callable[[Path], None], expected: str, tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    busy_terminal(path)
    change(path)
    with pytest.raises(FlashError) as caught:
        read_state(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert expected in str(caught.value)


def test_reads_a_copy_without_what_a_crash_left_beside_it(tmp_path: Path) -> None:
    """As the terminal does; `terminal.db-wal` is of the file that lay there before."""
    path, side = tmp_path / "terminal.db", tmp_path / "terminal.db-wal"
    busy_terminal(path)
    copy = path.read_bytes()
    for _ in range(2):
        with SqliteFlash(path) as flash:
            State(flash).next_stan += 1
            flash.commit()
            left = path.read_bytes(), side.read_bytes()
    path.write_bytes(left[0])
    side.write_bytes(left[1])
    assert read_state(path).next_stan == 22
    path.write_bytes(copy)
    assert read_state(path).next_stan == 20
    assert side.read_bytes() == left[1], "nothing is written"
