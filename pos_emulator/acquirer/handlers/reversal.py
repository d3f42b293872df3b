"""The reversal: takes back a request whose outcome the terminal does not know, and fences its id."""

from __future__ import annotations

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import F60
from pos_emulator.acquirer import accounts
from pos_emulator.acquirer.desk import Desk, Request, Verdict
from pos_emulator.acquirer.records import Booking, Fence, Outcome


def reversal(request: Request, desk: Desk) -> Verdict:
    """Undoes what the id did, whether or not it has arrived yet.

    Answered 00 when there is no effect any more, 25 when nothing is known of the id (it is fenced
    and can have none), 96 when the id is known and card, amount or kind are others.
    """
    outcome = desk.ledger.outcome(request.id)
    booking = desk.ledger.booking(request.id)
    if not _may_be_meant(outcome, booking, request):
        desk.alarm(
            "reversal-mismatch",
            f"the reversal of {request.id} names another card, amount or kind",
            tid=request.id.tid,
            stan=request.id.stan,
        )
        return Verdict("96", "reversal-mismatch", desk.answer_elements(request))
    if booking is not None and booking.effective:
        if _stands_under_another(booking, desk):
            desk.alarm(
                "reversal-of-followed",
                f"the reversal of {request.id} would undo what a later booking rests on",
                tid=request.id.tid,
                stan=request.id.stan,
            )
            return Verdict("96", "reversal-of-followed", desk.answer_elements(request))
        desk.take_back(booking, original=_original_of(booking, desk))
        _fence(request, desk)
        return Verdict("00", "", _with_reference(booking, request, desk))
    _fence(request, desk)
    if outcome is None:
        return Verdict("25", "unknown-reversed", desk.answer_elements(request))
    elements = desk.answer_elements(request) if booking is None else _with_reference(booking, request, desk)
    return Verdict("00", "nothing-to-reverse", elements)


def _may_be_meant(outcome: Outcome | None, booking: Booking | None, request: Request) -> bool:
    """Whether the reversal means what was answered: nothing that owes no reversal is ever reversed.

    A booking without an outcome came from an upload: it was never asked for online.
    """
    if outcome is None:
        return booking is None
    kind = UNIONPAY_POS.kind(outcome.kind)
    type_code = F60.parse(request.message.text(60)).type_code
    return kind.owes_reversal and kind.type_code == type_code and outcome.match == request.match


def _stands_under_another(booking: Booking, desk: Desk) -> bool:
    """Whether a void, refund or completion with effect refers to it."""
    return any(follow_up.effective for follow_up in desk.ledger.follow_ups(booking.id))


def _original_of(booking: Booking, desk: Desk) -> Booking | None:
    return None if booking.original is None else desk.ledger.booking(booking.original)


def _with_reference(booking: Booking, request: Request, desk: Desk) -> dict[int, str | bytes]:
    """The answer's elements with the reference number of the original, under which people find it."""
    elements = desk.stamps() | desk.institutions() | {15: desk.mmdd, 37: booking.rrn}
    if request.pan is not None:
        elements[63] = accounts.organisation(request.pan).encode("ascii")
    return elements


def _fence(request: Request, desk: Desk) -> None:
    if desk.ledger.fence(request.id) is None:
        desk.ledger.keep_fence(Fence(request.id, "reversal", desk.day))
