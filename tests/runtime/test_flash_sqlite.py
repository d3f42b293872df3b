from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_emulator.firmware.flash import Flash, MemoryFlash
from pos_emulator.firmware.records import Mark, SignedOn, Tries
from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.flash_sqlite import APPLICATION_ID, SCHEMA_VERSION, SqliteFlash

AREAS = ("owed", "batch", "审计")
KEYS = ("", "000001", "000002", "键")
VALUES = st.one_of(
    st.text(max_size=3),
    st.integers(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.binary(max_size=3),
    st.builds(Tries, st.integers(0, 3), locked=st.booleans()),
    st.sampled_from(Mark),
    st.tuples(st.text(max_size=2), st.binary(max_size=2)),
)
CELLS = (st.sampled_from(AREAS), st.sampled_from(KEYS))
ACTS = st.one_of(
    st.tuples(st.just("put"), *CELLS, VALUES),
    st.tuples(st.just("delete"), *CELLS),
    st.tuples(st.sampled_from(("commit", "discard", "reopen"))),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "terminal.db"


def contents(flash: Flash) -> dict[str, list[tuple[str, object]]]:
    return {area: [(key, flash.get(area, key)) for key in flash.keys(area)] for area in AREAS}


@given(acts=st.lists(ACTS, max_size=25))
@settings(max_examples=60, deadline=None)
def test_is_to_its_user_what_flash_in_memory_is(acts: list[tuple[object, ...]]) -> None:
    folder = Path(tempfile.mkdtemp())
    flash = SqliteFlash(folder / "terminal.db")
    model = MemoryFlash()
    try:
        for act in acts:
            match act:
                case ("put", str(area), str(key), value):
                    flash.put(area, value, key)
                    model.put(area, value, key)
                case ("delete", str(area), str(key)):
                    flash.delete(area, key)
                    model.delete(area, key)
                case ("commit",):
                    assert flash.commit() == model.commit()
                case ("discard",):
                    flash.discard()
                    model.discard()
                case ("reopen",):
                    flash.close()
                    model.discard()
                    flash = SqliteFlash(folder / "terminal.db")
            assert contents(flash) == contents(model)
            assert [flash.count(area) for area in AREAS] == [model.count(area) for area in AREAS]
    finally:
        flash.close()
        shutil.rmtree(folder)


def test_a_file_holds_one_row_a_cell(path: Path) -> None:
    with SqliteFlash(path) as flash:
        flash.put("next-stan", 7)
        flash.put("signed-on", SignedOn("01", "1121"), "键")
        flash.commit()
        flash.put("next-stan", 8)
        flash.commit()
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT area, key, value FROM cell ORDER BY number").fetchall()
        header = [
            database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        ]
        mode = database.execute("PRAGMA journal_mode").fetchone()[0]
    database.close()
    assert rows == [
        ("next-stan", "", "8"),
        ("signed-on", "键", '{"SignedOn":{"operator":"01","day":"1121"}}'),
    ]
    assert header == [APPLICATION_ID, SCHEMA_VERSION]
    assert mode == "wal"


def test_keys_come_back_in_the_order_they_were_first_written(path: Path) -> None:
    with SqliteFlash(path) as flash:
        for key in ("000009", "000002", "000005"):
            flash.put("batch", key, key)
            flash.commit()
        flash.put("batch", "again", "000009")
        flash.delete("batch", "000002")
        flash.commit()
        flash.put("batch", "anew", "000002")
        flash.commit()
    with SqliteFlash(path) as flash:
        assert list(flash.keys("batch")) == ["000009", "000005", "000002"]


def test_commits_reach_the_disk_before_they_return(path: Path) -> None:
    with SqliteFlash(path) as flash:
        assert flash._database.execute("PRAGMA synchronous").fetchone() == (2,)


def test_what_was_not_committed_is_gone(path: Path) -> None:
    with SqliteFlash(path) as flash:
        flash.put("lang", "en")
        flash.commit()
        flash.put("lang", "zh")
    with SqliteFlash(path) as flash:
        assert flash.get("lang") == "en"


def test_a_value_that_cannot_be_kept_undoes_its_step(path: Path) -> None:
    with SqliteFlash(path) as flash:
        flash.put("lang", "en")
        flash.put("odd", object())
        with pytest.raises(FlashError, match="cannot keep a object"):
            flash.commit()
        assert flash.get("lang") is None
        flash.put("lang", "zh")
        flash.commit()
    with SqliteFlash(path) as flash:
        assert (flash.get("lang"), flash.get("odd")) == ("zh", None)


def test_a_full_disk_undoes_the_step(path: Path) -> None:
    with SqliteFlash(path) as flash:
        flash.put("lang", "en")
        flash.commit()
        flash._database.execute("PRAGMA max_page_count = 1")
        flash.put("lang", "zh")
        flash.put("long", "x" * 20_000)
        with pytest.raises(FlashError, match="the disk is full; make room"):
            flash.commit()
        assert flash.get("lang") == "en"
    with SqliteFlash(path) as flash:
        assert (flash.get("lang"), flash.get("long")) == ("en", None)


def test_a_file_in_use_elsewhere_is_said_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pos_emulator.runtime.flash_sqlite._BUSY_SECONDS", 0.0)
    with SqliteFlash(path) as flash:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        flash.put("lang", "en")
        with pytest.raises(FlashError, match="in use by another program"):
            flash.commit()
        other.execute("ROLLBACK")
        other.close()
        assert flash.get("lang") is None


@pytest.mark.parametrize("kills", [(1,), (2, 7, 20)], ids=["at-once", "again-and-again"])
def test_kill_9_loses_nothing_that_was_committed(path: Path, kills: tuple[int, ...]) -> None:
    for steps in kills:
        script = Path(__file__).with_name("commit_endlessly.py")
        command = [sys.executable, "-m", f"tests.runtime.{script.stem}", str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=script.parents[2]) as process:
            assert process.stdout is not None
            said = 0
            for _ in range(steps):
                said = int(process.stdout.readline())
            process.kill()
            said = max([said, *map(int, process.stdout.read().split("\n")[:-1])])
        with SqliteFlash(path) as flash:
            kept = int(str(flash.get("step")))
            assert kept in (said, said + 1), "a step was said to be kept and is not"
            assert flash.get("signed-on") == SignedOn(f"{kept:06d}", "1121"), "a step is all or nothing"
            expected = [f"{number:06d}" for number in range(max(1, kept - 2), kept + 1)]
            assert list(flash.keys("batch")) == expected


def damaged(path: Path, how: str) -> None:
    """A good file with 200 cells, damaged."""
    with SqliteFlash(path) as flash:
        for number in range(200):
            flash.put("batch", "x" * 100, f"{number:06d}")
        flash.commit()
    match how:
        case "header":
            path.write_bytes(b"not a database at all" * 100)
        case "page":
            octets = bytearray(path.read_bytes())
            octets[3 * 4096 : 5 * 4096] = b"\xa5" * 8192
            path.write_bytes(octets)
        case "short":
            path.write_bytes(path.read_bytes()[: 3 * 4096])
        case "cell":
            execute(path, "UPDATE cell SET value = '{\"Purse\":{}}' WHERE key = '000007'")
        case "newer":
            execute(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        case "another":
            execute(path, "PRAGMA application_id = 7")
        case "no-table":
            execute(path, "ALTER TABLE cell RENAME TO kept")


def execute(path: Path, statement: str) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute(statement)
    database.close()


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("header", "not a database; move it away"),
        ("page", "the file is damaged; restore a backup"),
        ("short", "the file is damaged; restore a backup"),
        ("cell", "the cell 'batch 000007' cannot be read .*Purse.*; restore a backup"),
        ("newer", "written by a newer version .schema 2, this one knows 1.; use that version"),
        ("another", "not the memory of a terminal; move it away"),
        ("no-table", "no such table: cell; restore a backup"),
    ],
)
def test_says_what_is_wrong_with_a_file(path: Path, how: str, says: str) -> None:
    damaged(path, how)
    before = path.read_bytes()
    with pytest.raises(FlashError, match=says) as raised:
        SqliteFlash(path)
    assert raised.value.where == str(path)
    assert path.read_bytes() == before, "a file that cannot be read is left as it is"


def test_a_place_that_takes_no_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FlashError, match="cannot be opened for writing; check the permissions"):
        SqliteFlash(tmp_path / "missing" / "terminal.db")


