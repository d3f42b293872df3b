"""Batch upload 批上送: every record of a batch whose totals differ from the host's."""

from __future__ import annotations

from iso8583_specs.dialects.unionpay_views import F60, F61, UploadRecord, upload48
from iso8583_specs.message import Message
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.records import Transaction

RECORDS_A_MESSAGE = 8


def parcels(pos: Pos) -> tuple[tuple[Transaction, ...], ...]:
    """The open batch in messages: sales and voids eight at a time, refunds one by one."""
    records = tuple(pos.state.batch.values())
    listed = [record for record in records if record.kind != "refund"]
    lists = [tuple(listed[at : at + RECORDS_A_MESSAGE]) for at in range(0, len(listed), RECORDS_A_MESSAGE)]
    return (*lists, *((record,) for record in records if record.kind == "refund"))


def upload_message(pos: Pos, parcel: tuple[Transaction, ...]) -> Message:
    """The 0320 for one parcel."""
    first = parcel[0]
    if first.kind == "refund":
        return refund_again(pos, first)
    listed = [
        UploadRecord("01" if r.foreign else "00", r.voucher, pos.pan_of(r.card).digits, r.amount)
        for r in parcel
    ]
    return pos.host.request("upload", {48: upload48(listed)})


def refund_again(pos: Pos, record: Transaction) -> Message:
    """A refund once more, as 0320, without MAC; its id is the one it was booked under."""
    elements: dict[int, str | bytes] = {
        2: pos.pan_of(record.card).digits,
        4: f"{record.amount:012d}",
        11: record.voucher,
        22: record.card.entry + "2",
        37: record.original_rrn,
        49: "156",
        60: F60("25", record.batch, "000", "6", "0").digits(),
        61: F61(date=record.original_date).digits(),
        63: b"000",
    }
    if record.card.expiry:
        elements[14] = record.card.expiry
    return pos.host.message("upload_refund", elements)
