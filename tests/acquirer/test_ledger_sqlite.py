from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from iso8583_specs.dialects.own_tags import OwnTags
from pos_emulator.acquirer.errors import LedgerDamaged, LedgerError
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_file import open_ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.ledger_sqlite import SqliteLedger
from pos_emulator.acquirer.records import RequestId
from tests.acquirer.conftest import FixedId
from tests.acquirer.handlers.test_settlement import end, settle
from tests.acquirer.test_ledger import ID, LEGS, SALE
from tests.acquirer.till import FOREIGN, Till, till_on


def everything(ledger: Ledger) -> tuple[object, ...]:
    unordered = (
        sorted(ledger.fences(), key=lambda fence: fence.id),
        sorted(ledger.outcomes(), key=lambda outcome: outcome.id),
    )
    return (
        list(ledger.bookings()), sorted(map(repr, ledger.legs())), *unordered, list(ledger.batches()),
        list(ledger.terminals()), ledger.alarms(), ledger.fact("number"), ledger.why("12345676", "000003"),
    )  # fmt: skip


def busy_morning(ledger: Ledger) -> None:
    till = till_on(ledger)
    till.own("900001", OwnTags(why=1))
    first, second = till.sale(5800, pin="123456"), till.sale(1200, card=FOREIGN)
    till.sale(1, pin="111111")
    voided = till.void(first)
    till.reverse(voided.request)
    till.refund(second, 200)
    till.reverse(till.sale_request(5))
    till.send(first.request.with_({4: "000000000001"}))
    till.acquirer.respond(b"garbage")
    till.sign_on()
    settle(till)
    end(till, balanced=False)


def test_both_forms_hold_the_same(tmp_path: Path) -> None:
    in_memory = MemoryLedger("00112233445566aa")
    on_disk = open_ledger(tmp_path / "ledger.db", entropy=FixedId())
    busy_morning(in_memory)
    busy_morning(on_disk)
    assert everything(on_disk) == everything(in_memory)
    on_disk.close()


def test_a_commit_that_fails_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = open_ledger(path, entropy=FixedId())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ledger._connection.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(LedgerError, match=r"locked; nothing was changed, check the disk"), ledger.unit():
        ledger.book(SALE, LEGS)
    other.rollback()
    other.close()
    with ledger.unit():
        ledger.book(SALE, LEGS)
    assert len(list(ledger.bookings())) == 1
    ledger.close()


def test_a_full_disk_answers_nothing_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = open_ledger(path, entropy=FixedId())
    till = till_on(ledger)
    till.sale(100)
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LedgerError, match="full"):
        sell(till, 500)
    booked = len(list(ledger.bookings()))
    assert sum(leg.amount for leg in ledger.legs()) == 0
    assert len(list(ledger.outcomes())) == booked
    ledger._connection.execute(f"PRAGMA max_page_count = {pages + 1000}")
    assert till.sale(1).code == "00"
    ledger.close()


def sell(till: Till, times: int) -> None:
    for _ in range(times):
        till.sale(1)


def test_no_look_up_scans_a_table(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.db", entropy=FixedId())
    with ledger.unit():
        ledger.book(SALE, LEGS)
    plans = Plans(ledger)
    ledger.booking(ID)
    ledger.outcome(ID)
    ledger.fence(ID)
    ledger.follow_ups(ID)
    ledger.legs_of(ID)
    ledger.bookings_of_voucher("t", "b", "s")
    ledger.bookings_of_reference("m", "r")
    ledger.bookings_of_approval("m", "a")
    ledger.batch("t", "b")
    ledger.balance("a")
    ledger.why("t", "s")
    ledger.pin_tries("t", SALE.day)
    assert len(plans.seen) >= 12
    assert [plan for plan in plans.seen if "SCAN" in plan] == []
    ledger.close()


class Plans:
    """Collects how SQLite goes about every query."""

    def __init__(self, ledger: SqliteLedger) -> None:
        self.seen: list[str] = []
        connection = ledger._connection
        real = ledger._execute

        def explained(statement: str, *values: object) -> sqlite3.Cursor:
            rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            self.seen += [row[3] for row in rows]
            return real(statement, *values)

        ledger._execute = explained  # type: ignore[method-assign]


def test_the_ledger_is_one_terminal_s_and_another_s(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.db", entropy=FixedId())
    twin = replace(SALE, id=RequestId(ID.mid, "90000001", ID.epoch, ID.batch, ID.stan))
    with ledger.unit():
        ledger.book(SALE, ())
        ledger.book(twin, ())
    assert ledger.bookings_of_voucher("90000001", ID.batch, ID.stan) == (twin,)
    ledger.close()


@pytest.mark.parametrize(
    ("spoil", "read"),
    [
        pytest.param("UPDATE bookings SET day = 'today'", lambda book: list(book.bookings()), id="day"),
        pytest.param("UPDATE bookings SET amount = 'much'", lambda book: list(book.bookings()), id="amount"),
        pytest.param("UPDATE legs SET amount = 'much'", lambda book: list(book.legs()), id="leg"),
        pytest.param("UPDATE outcomes SET elements = '['", lambda book: list(book.outcomes()), id="json"),
        pytest.param(
            "UPDATE outcomes SET elements = '[[1]]'", lambda book: list(book.outcomes()), id="elements"
        ),
        pytest.param(
            "UPDATE terminals SET key_sets = '[[1,\"x\"]]'",
            lambda book: book.terminal("12345676"),
            id="key-sets",
        ),
        pytest.param(
            "UPDATE batches SET debit_count = 'many'",
            lambda book: book.batch("12345676", "000001"),
            id="sums",
        ),
        pytest.param("UPDATE batches SET closed_on = '?'", lambda book: list(book.batches()), id="closed-on"),
        pytest.param(
            "UPDATE facts SET value = '?' WHERE name = 'number'", lambda book: book.next_number(), id="number"
        ),
    ],
)
def test_an_entry_that_cannot_be_read_is_damage(
    tmp_path: Path, spoil: str, read: Callable[[SqliteLedger], object]
) -> None:
    path = tmp_path / "ledger.db"
    ledger = open_ledger(path, entropy=FixedId())
    till_on(ledger).sale(5800)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as hand:
        hand.execute(spoil)
    with pytest.raises(LedgerDamaged, match=r"ledger.db: .* cannot be read; restore a backup"), ledger.unit():
        read(ledger)
    ledger.close()


def test_tables_damaged_while_it_is_open_are_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = open_ledger(path, entropy=FixedId())
    broken = sqlite3.connect(path, isolation_level=None)
    broken.execute("PRAGMA writable_schema = ON")
    broken.execute(
        "UPDATE sqlite_schema SET sql = CAST(X'435245415445A85441424C45' AS TEXT) WHERE name = 'fences'"
    )
    broken.execute("PRAGMA schema_version = 99")
    broken.close()
    with pytest.raises(LedgerDamaged, match=r"ledger\.db: its tables cannot be read; restore a backup"):
        list(ledger.bookings())
    ledger.close()
