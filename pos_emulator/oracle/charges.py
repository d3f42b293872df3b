"""S and V: sales that came to nothing stay nothing, a void takes back one whole sale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from iso8583_specs.kinds import APPROVED
from pos_emulator.acquirer.records import Booking
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.host_view import label_of
from pos_emulator.oracle.terminal_view import label
from pos_emulator.oracle.wire_view import FINANCIAL


def s1_declined_stays_declined(case: Case) -> Iterator[Finding]:
    """What was refused or fenced has no legs, for ever."""
    for asked in case.wire.asked.values():
        if asked.kind not in FINANCIAL or asked.refusal() is None or asked.approval() is not None:
            continue
        booking = case.booking(asked)
        if booking is not None and booking.effective:
            yield Finding("S1", f"a {asked.kind} that was refused is booked", (asked.label,))
    for fence in case.host.ledger.fences():
        fenced = case.host.by_id.get(fence.id)
        if (fenced is not None and fenced.effective) or case.host.moved(fence.id):
            yield Finding("S1", "a fenced id has an effect", (label_of(fence.id),))
    for outcome in case.host.ledger.outcomes():
        if outcome.code not in APPROVED and outcome.id in case.host.by_id:
            yield Finding("S1", "an id that was refused is booked", (label_of(outcome.id),))


def s2_owed_is_not_approved(case: Case) -> Iterator[Finding]:
    """While a reversal is owed, its original counts nowhere here."""
    owed = case.terminal.owed
    if owed is None:
        return
    key = (owed.batch, owed.voucher)
    if key in case.terminal.approved:
        yield Finding("S2", f"a {owed.kind} is owed a reversal and held approved", (label(key),))
    voids = case.terminal.state.voids
    if owed.batch == case.terminal.open_batch and (
        voids.get(owed.voucher) is not None or owed.voucher in voids.values()
    ):
        yield Finding("S2", f"a {owed.kind} is owed a reversal and counts as done", (label(key),))


def v_voids(case: Case) -> Iterator[Finding]:
    """V1 to V3: a void takes back one standing sale of its own terminal, batch, day and card."""
    voids = [b for b in case.host.bookings if b.kind == "void" and b.effective]
    for original, times in Counter(void.original for void in voids).items():
        if times > 1 and original is not None:
            yield Finding("V2", f"voided {times} times", (label_of(original),))
    for void in voids:
        sale = None if void.original is None else case.host.by_id.get(void.original)
        for what in _why_not_voidable(case, void, sale):
            yield Finding("V1", f"a void stands on a sale {what}", (label_of(void.id),))
        if sale is not None and case.host.moved(sale.id, void.id):
            yield Finding("V3", "sale and void together move money", (label_of(sale.id), label_of(void.id)))


def _why_not_voidable(case: Case, void: Booking, sale: Booking | None) -> Iterator[str]:
    if sale is None:
        yield "that is not booked"
        return
    if not sale.effective or sale.kind != "sale":
        yield "that does not stand"
    if (sale.id.tid, sale.id.mid) != (void.id.tid, void.id.mid):
        yield "of another terminal"
    if sale.token != void.token:
        yield "of another card"
    if sale.amount != void.amount:
        yield "of another amount"
    if sale.id.batch != void.id.batch:
        yield "of another batch"
    if case.profile.void_same_day and sale.day != void.day:
        yield "of another day"
    if case.host.effective(sale.id, "refund"):
        yield "that was refunded"


def v4_voided_alike(case: Case) -> Iterator[Finding]:
    """Voided here ⇔ a void with effect there, but for voids whose outcome is open."""
    if not case.same_book:
        return
    batch = case.terminal.open_batch
    epoch = case.terminal.host_book.epoch if case.profile.host_extensions else 0
    here = {sale: case.terminal.state.voids.get(sale) for sale in case.terminal.state.voids.names()}
    for sale, void in here.items():
        asked = case.wire.latest(batch, void or "")
        if asked is None or not case.is_present(asked.name):
            continue
        booking = case.host.own.get((epoch, batch, void or ""))
        if booking is None or not booking.effective or booking.original is None:
            yield Finding("V4", "voided here, and the host knows of no void", (label((batch, sale)),))
        elif booking.original.stan != sale:
            yield Finding("V4", "the host voided another sale", (label((batch, sale)),))
    for booking in case.host.own.values():
        if booking.kind != "void" or booking.id.epoch != epoch or booking.id.batch != batch:
            continue
        sale = "" if booking.original is None else booking.original.stan
        if booking.effective:
            if here.get(sale) != booking.id.stan and (batch, booking.id.stan) not in case.terminal.open_ends:
                yield Finding("V4", "voided at the host and not here", (label((batch, sale)),))
        else:
            yield from _v5_sale_is_valid_again(case, booking, here)


def _v5_sale_is_valid_again(case: Case, void: Booking, here: dict[str, str | None]) -> Iterator[Finding]:
    asked = case.wire.latest(void.id.batch, void.id.stan)
    sale = None if void.original is None else case.host.by_id.get(void.original)
    if sale is None or asked is None or asked.reversed_at is None:
        return
    if here.get(sale.id.stan) == void.id.stan:
        yield Finding(
            "V5", "the void was reversed and the terminal holds the sale voided", (label_of(sale.id),)
        )
    if not sale.effective or (sale.id.batch, sale.id.stan) not in case.terminal.approved:
        yield Finding("V5", "the void was reversed and the sale is not valid again", (label_of(sale.id),))
