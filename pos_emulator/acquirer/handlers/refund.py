"""The refund: gives money back for an earlier sale, in full or in part, on any terminal of the merchant."""

from __future__ import annotations

from iso8583_specs.dialects.unionpay_views import F61
from pos_emulator.acquirer import accounts
from pos_emulator.acquirer.desk import Desk, Request, Verdict
from pos_emulator.acquirer.funds import funds_of
from pos_emulator.acquirer.records import Booking
from pos_emulator.acquirer.rules import Refusal


def refund(request: Request, desk: Desk) -> Verdict:
    """Books a refund, or says why there is none."""
    original = refundable_original(request, desk)
    check_refund(original, request, desk)
    return desk.book(request, original=original, approval="")


def refundable_original(request: Request, desk: Desk) -> Booking:
    """The original that DE37 and the date in DE61 name."""
    return find_refundable(
        desk, request.id.mid, rrn=request.message.text(37), mmdd=F61.parse(request.message.text(61)).date
    )


def find_refundable(desk: Desk, mid: str, *, rrn: str, mmdd: str) -> Booking:
    """The sale or completion with that reference number and business day, still with effect.

    Raises:
        Refusal: unknown or reversed (25), other date or too long ago (22), not refundable or
            voided (12).
    """
    known = [b for b in desk.ledger.bookings_of_reference(mid, rrn) if b.effective and b.day <= desk.day]
    if not known:
        raise Refusal("no-original")
    of_that_day = [booking for booking in known if booking.mmdd == mmdd]
    if not of_that_day:
        raise Refusal("other-date")
    original = max(of_that_day, key=lambda booking: booking.day)
    if original.kind not in accounts.CHARGES:
        raise Refusal("not-refundable")
    if (desk.day - original.day).days > desk.settings.refund_days:
        raise Refusal("too-old")
    if accounts.voided(desk.ledger.follow_ups(original.id)):
        raise Refusal("already-voided")
    return original


def left_of(original: Booking, desk: Desk) -> int:
    """Fen that may still be refunded."""
    return original.amount - accounts.refunded(desk.ledger.follow_ups(original.id))


def check_refund(original: Booking, request: Request, desk: Desk) -> None:
    """Card, what is left, what the merchant holds.

    Raises:
        Refusal: other card (14), more than is left (64), not enough funds (51).
    """
    if original.token != request.token:
        raise Refusal("other-card")
    if request.amount > left_of(original, desk):
        raise Refusal("over-what-is-left")
    if request.amount > funds_of(desk.ledger, desk.settings, request.id.mid):
        raise Refusal("merchant-funds")
