"""P1 to P4 on the ledger: what is held, what a completion may take, what a void gives back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pos_emulator.oracle.case import Case
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.host_view import label_of

COMPLETION_PERCENT = 115
"""The most that may be captured of what was held."""


def p_holds(case: Case) -> Iterator[Finding]:
    """P1: holds are what stands pre-authorised; P2 to P4: completions, cancels and their voids."""
    held: defaultdict[str, int] = defaultdict(int)
    for booking in case.host.bookings:
        if booking.kind != "preauth" or not booking.effective:
            continue
        if case.host.legs.get(booking.id):
            yield Finding("P1", "a pre-authorisation moved money", (label_of(booking.id),))
        completions = case.host.effective(booking.id, "completion")
        cancels = case.host.effective(booking.id, "preauth_cancel")
        if not completions and not cancels:
            held[booking.token] += booking.amount
        if len(completions) > 1:
            yield Finding("P2", "a pre-authorisation was completed twice", (label_of(booking.id),))
        if any(c.amount * 100 > booking.amount * COMPLETION_PERCENT for c in completions):
            yield Finding("P2", "more was captured than may be", (label_of(booking.id),))
        if cancels and completions:
            yield Finding("P3", "what was captured is cancelled", (label_of(booking.id),))
    for token in {booking.token for booking in case.host.bookings if booking.token}:
        if case.host.ledger.held(token) != held.get(token, 0):
            yield Finding("P1", "what is held on a card is not what stands pre-authorised on it")
    for booking in case.host.bookings:
        if booking.kind != "completion_void" or not booking.effective or booking.original is None:
            continue
        if case.host.moved(booking.original, booking.id):
            yield Finding("P4", "a voided completion still moves money", (label_of(booking.id),))
