"""The void: takes back one whole sale of the open batch on the terminal that made it."""

from __future__ import annotations

from iso8583_specs.dialects.unionpay_views import F61
from pos_emulator.acquirer import accounts
from pos_emulator.acquirer.desk import Desk, Request, Verdict
from pos_emulator.acquirer.handlers.pin import check_pin
from pos_emulator.acquirer.records import Booking
from pos_emulator.acquirer.rules import Refusal


def void(request: Request, desk: Desk) -> Verdict:
    """Books the void of a sale, or says why that sale cannot be voided."""
    return void_of("sale", request, desk)


def void_of(kind: str, request: Request, desk: Desk) -> Verdict:
    """Books the void of an original of ``kind``: same terminal, card, amount, batch and day."""
    original = _original(kind, request, desk)
    if original.token != request.token:
        raise Refusal("other-card")
    if original.amount != request.amount:
        raise Refusal("other-amount")
    follow_ups = desk.ledger.follow_ups(original.id)
    if accounts.voided(follow_ups):
        raise Refusal("already-voided")
    if accounts.refunded(follow_ups):
        raise Refusal("already-refunded")
    batch = desk.ledger.batch(original.id.tid, original.id.batch)
    if original.id.batch != request.id.batch or batch is None or batch.state == "closed":
        raise Refusal("settled")
    if original.day != desk.day:
        raise Refusal("not-today")
    cutoff = desk.settings.void_cutoff
    if cutoff is not None and desk.moment.time() >= cutoff:
        raise Refusal("after-cutoff")
    check_pin(request, desk)
    return desk.book(request, original=original)


def _original(kind: str, request: Request, desk: Desk) -> Booking:
    """The original that batch, voucher, reference and approval code name, in whatever epoch."""
    message = request.message
    named = F61.parse(message.text(61))
    for found in desk.ledger.bookings_of_voucher(request.id.tid, named.batch, named.stan):
        if (
            found.kind == kind
            and found.effective
            and found.id.mid == request.id.mid
            and found.rrn == message.get(37)
            and message.get(38, found.approval) == found.approval
        ):
            return found
    raise Refusal("no-original")
