"""The open batch: how each transaction stands, and what it adds up to."""

from __future__ import annotations

from iso8583_specs.dialects.unionpay_views import Totals
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.records import Mark, Transaction


def mark_of(pos: Pos, record: Transaction) -> Mark:
    """How a transaction of the open batch stands; voided is derived from a booked void, never noted."""
    owed = pos.state.owed
    if owed is not None and owed.original_voucher == record.voucher:
        return Mark.VOID_PENDING
    if any(getattr(left, "original_voucher", "") == record.voucher for left in pos.state.by_hand.values()):
        return Mark.BY_HAND
    return Mark.VOIDED if pos.state.voids.get(record.voucher) is not None else Mark.APPROVED


def totals(pos: Pos) -> Totals:
    """Debit: sales, voided ones too. Credit: voids and refunds. In fen."""
    debit = credit = debits = credits = 0
    for record in pos.state.batch.values():
        if record.kind in ("void", "refund"):
            credit += record.amount
            credits += 1
        else:
            debit += record.amount
            debits += 1
    return Totals(debit, debits, credit, credits)
