"""G5 to G7: one amount from the screen to the ledger, honest slips, no secrets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from pos_emulator.oracle.case import Case
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.terminal_view import label
from pos_emulator.oracle.wire_view import FINANCIAL

CONFIRMED_ON = frozenset({"sale.pin", "void.check", "void.pin", "refund.confirm"})
"""The last screens before money is asked for; each shows the amount."""

AGAIN = "重打印"


def g5_one_amount(case: Case) -> Iterator[Finding]:
    """Confirmed on screen = asked = answered = terminal = slip = host."""
    confirmed = [
        (place, screen.fields["amount"]) for place, screen in case.screens if screen.name in CONFIRMED_ON
    ]
    for asked in case.wire.asked.values():
        if asked.kind not in FINANCIAL:
            continue
        key = case.key(asked)
        place = bisect_right(confirmed, asked.first.at, key=itemgetter(0))
        if confirmed and (not place or confirmed[place - 1][1] != asked.amount):
            yield Finding("G5", "another amount was asked for than the screen confirmed", (asked.label,))
        held = case.terminal.approved.get(key)
        if held is not None and held.amount != asked.amount and case.wire.latest(*key) is asked:
            yield Finding("G5", "the terminal holds another amount than it asked for", (asked.label,))
        booking = case.booking(asked)
        if booking is not None and booking.amount != asked.amount:
            yield Finding("G5", "the host booked another amount than it was asked for", (asked.label,))
    for printed in case.printed:
        if printed.slip.copy not in ("merchant", "customer"):
            continue
        found = case.wire.latest(printed.batch, printed.slip.voucher)
        if found is not None and printed.amount != found.amount:
            yield Finding("G5", "a slip shows another amount than was asked for", (found.label,))


def g6_slips_are_honest(case: Case) -> Iterator[Finding]:
    """A slip for what was approved only; a copy beyond the first says so."""
    seen: set[tuple[str, str, str]] = set()
    for printed in case.printed:
        slip, batch = printed.slip, printed.batch
        copy = (slip.copy, batch, slip.voucher)
        key = (batch, slip.voucher)
        if copy in seen and not any(AGAIN in line for line in slip.lines):
            yield Finding("G6", f"a second {slip.copy} slip does not say that it is one", (label(key),))
        seen.add(copy)
        if slip.copy == "fault":
            # One printed before the memory was put back is about what that memory need not know.
            if printed.at > case.wire.memory_since and key not in case.terminal.given_away:
                yield Finding("G6", "a fault slip for what was never given to a person", (label(key),))
        elif slip.voucher and key not in case.terminal.approved:
            asked = case.wire.latest(*key)
            forgot = asked is not None and not case.is_of_this_life(asked)
            kept = batch == case.terminal.open_batch and not forgot
            if kept or asked is None or asked.approval() is None:
                yield Finding("G6", "a slip for what was not approved", (label(key),))


def g7_ids_are_unique(case: Case) -> Iterator[Finding]:
    """No number is given twice while the first can still matter."""
    for asked in case.wire.asked.values():
        if len(asked.meanings) > 1:
            yield Finding("G7", "two different requests left under one id", (asked.label,))


def g7_no_secret(case: Case) -> Iterator[Finding]:
    """No card number in clear in records, ledger, screens or slips; tracks begin with one."""
    search = case.card_search
    search.read_records("the terminal's records", case.terminal.state.flash.everything())
    search.read_records("the ledger", case.host.ledger.everything())
    search.read_slips(case.slips)
    search.read_screens(case.screens)
    for place in search.places(case.wire.cards):
        yield Finding("G7", f"a card number stands in clear in {place}")
