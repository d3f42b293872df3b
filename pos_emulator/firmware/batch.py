"""The open batch: how each transaction stands, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterator

from iso8583_specs.dialects.unionpay_views import Totals
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.records import Doubt, Mark, Obligation, Settled, Transaction


def mark_of(pos: Pos, record: Transaction) -> Mark:
    """How a transaction of the open batch stands; voided is derived from a booked void, never noted."""
    owed = pos.state.owed
    if owed is not None and owed.original_voucher == record.voucher:
        return Mark.VOID_PENDING
    if has_void_by_hand(pos, record):
        return Mark.BY_HAND
    return Mark.VOIDED if pos.state.voids.get(record.voucher) is not None else Mark.APPROVED


def has_void_by_hand(pos: Pos, sale: Transaction | Settled) -> bool:
    """Whether the reversal of a void of this sale went by hand: nobody here knows whether it stands."""
    return any(
        isinstance(left, Obligation)
        and left.kind == "void"
        and left.batch == sale.batch
        and left.original_voucher == sale.voucher
        for left in pos.state.by_hand.values()
    )


def why_not_refundable(pos: Pos, reference: str, date: str) -> str:
    """The screen that says why nothing may be refunded on an original; empty where it may."""
    open_ends = [*pos.state.doubts.values(), *(d for d in pos.state.by_hand.values() if isinstance(d, Doubt))]
    if any((d.transaction.original_rrn, d.transaction.original_date) == (reference, date) for d in open_ends):
        return "refund.blocked"
    voided_by_hand = any(
        sale.rrn == reference and sale.date == date and has_void_by_hand(pos, sale)
        for sale in _originals_by_hand(pos)
    )
    return "void.in-doubt" if voided_by_hand else ""


def _originals_by_hand(pos: Pos) -> Iterator[Transaction | Settled]:
    """What the voids by hand were of, whether its batch is still open or settled."""
    for left in pos.state.by_hand.values():
        if isinstance(left, Obligation) and left.original_voucher:
            for table in (pos.state.batch, pos.state.settled):
                sale = table.get(left.original_voucher)
                if sale is not None:
                    yield sale


def totals(pos: Pos) -> Totals:
    """Debit: sales, voided ones too. Credit: voids and refunds. In fen; counts modulo 1000, as DE48 has them."""
    debit = credit = debits = credits = 0
    for record in pos.state.batch.values():
        if record.kind in ("void", "refund"):
            credit += record.amount
            credits += 1
        else:
            debit += record.amount
            debits += 1
    return Totals(debit, debits % 1000, credit, credits % 1000)
