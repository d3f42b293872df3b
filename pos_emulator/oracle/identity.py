"""G1 to G4: money is conserved, an id has one effect, and both sides believe the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType

from iso8583_specs.dialects.own_tags import BOOKED
from pos_emulator.acquirer.records import Booking
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.host_view import label_of
from pos_emulator.oracle.terminal_view import Held, label
from pos_emulator.oracle.wire_view import REVERSIBLE

_HOLDER_GAINS = MappingProxyType({"sale": -1, "completion": -1, "void": 1, "completion_void": 1, "refund": 1})
"""Which way the cardholder's money goes; P1 looks after what only holds some."""


def g1_legs_add_to_nothing(case: Case) -> Iterator[Finding]:
    """All legs add to 0, and each belongs to one booking."""
    for id, legs in case.host.legs.items():
        if sum(leg.amount for leg in legs):
            yield Finding("G1", "the legs of an id do not add to 0", (label_of(id),))
        if id not in case.host.by_id:
            yield Finding("G1", "legs belong to an id that was never booked", (label_of(id),))


def g2_an_id_is_booked_once(case: Case) -> Iterator[Finding]:
    """However many frames there were; the same id with another meaning has no effect."""
    if len(case.host.by_id) < len(case.host.bookings):
        for id, times in Counter(booking.id for booking in case.host.bookings).items():
            if times > 1:
                yield Finding("G2", f"booked {times} times", (label_of(id),))
    for booking in case.host.bookings:
        gains = _HOLDER_GAINS.get(booking.kind)
        if gains is None:
            continue
        holder = shop = 0
        for leg in case.host.legs.get(booking.id, ()):
            if leg.because == "booked":
                if leg.account.startswith("cardholder:"):
                    holder += leg.amount
                elif leg.account.startswith("merchant:"):
                    shop += leg.amount
        if holder != gains * booking.amount:
            yield Finding("G2", "the card moved by another amount than was booked", (label_of(booking.id),))
        # A fee is the merchant's alone, and a refund gives none back.
        if shop * holder > 0 or abs(shop) > abs(holder) or (booking.kind == "refund" and shop != -holder):
            yield Finding(
                "G2", "the merchant moved by another amount than was booked", (label_of(booking.id),)
            )
    for asked in case.wire.asked.values():
        booked = case.booking(asked)
        if booked is not None and (booked.kind, booked.amount) != (asked.kind, asked.amount):
            yield Finding("G2", "what was booked is not what the id first asked for", (asked.label,))


def g3_obligation_first_approval_answered(case: Case) -> Iterator[Finding]:
    """What may be owed was in flash before it left; what is approved was approved on the wire."""
    for key, held in case.terminal.approved.items():
        asked = case.wire.latest(*key)
        if asked is None or asked.kind != held.kind:
            yield Finding("G3", f"the terminal holds a {held.kind} that it never asked for", (label(key),))
        elif asked.approval() is None and not any(fate.state == BOOKED for _, fate in asked.query_answers):
            yield Finding("G3", f"a {held.kind} is approved here without a good answer", (label(key),))
    last = case.wire.messages[-1][0].at if case.wire.messages else -1
    for at, mti in case.wire.cut_short:
        if at > last and mti in ("0100", "0200") and case.terminal.owed is None and not case.terminal.by_hand:
            yield Finding("G3", f"an {mti} began to leave before its reversal was on file")


def g4_both_sides_agree(case: Case) -> Iterator[Finding]:
    """T approved ⇔ H booked and not reversed, but for the ids whose outcome is open."""
    if not case.same_book:
        return
    for key, held in case.terminal.approved.items():
        asked = case.wire.latest(*key)
        if asked is None or not case.is_present(asked.name):
            continue
        booking = case.booking(asked)
        if booking is None or not booking.effective:
            yield Finding(
                "G4", f"the terminal holds a {held.kind} that has no effect at the host", (label(key),)
            )
        else:
            for what in _differences(held, booking):
                yield Finding(
                    "G4", f"{what} of a {held.kind} differs between terminal and host", (label(key),)
                )
    epoch = case.terminal.host_book.epoch if case.profile.host_extensions else None
    for (of_epoch, batch, stan), booking in case.host.own.items():
        key = (batch, stan)
        if not booking.effective or key in case.terminal.approved or (epoch not in (None, of_epoch)):
            continue
        if key in case.terminal.open_ends:
            if booking.amount > case.terminal.open_ends[key]:
                yield Finding("G4", "an open end may differ by its own amount only", (label(key),))
        elif not _index_was_overwritten(case, batch, stan):
            yield Finding(
                "G4", f"the host booked a {booking.kind} of which the terminal knows nothing", (label(key),)
            )


def _differences(held: Held, booking: Booking) -> Iterator[str]:
    if held.kind != booking.kind:
        yield "the kind"
    if held.amount != booking.amount:
        yield "DE4"
    if held.rrn != booking.rrn:
        yield "DE37"
    if held.record is None:
        if held.date != booking.mmdd:
            yield "DE13"
        return
    if held.record.approval != booking.approval:
        yield "DE38"
    if held.record.business_day != booking.mmdd:
        yield "DE15"
    if held.record.card.masked != booking.masked_pan:
        yield "the card"


def _index_was_overwritten(case: Case, batch: str, stan: str) -> bool:
    """Whether the index of settled transactions remembers a later one of the same STAN."""
    later = case.terminal.state.settled.get(stan)
    return later is not None and later.batch != batch and batch != case.terminal.open_batch


def g4_one_card_one_token(case: Case) -> Iterator[Finding]:
    """The tokens of the two vaults differ, but the same card has the same on each side, always."""
    if not case.same_book:
        return
    there: dict[str, str] = {}
    here: dict[str, str] = {}
    for key, held in case.terminal.approved.items():
        asked = case.wire.latest(*key)
        booking = None if asked is None or not case.is_present(asked.name) else case.booking(asked)
        if booking is None:
            continue
        pair = there.setdefault(held.token, booking.token), here.setdefault(booking.token, held.token)
        if pair != (booking.token, held.token):
            yield Finding(
                "G4", "the card token of a transaction is another card's at the host", (label(key),)
            )


def x1_one_ending(case: Case) -> Iterator[Finding]:
    """Each reversible request ends in exactly one of: answered in time, owed, reversed, by hand."""
    for asked in case.wire.asked.values():
        if asked.kind not in REVERSIBLE or not case.is_of_this_life(asked):
            continue
        key = case.key(asked)
        held = case.terminal.approved.get(key)
        approved_here = held is not None and held.kind == asked.kind and case.wire.latest(*key) is asked
        open_here = key in case.terminal.open_ends
        if approved_here and (open_here or asked.reversals):
            yield Finding("X1", f"a {asked.kind} is approved here and was taken back as well", (asked.label,))
        ended = approved_here or open_here or asked.reversed_at is not None or asked.refusal() is not None
        if not ended and not _index_was_overwritten(case, *key):
            yield Finding("X1", f"a {asked.kind} left and nobody here knows how it ended", (asked.label,))
