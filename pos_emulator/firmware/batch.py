"""The open batch: how each transaction stands, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iso8583_specs.dialects.unionpay_views import Settlement48, Totals
from pos_emulator.firmware.records import Doubt, Mark, Obligation, Settled, Transaction
from pos_emulator.firmware.state import State


def mark_of(state: State, record: Transaction) -> Mark:
    """How a transaction of the open batch stands; voided is derived from a booked void, never noted."""
    owed = state.owed
    if owed is not None and owed.original_voucher == record.voucher:
        return Mark.VOID_PENDING
    if has_void_by_hand(state, record):
        return Mark.BY_HAND
    return Mark.VOIDED if state.voids.get(record.voucher) is not None else Mark.APPROVED


def has_void_by_hand(state: State, sale: Transaction | Settled) -> bool:
    """Whether the reversal of a void of this sale went by hand: nobody here knows whether it stands."""
    return any(
        isinstance(left, Obligation)
        and left.kind == "void"
        and left.batch == sale.batch
        and left.original_voucher == sale.voucher
        for left in state.by_hand.values()
    )


def why_not_refundable(state: State, reference: str, date: str) -> str:
    """The screen that says why nothing may be refunded on an original; empty where it may."""
    open_ends = [*state.doubts.values(), *(d for d in state.by_hand.values() if isinstance(d, Doubt))]
    if any((d.transaction.original_rrn, d.transaction.original_date) == (reference, date) for d in open_ends):
        return "refund.blocked"
    voided_by_hand = any(
        sale.rrn == reference and sale.date == date and has_void_by_hand(state, sale)
        for sale in _originals_by_hand(state)
    )
    return "void.in-doubt" if voided_by_hand else ""


def _originals_by_hand(state: State) -> Iterator[Transaction | Settled]:
    """What the voids by hand were of, whether its batch is still open or settled."""
    for left in state.by_hand.values():
        if isinstance(left, Obligation) and left.original_voucher:
            for table in (state.batch, state.settled):
                sale = table.get(left.original_voucher)
                if sale is not None:
                    yield sale


def totals(state: State) -> Totals:
    """Debit: sales, voided ones too. Credit: voids and refunds. In fen; counts modulo 1000, as DE48 has them."""
    return _added(state.batch.values())


def totals_by_card(state: State) -> Settlement48:
    """DE48 of the 0500: 内卡 in the first half, 外卡 in the second."""
    records = list(state.batch.values())
    return Settlement48(
        _added(record for record in records if not record.foreign),
        _added(record for record in records if record.foreign),
    )


def _added(records: Iterable[Transaction]) -> Totals:
    debit = credit = debits = credits = 0
    for record in records:
        if record.kind in ("void", "refund"):
            credit += record.amount
            credits += 1
        else:
            debit += record.amount
            debits += 1
    return Totals(debit, debits % 1000, credit, credits % 1000)
