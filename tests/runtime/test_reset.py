from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.records import Doubt, KeptCard, Obligation, Settling, SlipDue, Transaction
from pos_emulator.firmware.state import State
from pos_emulator.runtime.flash_sqlite import SqliteFlash
from pos_emulator.runtime.reset import Part, look_before_reset, owed_of, reset
from pos_emulator.runtime.state_folder import StateFolder, open_state_folder
from pos_emulator.side_file import ENDS

CARD = KeptCard("ab" * 16, "622424******0069", b"\x01", "3012", "02")
REFUND = Transaction(
    voucher="000009",
    batch="000001",
    kind="refund",
    amount=5800,
    card=CARD,
    rrn="632500000002",
    approval="",
    time="194214",
    date="1121",
    business_day="1121",
    year="2026",
    operator="01",
)
REVERSAL = Obligation(
    kind="void",
    voucher="000004",
    batch="000001",
    amount=123456789,
    card=CARD,
    elements=((3, "200000"),),
    epoch=1,
    ledger="0123456789abcdef",
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[StateFolder]:
    with open_state_folder(tmp_path) as folder:
        with SqliteFlash(folder.terminal_db) as flash:
            state = State(flash)
            state.owed = REVERSAL
            state.batch.put("000003", REFUND)
            flash.commit()
        folder.device_key.write_bytes(bytes(32))
        folder.flash_count.write_bytes(b"1")
        folder.keep_days(1)
        folder.acquirer.mkdir()
        (folder.acquirer / "ledger.db").write_bytes(b"1")
        folder.acquirer_log.write_bytes(b"")
        (tmp_path / "my notes").write_text("not ours")
        yield folder


def names(folder: StateFolder) -> set[str]:
    return {path.name for path in folder.path.iterdir()}


def test_the_terminal_goes_with_its_clock_and_says_what_it_owed(folder: StateFolder) -> None:
    report = reset(folder, Part.TERMINAL)
    assert report.owed == (
        "a reversal of void 000004, 1,234,567.89",
        "the settlement of batch 000001, 1 transactions",
    )
    assert names(folder) == {"lock", "flash.count", "device.key", "acquirer", "acquirer.log", "my notes"}


def test_the_acquirer_goes_alone(folder: StateFolder) -> None:
    report = reset(folder, Part.ACQUIRER)
    assert report.owed == ()
    assert names(folder) == {"lock", "flash.count", "device.key", "terminal.db", "days", "my notes"}


def test_all_leaves_nothing_of_ours_but_the_lock(folder: StateFolder) -> None:
    report = reset(folder, Part.ALL)
    assert report.owed[0].startswith("a reversal of void 000004")
    assert names(folder) == {"lock", "my notes"}
    assert reset(folder, Part.ALL).paths == ()


def test_says_where_the_other_side_is_left_on_another_day(folder: StateFolder) -> None:
    assert look_before_reset(folder, Part.ALL).apart == ""
    assert look_before_reset(folder, Part.TERMINAL).apart.startswith(
        "the acquirer keeps its business day, moved on with the terminal that was 1 day ahead of this machine; "
        "`pos-emulator host day -- -1` takes it back"
    )
    folder.keep_days(3)
    assert look_before_reset(folder, Part.ACQUIRER).apart.startswith(
        "the terminal stays 3 days ahead of this machine and a new acquirer begins at today; "
        "`pos-emulator host day +3` moves it on"
    )
    (folder.path / "days").write_bytes(b"99999999999")
    assert reset(folder, Part.TERMINAL).apart == ""
    assert look_before_reset(folder, Part.ACQUIRER).apart == ""


def test_looking_removes_nothing(folder: StateFolder) -> None:
    before = names(folder)
    report = look_before_reset(folder, Part.ALL)
    assert len(report.owed) == 2
    assert {path.name for path in report.paths} == before - {"lock", "my notes"}
    assert names(folder) == before


def test_looking_leaves_what_a_crash_left(folder: StateFolder) -> None:
    copy = folder.terminal_db.read_bytes()
    left: dict[str, bytes] = {}
    for owed in (None, REVERSAL):
        with SqliteFlash(folder.terminal_db) as flash:
            State(flash).owed = owed
            flash.commit()
            left = {end: folder.path.joinpath(f"terminal.db{end}").read_bytes() for end in ENDS}
    folder.terminal_db.write_bytes(copy)
    for end, octets in left.items():
        folder.path.joinpath(f"terminal.db{end}").write_bytes(octets)
    look_before_reset(folder, Part.TERMINAL)
    assert folder.path.joinpath("terminal.db-wal").read_bytes() == left["-wal"]


def test_a_memory_that_cannot_be_read_can_be_removed(folder: StateFolder) -> None:
    folder.terminal_db.write_bytes(b"not a database" * 100)
    report = reset(folder, Part.TERMINAL)
    assert len(report.owed) == 1
    assert report.owed[0].startswith("what was owed cannot be read: ")
    assert not folder.terminal_db.exists()


def test_a_memory_whose_tables_are_damaged_can_be_removed(folder: StateFolder) -> None:
    octets = folder.terminal_db.read_bytes()
    at = octets.index(b"CREATE TABLE cell") + 8
    folder.terminal_db.write_bytes(octets[:at] + b"\xa8" + octets[at + 1 :])
    report = reset(folder, Part.ALL)
    assert report.owed[0].startswith("what was owed cannot be read: ")
    assert names(folder) == {"lock", "my notes"}


def test_says_each_thing_that_is_open() -> None:
    state = State(MemoryFlash())
    assert owed_of(state) == []
    state.doubts.put("000009", Doubt(REFUND, 1, "0123456789abcdef", "11-21 19:42"))
    state.by_hand.put("000001000004", REVERSAL)
    state.settling = Settling("upload", "000001")
    state.batch.put("000009", REFUND)
    state.slip_due = SlipDue("000009", "refund", 5800)
    assert owed_of(state) == [
        "the outcome of refund 000009, 58.00",
        "1 to be settled by hand",
        "the settlement of batch 000001, at upload",
        "the slip of refund 000009",
    ]
