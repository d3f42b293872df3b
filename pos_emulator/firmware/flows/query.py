"""Query 交易查询: how one transaction stands."""

from __future__ import annotations

from pos_emulator.firmware.batch import mark_of
from pos_emulator.firmware.entry import AskDigits
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Tell, Warn
from pos_emulator.firmware.records import KeptCard, Mark, Obligation


async def query(pos: Pos) -> None:
    """The record behind a voucher number, whatever became of it."""
    voucher = await AskDigits("query.voucher", most=6, fill=True)
    found = find(pos, voucher)
    if found is None:
        await Warn("reprint.none", title="query")
        return
    kind, card, amount, mark = found
    await Tell(
        "query.record",
        voucher=voucher,
        name=kind,
        card=card.masked_16,
        amount=amount,
        status=mark.value,
    )


def find(pos: Pos, voucher: str) -> tuple[str, KeptCard, int, Mark] | None:
    """Kind, card, amount and standing of a voucher of the open batch, owed, in doubt or by hand."""
    state = pos.state
    record = state.batch.get(voucher)
    if record is not None:
        return record.kind, record.card, record.amount, mark_of(state, record)
    owed = state.owed
    if owed is not None and owed.voucher == voucher:
        return owed.kind, owed.card, owed.amount, Mark.REVERSAL_DUE
    doubt = state.doubts.get(voucher)
    if doubt is not None:
        return "refund", doubt.transaction.card, doubt.transaction.amount, Mark.UNKNOWN
    failed = state.failed.get(voucher)
    if failed is not None:
        return failed.kind, failed.card, failed.amount, Mark.FAILED
    for left in state.by_hand.values():
        kept = left if isinstance(left, Obligation) else left.transaction
        if kept.voucher == voucher:
            return kept.kind, kept.card, kept.amount, Mark.BY_HAND
    return None