def test_a_file_that_may_only_be_read_is_said_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SqliteFlash(path).close()
    connect = sqlite3.connect
    # As the system does it to a user without rights; whoever runs the tests may have all of them.
    monkeypatch.setattr(
        sqlite3, "connect", lambda name, **options: connect(f"file:{name}?mode=ro", uri=True, **options)
    )
    with SqliteFlash(path) as flash:
        flash.put("lang", "en")
        with pytest.raises(FlashError, match="cannot be opened for writing"):
            flash.commit()


@pytest.mark.parametrize("instead", [False, True], ids=["removed", "replaced"])
def test_a_file_that_was_taken_away_is_not_written_on(instead: bool, path: Path) -> None:
    with SqliteFlash(path) as flash:
        flash.put("lang", "en")
        flash.commit()
        path.rename(path.with_name("taken"))
        if instead:
            path.write_bytes(b"another")
        flash.put("lang", "zh")
        with pytest.raises(
            FlashError, match="the file was removed or replaced meanwhile; start the terminal"
        ):
            flash.commit()
        assert flash.get("lang") == "en"


def test_is_for_its_owner_alone_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        with SqliteFlash(path) as flash:
            flash.put("lang", "en")
            flash.commit()
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"terminal.db": 0o600, "terminal.db-wal": 0o600, "terminal.db-shm": 0o600}


def test_a_foreign_database_is_left_as_it_is(path: Path) -> None:
    execute(path, "CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with pytest.raises(FlashError, match="not the memory of a terminal"):
        SqliteFlash(path)
    assert path.read_bytes() == before


def test_a_bad_byte_among_the_names_of_tables_is_said_to_be_damage(path: Path) -> None:
    """Then SQLite's own words about it are no UTF-8, and Python does not raise them."""
    SqliteFlash(path).close()
    octets = path.read_bytes()
    at = octets.index(b"CREATE TABLE cell") + 8
    path.write_bytes(octets[:at] + b"\xa8" + octets[at + 1 :])
    with pytest.raises(FlashError, match="the file is damaged; restore a backup"):
        SqliteFlash(path)


def test_a_file_that_gets_a_bad_byte_while_it_is_open_is_said_to_be_damaged(path: Path) -> None:
    with SqliteFlash(path) as flash:
        broken = sqlite3.connect(path, isolation_level=None)
        broken.execute("PRAGMA writable_schema = ON")
        broken.execute(
            "UPDATE sqlite_schema SET sql = CAST(X'435245415445A85441424C45' AS TEXT) WHERE name = 'cell'"
        )
        broken.execute("PRAGMA schema_version = 99")
        broken.close()
        flash.put("lang", "en")
        with pytest.raises(FlashError, match="the file is damaged; restore a backup"):
            flash.commit()
        assert flash.get("lang") is None
