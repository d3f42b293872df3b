from __future__ import annotations

import hashlib

from pos_emulator.acquirer.ledger_schema import SCHEMA, SCHEMA_VERSION, booking_row, marks, outcome_of
from pos_emulator.acquirer.records import RequestId
from tests.acquirer.test_ledger import REFUND


def test_whoever_changes_the_tables_changes_the_version() -> None:
    """Ledgers made before cannot be read otherwise: raise `SCHEMA_VERSION` with this digest."""
    tables = hashlib.sha256(" ".join(SCHEMA.split()).encode()).hexdigest()[:16]
    assert (SCHEMA_VERSION, tables) == (1, "6499640ee7f3cd22")


def test_a_row_of_a_booking() -> None:
    assert booking_row(REFUND) == (
        "123456789012345", "12345676", 1, "000001", "000043", "refund", 100, "ab" * 16, "622424******0069", 1,
        "606800000002", "", "2026-03-09", "143005", 0, 1,
    )  # fmt: skip
    assert marks(3) == "?, ?, ?"


def test_elements_of_an_outcome_are_text_or_octets() -> None:
    written = '[[12, "text", "143005"], [62, "octets", "00ff"]]'
    outcome = outcome_of(("m", "t", 0, "b", "s", "sale", b"1", b"2", "00", "", written))
    assert outcome.id == RequestId("m", "t", 0, "b", "s")
    assert outcome.elements == ((12, "143005"), (62, b"\x00\xff"))
