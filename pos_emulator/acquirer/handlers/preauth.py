"""Pre-authorisation: holds an amount on the card; cancel lets it go, completion captures it."""

from __future__ import annotations

from iso8583_specs.dialects.unionpay_views import F61
from pos_emulator.acquirer import accounts
from pos_emulator.acquirer.desk import Desk, Request, Verdict
from pos_emulator.acquirer.handlers.pin import check_pin
from pos_emulator.acquirer.handlers.sale import check_funds
from pos_emulator.acquirer.handlers.void import void_of
from pos_emulator.acquirer.records import Booking
from pos_emulator.acquirer.rules import Refusal


def preauth(request: Request, desk: Desk) -> Verdict:
    """Holds the amount if PIN and funds allow it."""
    check_pin(request, desk)
    check_funds(request, desk)
    return desk.book(request)


def preauth_cancel(request: Request, desk: Desk) -> Verdict:
    """Lets a whole hold go that nothing was captured of."""
    original = _open_hold(request, desk)
    if original.amount != request.amount:
        raise Refusal("other-amount")
    check_pin(request, desk)
    return desk.book(request, original=original)


def completion(request: Request, desk: Desk) -> Verdict:
    """Captures what was held, or a little more or less; the hold goes with the same commit."""
    original = _open_hold(request, desk)
    if (desk.day - original.day).days > desk.settings.preauth_days:
        raise Refusal("too-old")
    if request.amount > original.amount * desk.settings.completion_percent // 100:
        raise Refusal("over-the-hold")
    check_pin(request, desk)
    check_funds(request, desk, freed=original.amount)
    return desk.book(request, original=original)


def completion_void(request: Request, desk: Desk) -> Verdict:
    """Takes a whole completion back; what it captured returns to the card, the hold does not come back."""
    return void_of("completion", request, desk)


def _open_hold(request: Request, desk: Desk) -> Booking:
    """The pre-authorisation that approval code, date and card name, neither cancelled nor completed.

    Raises:
        Refusal: unknown (25), of another date (22) or card (14), cancelled or completed (12).
    """
    found = [
        booking
        for booking in desk.ledger.bookings_of_approval(request.id.mid, request.message.text(38))
        if booking.kind == "preauth" and booking.effective and booking.day <= desk.day
    ]
    if not found:
        raise Refusal("no-original")
    mmdd = F61.parse(request.message.text(61)).date
    of_that_day = [booking for booking in found if booking.mmdd == mmdd]
    if not of_that_day:
        raise Refusal("other-date")
    of_that_card = [booking for booking in of_that_day if booking.token == request.token]
    if not of_that_card:
        raise Refusal("other-card")
    original = max(of_that_card, key=lambda booking: booking.day)
    standing = {booking.kind for booking in desk.ledger.follow_ups(original.id) if booking.effective}
    if accounts.CANCEL in standing:
        raise Refusal("already-voided")
    if "completion" in standing:
        raise Refusal("already-completed")
    return original
