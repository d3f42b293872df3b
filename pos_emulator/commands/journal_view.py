"""A terminal's memory as JSON has it: masked, amounts in fen."""

from __future__ import annotations

from typing import Any

from pos_emulator.firmware.batch import mark_of, totals
from pos_emulator.firmware.records import AuditEntry, Doubt, Obligation, Settled, Transaction
from pos_emulator.firmware.state import State


def plain_journal(state: State, *, settled: bool = False, audit: bool = False) -> dict[str, Any]:
    """The open batch, what is owed, in doubt and by hand; settled transactions and audit log if asked for."""
    sums = totals(state)
    signed_on, settling, slip = state.signed_on, state.settling, state.slip_due
    plain: dict[str, Any] = {
        "batch": f"{state.batch_number:06d}",
        "next_stan": f"{state.next_stan:06d}",
        "operator": signed_on.operator if signed_on else None,
        "signed_on_day": signed_on.day if signed_on else None,
        "locked_by": state.locked_by or None,
        "epoch": state.host_book.epoch,
        "ledger_id": state.host_book.ledger or None,
        "transactions": [
            plain_transaction(record) | {"mark": mark_of(state, record).value}
            for record in state.batch.values()
        ],
        "totals": {
            "debit_amount": sums.debit_amount,
            "debit_count": sums.debit_count,
            "credit_amount": sums.credit_amount,
            "credit_count": sums.credit_count,
        },
        "owed": plain_open_end(state.owed) if state.owed else None,
        "in_doubt": [plain_open_end(doubt) for doubt in state.doubts.values()],
        "by_hand": [plain_open_end(left) for left in state.by_hand.values()],
        "settling": {"batch": settling.batch, "step": settling.step, "uploaded": settling.uploaded}
        if settling
        else None,
        "slip_due": {"voucher": slip.voucher, "kind": slip.kind, "amount": slip.amount} if slip else None,
    }
    if settled:
        plain["settled"] = [plain_settled(record) for record in state.settled.values()]
    if audit:
        plain["audit"] = [plain_audit(entry) for entry in state.audit_log.values()]
    return plain


def plain_transaction(record: Transaction) -> dict[str, Any]:
    """A transaction of the open batch."""
    return {
        "voucher": record.voucher,
        "batch": record.batch,
        "kind": record.kind,
        "amount": record.amount,
        "card": record.card.masked,
        "entry": record.card.entry,
        "rrn": record.rrn,
        "approval": record.approval,
        "date": f"{record.year}-{record.date[:2]}-{record.date[2:]}",
        "time": record.time,
        "operator": record.operator,
        "original_voucher": record.original_voucher or None,
        "original_rrn": record.original_rrn or None,
        "reason": record.reason or None,
    }


def plain_open_end(left: Obligation | Doubt) -> dict[str, Any]:
    """A reversal owed, or a refund in doubt."""
    of = left.transaction if isinstance(left, Doubt) else left
    return {
        "what": "refund in doubt" if isinstance(left, Doubt) else "reversal",
        "voucher": of.voucher,
        "batch": of.batch,
        "kind": of.kind,
        "amount": of.amount,
        "card": of.card.masked,
        "original_voucher": of.original_voucher or None,
        "at": left.at,
        "tried": left.asked if isinstance(left, Doubt) else left.counted,
        "reason": None if isinstance(left, Doubt) else left.reason,
    }


def plain_settled(record: Settled) -> dict[str, Any]:
    """What is left of a transaction of a closed batch."""
    return {
        "voucher": record.voucher,
        "batch": record.batch,
        "kind": record.kind,
        "amount": record.amount,
        "rrn": record.rrn,
        "date": record.date,
    }


def plain_audit(entry: AuditEntry) -> dict[str, Any]:
    """One line of the audit log."""
    return {
        "at": entry.at,
        "operator": entry.operator,
        "what": entry.what,
        "outcome": entry.outcome,
        "voucher": entry.voucher or None,
    }
