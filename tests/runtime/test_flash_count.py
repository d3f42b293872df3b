from __future__ import annotations

import re
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from pos_emulator.firmware.records import Tries
from pos_emulator.firmware.state import State
from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.flash_count import FlashCount
from pos_emulator.runtime.flash_sqlite import SqliteFlash


def commit(folder: Path, *values: str) -> bool:
    """Commit each value; whether the memory was an older copy when it was opened."""
    with SqliteFlash(folder / "terminal.db", FlashCount(folder / "flash.count")) as flash:
        for value in values:
            flash.put("lang", value)
            flash.commit()
        return flash.restored


def test_says_the_last_number_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "flash.count"
    count = FlashCount(path)
    assert count.read() is None
    count.raise_to(9)
    count.raise_to(10)
    assert re.fullmatch(rb"00000000000000000010 [0-9a-f]{8}\n", path.read_bytes())
    assert count.read() == 10
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    count.close()
    count.close()


@pytest.mark.parametrize(
    "said", [b"", b"-1", b"x", b"9" * 5000, b"90000000000000000076\n", b"0" * 20 + b" 0\n"]
)
def test_a_number_that_cannot_be_read_is_none(said: bytes, tmp_path: Path) -> None:
    (tmp_path / "flash.count").write_bytes(said)
    assert FlashCount(tmp_path / "flash.count").read() is None


def test_a_file_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "flash.count").mkdir()
    with pytest.raises(FlashError, match=r"flash.count: cannot be written \(Is a directory\)"):
        FlashCount(tmp_path / "flash.count").raise_to(1)


def test_a_memory_that_went_on_is_no_copy(tmp_path: Path) -> None:
    assert [commit(tmp_path, "zh"), commit(tmp_path), commit(tmp_path, "en", "zh"), commit(tmp_path)] == [
        False
    ] * 4


def test_a_copy_is_known_by_a_single_commit(tmp_path: Path) -> None:
    commit(tmp_path, "zh")
    shutil.copy(tmp_path / "terminal.db", tmp_path / "copy")
    commit(tmp_path, "en")
    shutil.copy(tmp_path / "copy", tmp_path / "terminal.db")
    assert commit(tmp_path), "an older copy"
    assert commit(tmp_path, "en"), "still one, until something was kept"
    assert not commit(tmp_path)
    shutil.copy(tmp_path / "copy", tmp_path / "terminal.db")
    assert commit(tmp_path), "the same copy once more"


def test_a_copy_made_while_it_runs_is_known_even_after_kill_9(tmp_path: Path) -> None:
    flash = SqliteFlash(tmp_path / "terminal.db", FlashCount(tmp_path / "flash.count"))
    for value in ("zh", "en"):
        flash.put("lang", value)
        flash.commit()
        for name in ("terminal.db", "terminal.db-wal"):
            if value == "zh":
                shutil.copy(tmp_path / name, tmp_path / f"copy of {name}")
    killed = tmp_path / "killed"
    killed.mkdir()
    shutil.copy(tmp_path / "flash.count", killed)
    for name in ("terminal.db", "terminal.db-wal"):
        shutil.copy(tmp_path / f"copy of {name}", killed / name)
    flash.close()
    assert commit(killed)


def test_a_memory_without_its_count_is_taken_for_a_copy(tmp_path: Path) -> None:
    commit(tmp_path, "zh")
    (tmp_path / "flash.count").unlink()
    assert commit(tmp_path, "en")
    assert not commit(tmp_path)


def test_a_count_that_a_power_cut_left_behind_is_no_copy(tmp_path: Path) -> None:
    commit(tmp_path, "zh", "en", "zh")
    (tmp_path / "flash.count").write_bytes(b"00000000000000000001\n")
    assert not commit(tmp_path, "en")
    assert FlashCount(tmp_path / "flash.count").read() == 4


def test_a_blank_memory_goes_on_counting(tmp_path: Path) -> None:
    commit(tmp_path, "zh", "en")
    shutil.copy(tmp_path / "terminal.db", tmp_path / "copy")
    (tmp_path / "terminal.db").unlink()
    assert not commit(tmp_path, "zh")
    shutil.copy(tmp_path / "copy", tmp_path / "terminal.db")
    assert commit(tmp_path)


