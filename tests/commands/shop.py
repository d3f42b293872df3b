"""A state folder whose terminal has seen something of everything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pos_emulator.firmware.records import (
    AuditEntry,
    Doubt,
    KeptCard,
    Obligation,
    Settled,
    SignedOn,
    SlipDue,
    Transaction,
)
from pos_emulator.firmware.state import State
from pos_emulator.runtime.flash_sqlite import SqliteFlash

CARD = KeptCard("ab" * 16, "622424******0069", b"\x01", "3012", "02")
SALE = Transaction(
    voucher="000012",
    batch="000003",
    kind="sale",
    amount=5800,
    card=CARD,
    rrn="632500000001",
    approval="A00001",
    time="194214",
    date="1121",
    business_day="1121",
    year="2026",
    operator="01",
)
VOIDED = replace(SALE, voucher="000013", amount=12_345, rrn="632500000002")
VOID = replace(
    SALE, voucher="000014", kind="void", amount=12_345, rrn="632500000003", original_voucher="000013"
)
IN_QUESTION = replace(SALE, voucher="000015", amount=200, rrn="632500000004")
REVERSAL = Obligation(
    kind="void",
    voucher="000016",
    batch="000003",
    amount=200,
    card=CARD,
    elements=((3, "200000"),),
    original_voucher="000015",
    at="11-21 19:45",
    counted=2,
    epoch=1,
    ledger="0123456789abcdef",
)
BY_HAND_SALE = replace(SALE, voucher="000017", amount=300, rrn="632500000005")
BY_HAND = replace(REVERSAL, voucher="000018", amount=300, original_voucher="000017")
DOUBT = Doubt(
    replace(SALE, voucher="000019", kind="refund", amount=99, rrn="", original_rrn="632500000001"),
    epoch=1,
    ledger="0123456789abcdef",
    at="11-21 19:50",
    asked=1,
)


def busy_terminal(path: Path) -> None:
    """Make a ``terminal.db`` with sales in every standing, something owed, in doubt, by hand and settled."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with SqliteFlash(path) as flash:
        state = State(flash)
        state.batch_number, state.next_stan = 3, 20
        state.signed_on = SignedOn("01", "1121")
        for record in (SALE, VOIDED, VOID, IN_QUESTION, BY_HAND_SALE):
            state.batch.put(record.voucher, record)
        state.voids.put("000013", "000014")
        state.owed = REVERSAL
        state.by_hand.put("000003000018", BY_HAND)
        state.doubts.put("000019", DOUBT)
        state.slip_due = SlipDue("000014", "void", 12_345)
        state.settled.put(
            "000002", Settled("000002", "000002", "sale", "632400000009", "1120", 700, "ab" * 16)
        )
        state.audit_log.put("00000001", AuditEntry("2026-11-21 19:40:00", "01", "void", "password wrong"))
        flash.commit()
