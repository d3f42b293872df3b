from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pos_emulator.side_file import (
    ENDS,
    SideFile,
    complaint,
    connect_to_read,
    is_blank,
    is_foreign,
    remove_side_files,
)


class Notes:
    """A file of one number, written in commits."""

    def __init__(self, path: Path, *, every: int = 3) -> None:
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("CREATE TABLE IF NOT EXISTS note (number)")
        self.side = SideFile(self.database, every=every)

    def write(self, number: int) -> None:
        self.database.execute("BEGIN IMMEDIATE")
        self.database.execute("INSERT INTO note VALUES (?)", (number,))
        self.side.before_commit()
        self.database.execute("COMMIT")
        self.side.after_commit()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a ?#%.db"


@pytest.fixture
def notes(path: Path) -> Iterator[Notes]:
    notes = Notes(path)
    yield notes
    notes.database.close()


def killed(path: Path, *, copy: bytes | None = None) -> Path:
    """The files as a kill leaves them now, with a copy put back or not; in another folder."""
    folder = path.with_name(f"killed {len(list(path.parent.iterdir()))}")
    folder.mkdir()
    for end in ("", *ENDS):
        shutil.copy(path.with_name(path.name + end), folder / (path.name + end))
    if copy is not None:
        (folder / path.name).write_bytes(copy)
    return folder / path.name


def numbers(database: sqlite3.Connection) -> list[int]:
    return [number for (number,) in database.execute("SELECT number FROM note")]


def test_what_a_crash_leaves_belongs_to_its_file_at_each_commit(path: Path, notes: Notes) -> None:
    for number in range(10):
        notes.write(number)
        assert not is_foreign(path), "also while it is open"
        left = killed(path)
        assert not is_foreign(left)
        with closing(connect_to_read(left)) as database:
            assert numbers(database) == list(range(number + 1))


def test_belongs_to_no_copy_of_before_the_last_time_it_was_carried_over(path: Path, notes: Notes) -> None:
    copies = []
    for number in range(10):
        copies.append(path.read_bytes())
        notes.write(number)
        for copy in copies:
            left = killed(path, copy=copy)
            with closing(connect_to_read(left, alone=is_foreign(left))) as database:
                whole = numbers(database)
            assert whole == list(range(len(whole))), "a mix"
    assert is_foreign(killed(path, copy=copies[0]))


def test_a_reader_keeps_it_from_being_carried_over_and_nothing_is_taken_for_foreign(
    path: Path, notes: Notes
) -> None:
    notes.write(0)
    with closing(connect_to_read(path)) as reader:
        reader.execute("BEGIN")
        assert numbers(reader) == [0]
        for number in range(1, 9):
            notes.write(number)
            assert not is_foreign(killed(path))
        assert numbers(reader) == [0]
    for number in range(9, 20):
        notes.write(number)
        left = killed(path)
        assert not is_foreign(left)
        with closing(connect_to_read(left)) as database:
            assert numbers(database) == list(range(number + 1))
    side = path.with_name(path.name + "-wal")
    before = side.stat().st_size
    for number in range(20, 60):
        notes.write(number)
    assert side.stat().st_size == before, "it is begun anew, not made longer"


class FullDisk(sqlite3.Connection):
    """Takes commits beside the file, and nothing into the file."""

    full = False

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if self.full and "wal_checkpoint" in statement:
            raise sqlite3.OperationalError("database or disk is full")
        return super().execute(statement, *values)


def test_a_commit_that_cannot_be_carried_over_is_kept_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda name, **options: connect(name, factory=FullDisk, **options)
    )
    notes = Notes(path, every=2)
    monkeypatch.undo()
    monkeypatch.setattr(FullDisk, "full", True)
    for number in range(5):
        notes.write(number)
        assert not is_foreign(killed(path))
    monkeypatch.setattr(FullDisk, "full", False)
    notes.write(5)
    left = killed(path)
    with closing(connect_to_read(left, alone=True)) as database:
        assert numbers(database) == list(range(6)), "it was tried again"
    notes.database.close()


def test_a_file_that_never_had_a_mark_has_none_that_is_foreign(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE note (number)")
        copy = path.read_bytes()
        assert not is_foreign(path)
        database.execute("INSERT INTO note VALUES (1)")
        assert not is_foreign(killed(path, copy=copy))


def test_a_copy_from_before_there_were_marks_is_known(path: Path) -> None:
    """The first page is beside it: from there the mark is found, not from the copy."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("CREATE TABLE note (number)")
    copy = path.read_bytes()
    Notes(path).database.close()
    notes = Notes(path)
    notes.write(1)
    assert is_foreign(killed(path, copy=copy))
    notes.database.close()


@pytest.mark.parametrize("octets", [b"", b"not a database" * 400])
def test_a_file_that_cannot_be_read_by_itself_has_none_that_is_foreign(
    octets: bytes, path: Path, notes: Notes
) -> None:
    for number in range(5):
        notes.write(number)
    assert not is_foreign(killed(path, copy=octets))


def test_a_damaged_copy_is_not_covered_by_what_lies_beside_it(path: Path, notes: Notes) -> None:
    notes.database.execute("CREATE TABLE filler (octets)")
    notes.database.execute("INSERT INTO filler VALUES (zeroblob(40000))")
    for number in range(5):
        notes.write(number)
    copy = path.read_bytes()
    for number in range(5, 15):
        notes.write(number)
    pages = len(copy) // 4096
    refused = 0
    for page in range(1, pages):
        damaged = copy[: page * 4096] + b"\xff" * 60 + copy[page * 4096 + 60 :]
        left = killed(path, copy=damaged)
        try:
            assert is_foreign(left) or not _mark_is_readable(left)
        except sqlite3.DatabaseError:
            refused += 1
    assert refused


def _mark_is_readable(path: Path) -> bool:
    with closing(connect_to_read(path, alone=True)) as database:
        try:
            return database.execute("SELECT mine FROM mark").fetchone() is not None
        except sqlite3.DatabaseError:
            return False


def test_one_that_makes_no_sense_beside_a_whole_file_is_foreign(path: Path, notes: Notes) -> None:
    for number in range(5):
        notes.write(number)
    whole = path.with_name("whole.db")
    with closing(sqlite3.connect(whole)) as database:
        database.execute("CREATE TABLE other (a)")
    assert is_foreign(killed(path, copy=whole.read_bytes()))


def test_what_lies_beside_is_removed_and_may_be_missing(path: Path, notes: Notes) -> None:
    notes.write(1)
    left = killed(path)
    remove_side_files(left)
    remove_side_files(left)
    assert [each.name for each in left.parent.iterdir()] == [left.name]
    assert not is_foreign(left)


def test_is_blank_until_something_is_made(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        assert is_blank(database)
        database.execute("PRAGMA journal_mode = WAL")
        assert is_blank(database)
        database.execute("CREATE TABLE note (number)")
        assert not is_blank(database)


def test_says_what_sqlite_says_unless_that_is_no_text() -> None:
    assert complaint(sqlite3.DatabaseError("disk I/O error")) == "disk I/O error"
    with pytest.raises(UnicodeDecodeError) as caught:
        b"\xa8".decode()
    assert complaint(caught.value) == "its tables cannot be read"