def test_a_memory_that_was_never_counted_is_adopted(tmp_path: Path) -> None:
    with SqliteFlash(tmp_path / "terminal.db") as flash:
        flash.put("lang", "zh")
        flash.commit()
    assert not commit(tmp_path, "en")


def test_what_a_copy_may_not_turn_back_stands_beside_the_number(tmp_path: Path) -> None:
    """One line of JSON; a shorter one leaves nothing of a longer one behind."""
    path = tmp_path / "flash.count"
    count = FlashCount(path)
    assert count.cells() is None
    count.raise_to(1, {("tries", "admin"): '{"Tries":{"wrong":4}}', ("next-stan", ""): "12"})
    lines = path.read_bytes().splitlines()
    assert lines[0][:21] == b"00000000000000000001 "
    assert lines[1] == rb'[["tries","admin","{\"Tries\":{\"wrong\":4}}"],["next-stan","","12"]]'
    count.raise_to(2, {("next-stan", ""): "13"})
    assert FlashCount(path).read() == 2
    assert FlashCount(path).cells() == {("next-stan", ""): "13"}
    count.close()


@pytest.mark.parametrize("said", [b"", b"12", b"[]", b"[[1]]", b"[1]", b"{}x", b"[" * 100_000])
def test_cells_that_cannot_be_read_are_none(said: bytes, tmp_path: Path) -> None:
    (tmp_path / "flash.count").write_bytes(b"00000000000000000001\n" + said)
    assert FlashCount(tmp_path / "flash.count").read() == 1
    assert FlashCount(tmp_path / "flash.count").cells() is None


def test_a_copy_is_told_what_came_after_it(tmp_path: Path) -> None:
    with SqliteFlash(tmp_path / "terminal.db", FlashCount(tmp_path / "flash.count")) as flash:
        state = State(flash)
        state.initialised, state.next_stan = "now", 5
        state.tries.put("refund", Tries(wrong=1))
        flash.commit()
        assert flash.newer is None
    shutil.copy(tmp_path / "terminal.db", tmp_path / "copy")
    with SqliteFlash(tmp_path / "terminal.db", FlashCount(tmp_path / "flash.count")) as flash:
        state = State(flash)
        state.next_stan = 6
        state.tries.put("admin", Tries(wrong=3))
        state.tries.delete("refund")
        flash.commit()
        state.lang = "en"
        flash.commit()
    shutil.copy(tmp_path / "copy", tmp_path / "terminal.db")
    with SqliteFlash(tmp_path / "terminal.db", FlashCount(tmp_path / "flash.count")) as flash:
        assert flash.restored
        assert flash.newer == {("next-stan", ""): 6, ("tries", "admin"): Tries(wrong=3)}


@pytest.mark.parametrize(
    "cell",
    ['["tries","admin","x"]', r'["locked-by","","\"\\ud800\""]', '["next-stan","","%s"]' % ("1" * 5000)],
    ids=["record", "surrogate", "digits"],
)
def test_cells_of_no_known_form_are_not_told(cell: str, tmp_path: Path) -> None:
    commit(tmp_path, "zh")
    (tmp_path / "flash.count").write_text(f"00000000000000000009\n[{cell}]\n")
    with SqliteFlash(tmp_path / "terminal.db", FlashCount(tmp_path / "flash.count")) as flash:
        assert (flash.restored, flash.newer) == (True, None)


def test_a_count_with_any_wrong_byte_is_as_good_as_none(tmp_path: Path) -> None:
    """Not a lower number, nor a number that a file cannot hold, nor other cells; and it is good again."""
    path = tmp_path / "flash.count"
    with SqliteFlash(tmp_path / "terminal.db", FlashCount(path)) as flash:
        State(flash).next_stan = 76
        flash.commit()
    said = path.read_bytes()
    for at in range(len(said.rstrip())):
        for octet in b"9]0":
            wrong = said[:at] + bytes([octet]) + said[at + 1 :]
            path.write_bytes(wrong)
            count = FlashCount(path)
            assert (count.read(), count.cells()) == (None, None) or wrong == said
    path.write_bytes(b"9" + said[1:])
    with SqliteFlash(tmp_path / "terminal.db", FlashCount(path)) as flash:
        assert (flash.restored, flash.newer) == (True, None)
        State(flash).next_stan = 77
        flash.commit()
    with SqliteFlash(tmp_path / "terminal.db", FlashCount(path)) as flash:
        assert not flash.restored


