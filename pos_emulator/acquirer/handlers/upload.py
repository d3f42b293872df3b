"""Batch upload: what the terminal recorded, held against the ledger, nothing booked twice."""

from __future__ import annotations

from dataclasses import replace

from iso8583_specs.dialects.unionpay_views import UploadRecord, parse_upload48
from iso8583_specs.message import Value
from pos_emulator.acquirer.desk import Desk, Request, Verdict
from pos_emulator.acquirer.handlers.refund import check_refund, refundable_original
from pos_emulator.acquirer.records import Booking, RequestId
from pos_emulator.acquirer.rules import Refusal
from pos_emulator.security.masking import Pan


def upload(request: Request, desk: Desk) -> Verdict:
    """Lists every record that the ledger does not know or knows differently; books nothing."""
    _check_announced(request, desk)
    for record in parse_upload48(request.message.text(48)):
        complaint = _complaint(record, request, desk)
        if complaint:
            _list_difference(request.id._replace(stan=record.stan), complaint, desk)
    # The reply repeats DE48 of the request; it holds card numbers, so no outcome may keep it.
    return Verdict("00", "", _elements(desk))


def upload_refund(request: Request, desk: Desk) -> Verdict:
    """A refund sent again: one that the ledger does not know is booked once and reported.

    It is not booked when its id is fenced, when it is known to be refused, when the batch is
    closed, when this ledger never held its original, or when it breaks a condition of a refund;
    then it is listed as a difference. An upload has no MAC: nothing moves on its word alone.
    """
    _check_announced(request, desk)
    booking = desk.ledger.booking(request.id)
    if booking is not None and not _is_the_same(booking, request):
        _list_difference(request.id, "the uploaded refund is not the one booked", desk)
    if booking is not None or _booked_in_another_epoch(request, desk):
        return Verdict("00", "", desk.answer_elements(request))
    complaint = _why_not(request, desk)
    if complaint:
        _list_difference(request.id, complaint, desk)
        return Verdict("00", "", desk.answer_elements(request))
    original = refundable_original(request, desk)
    elements = desk.answer_elements(request)
    desk.enter(
        Booking(
            id=request.id,
            kind="refund",
            amount=request.amount,
            token=request.token,
            masked_pan=request.pan.masked if request.pan is not None else "",
            foreign=request.foreign,
            rrn=str(elements[37]),
            approval="",
            day=desk.day,
            time=desk.time,
            original=original.id,
            uploaded=True,
        ),
        original=original,
    )
    desk.alarm(
        "booked-from-upload",
        f"the refund {request.id} was unknown and is booked from the upload",
        tid=request.id.tid,
        stan=request.id.stan,
    )
    return Verdict("00", "", elements)


def _is_the_same(booking: Booking, request: Request) -> bool:
    return booking.kind == "refund" and booking.amount == request.amount and booking.token == request.token


def _booked_in_another_epoch(request: Request, desk: Desk) -> bool:
    """Whether a terminal restored from a backup sends what it had booked before."""
    found = desk.ledger.bookings_of_voucher(request.id.tid, request.id.batch, request.id.stan)
    return any(_is_the_same(booking, request) for booking in found)


def _why_not(request: Request, desk: Desk) -> str:
    """Why an unknown refund is not booked now; empty where it is."""
    if desk.ledger.fence(request.id) is not None:
        return "the uploaded refund was fenced: it is not booked"
    if desk.ledger.outcome(request.id) is not None:
        return "the uploaded refund was refused online: it is not booked"
    if desk.batch(request.id).state == "closed":
        return "the uploaded refund belongs to a closed batch: it is not booked"
    if request.pan is None or request.amount == 0:
        return "the uploaded refund names no card or no amount: it is not booked"
    if request.amount > desk.settings.refund_limit:
        return "the uploaded refund breaks the rule over-limit: it is not booked"
    try:
        check_refund(refundable_original(request, desk), request, desk)
    except Refusal as refusal:
        return f"the uploaded refund breaks the rule {refusal.rule}: it is not booked"
    return ""


def _complaint(record: UploadRecord, request: Request, desk: Desk) -> str:
    found = desk.ledger.bookings_of_voucher(request.id.tid, request.id.batch, record.stan)
    standing = [booking for booking in found if booking.effective]
    if not standing:
        return f"{_masked(record)} {record.amount} fen is uploaded and not booked"
    booking = standing[0]
    if booking.amount != record.amount:
        return f"{booking.amount} fen are booked, {record.amount} uploaded"
    try:
        same_card = desk.vault.token(Pan(record.pan)) == booking.token
    except ValueError:
        same_card = False
    return "" if same_card else "the uploaded card is not the one booked"


def _masked(record: UploadRecord) -> str:
    try:
        return Pan(record.pan).masked
    except ValueError:
        return "no card number"


def _list_difference(id: RequestId, text: str, desk: Desk) -> None:
    batch = desk.batch(id)
    desk.ledger.keep_batch(replace(batch, differences=batch.differences + 1))
    desk.alarm("difference", text, tid=id.tid, stan=id.stan)


def _check_announced(request: Request, desk: Desk) -> None:
    if desk.batch(request.id).state == "open":
        raise Refusal("no-settlement")


def _elements(desk: Desk) -> dict[int, Value]:
    return desk.stamps() | {32: desk.settings.acquirer_id, 37: desk.reference()}