def test_a_number_of_its_own_that_no_terminal_reaches_is_damage(tmp_path: Path) -> None:
    commit(tmp_path, "zh")
    database = sqlite3.connect(tmp_path / "terminal.db", isolation_level=None)
    database.execute("UPDATE commits SET number = 9223372036854775807")
    database.close()
    with pytest.raises(FlashError, match="the file is damaged"):
        commit(tmp_path, "en")


FILES = ("terminal.db", "terminal.db-wal", "terminal.db-shm", "flash.count")
Files = dict[str, bytes]
Cells = dict[str, object]


def contents(flash: SqliteFlash) -> Cells:
    """Every cell."""
    return {f"{area} {key}": flash.get(area, key) for area in ("step", "batch") for key in flash.keys(area)}


class Shop:
    """A folder whose terminal commits, crashes and has copies put back; every moment of it is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.moments: list[tuple[Files, Cells]] = []
        self._step = 0

    def open(self) -> SqliteFlash:
        """The memory, as a process opens it."""
        return SqliteFlash(self.folder / "terminal.db", FlashCount(self.folder / "flash.count"))

    def files(self) -> Files:
        """What a kill leaves now."""
        return {name: (self.folder / name).read_bytes() for name in FILES if (self.folder / name).exists()}

    def lay(self, files: Files) -> None:
        """Have these files instead."""
        for name in FILES:
            (self.folder / name).unlink(missing_ok=True)
        for name, octets in files.items():
            (self.folder / name).write_bytes(octets)

    def go_on(self, commits: int, *, crash: bool) -> None:
        """Open, commit so often, and close or be killed; every commit touches other pages."""
        flash = self.open()
        for _ in range(commits):
            self._step += 1
            flash.put("step", self._step)
            flash.put("batch", f"{self._step:04d}" * 400, f"{self._step * 5 % 7}")
            flash.delete("batch", f"{self._step % 7}")
            flash.commit()
            self.moments.append((self.files(), contents(flash)))
        left = self.files()
        flash.close()
        if crash:
            self.lay(left)
        else:
            self.moments.append((self.files(), self.moments[-1][1]))


def but(files: Files, *names: str) -> Files:
    return {name: octets for name, octets in files.items() if name not in names}


def only(files: Files, *names: str) -> Files:
    return {name: octets for name, octets in files.items() if name in names}


def put_back_ways(copy: Files, left: Files) -> dict[str, Files]:
    """What lies there after a copy was put back over what a crash left."""
    database, wal, shm, count = FILES
    now = but(left, *FILES[:3])
    return {
        "over all": left | only(copy, database),
        "but the index": but(left, shm) | only(copy, database),
        "but the side file": but(left, wal) | only(copy, database),
        "alone": now | only(copy, database),
        "with its own side files": now | only(copy, *FILES[:3]),
        "with its own, where there are": left | only(copy, *FILES[:3]),
        "its side files only": left | only(copy, wal, shm),
        "count lost": but(left, count) | only(copy, database),
    }


def test_no_copy_becomes_one_with_what_a_crash_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each commit of a life with crashes and copies: known for a copy, or the latest; never a mix of both."""
    monkeypatch.setattr("pos_emulator.runtime.flash_sqlite._COMMITS_BESIDE", 2)
    shop = Shop(tmp_path / "shop")
    shop.go_on(2, crash=False)
    shop.go_on(5, crash=True)
    shop.go_on(2, crash=True)
    files, _ = shop.moments[2]
    shop.lay(shop.files() | only(files, "terminal.db"))
    shop.go_on(4, crash=True)
    wrong: list[object] = []
    tried: list[Files] = []
    trial = Shop(tmp_path / "trial")
    for now, (left, latest) in enumerate(shop.moments):
        for then, (copy, _) in enumerate(shop.moments[: now + 1]):
            for way, there in put_back_ways(copy, left).items():
                if there in tried:
                    continue
                tried.append(there)
                trial.lay(there)
                with trial.open() as flash:
                    found = contents(flash)
                    known = flash.restored or not found
                    whole = [state for _, state in shop.moments[: now + 1]]
                    if not (found == latest or (known and (not found or found in whole))):
                        wrong.append((then, now, way, flash.restored, found in whole))
                    if then == now and way in ("over all", "with its own side files") and known:
                        wrong.append((then, now, way, "taken for a copy", ""))
    assert not wrong, f"{len(wrong)}: {wrong[:5]}"
