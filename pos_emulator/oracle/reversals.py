"""X2 to X5: a reversal repeats its request, is final, comes before anything else, or goes by hand in the open."""

from __future__ import annotations

from collections.abc import Iterator

from pos_emulator.oracle.case import Case
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.refunds import is_resolved
from pos_emulator.oracle.slip_view import Printed
from pos_emulator.oracle.terminal_view import key_of, label
from pos_emulator.oracle.wire_view import FINANCIAL, REVERSIBLE, Asked

LEFT_OUT = frozenset({26, 35, 36, 37, 52, 53, 64})
"""Elements of a request that its reversal does not carry."""

REASONS = frozenset({"98", "A0", "06"})

ABOUT_MONEY = FINANCIAL | {"reversal", "settlement"}
"""What may not leave while another's reversal is owed."""

MAY_BE_OWED = REVERSIBLE | {"reversal"}
"""After what a reversal may be owed."""


def x2_a_reversal_repeats_its_request(case: Case) -> Iterator[Finding]:
    """Element by element; DE2 always stands in it, DE39 says why."""
    for told, asked in case.wire.messages:
        if told.kind != "reversal" or asked.never_left:
            continue
        expected = {n: value for n, value in asked.request.items() if n not in LEFT_OUT}
        found = {n: value for n, value in told.message.items() if n not in (39, 64)}
        card = expected.get(2) or str(asked.request.get(35, "")).partition("D")[0]
        if found != {**expected, 2: card} or told.code not in REASONS:
            yield Finding("X2", "a reversal says something else than its request", (asked.label,))


def x3_reversed_for_ever(case: Case) -> Iterator[Finding]:
    """After a final 0410 there is no effect any more, and it was taken back once."""
    for asked in case.wire.asked.values():
        if asked.reversed_at is None:
            continue
        booking = case.booking(asked)
        if booking is not None and booking.effective:
            yield Finding("X3", f"a {asked.kind} was reversed and has an effect", (asked.label,))
    for booking in case.host.bookings:
        if booking.reversed and case.host.moved(booking.id):
            yield Finding(
                "X3", "a reversed id still moves money", (label((booking.id.batch, booking.id.stan)),)
            )


def x4_the_reversal_comes_first(case: Case) -> Iterator[Finding]:
    """X4 and B1: while a reversal is owed, the next message about money is that reversal."""
    open_one: Asked | None = None
    refunds: list[Asked] = []
    for told, asked in case.wire.messages:
        if asked is open_one or told.kind not in ABOUT_MONEY:
            continue
        if open_one is not None and not _is_over(case, open_one, told.at):
            rule = "B1" if told.kind == "settlement" else "X4"
            yield Finding(
                rule, f"a {told.kind} left while a reversal was owed", (open_one.label, asked.label)
            )
        open_one = asked if told.kind in MAY_BE_OWED else None
        if told.kind == "refund":
            refunds.append(asked)
        elif told.kind == "settlement":
            for refund in refunds:
                by_hand = case.key(refund) in case.terminal.given_away
                if case.is_of_this_life(refund) and not by_hand and not is_resolved(refund, told.at):
                    yield Finding("B1", "a settlement began while a refund was in doubt", (refund.label,))


def _is_over(case: Case, open_one: Asked, place: int) -> bool:
    """Whether the wire shows an ending of a request before that place."""
    if case.key(open_one) in case.terminal.given_away or not case.is_of_this_life(open_one):
        return True
    if any(reversal.at < place for reversal in open_one.reversals):
        ended = open_one.reversed_at
        return ended is not None and ended < place
    return any(
        answer is not None and answer.at < place for answer in (open_one.approval(), open_one.refusal())
    )


def x5_by_hand_in_the_open(case: Case) -> Iterator[Finding]:
    """What went by hand has a fault slip, or is noted to get one, and stands on every settlement slip after it.

    The copy of a slip says what its first print said.
    """
    reports = _reports(case)
    for left in case.terminal.by_hand:
        key = key_of(left)
        places = [
            printed.at
            for printed in case.printed
            if printed.slip.copy == "fault" and (printed.batch, printed.slip.voucher) == key
        ]
        if not places and case.terminal.state.fault_slips_due.get("".join(key)) is not None:
            continue
        if not places:
            yield Finding("X5", "something went by hand without a fault slip", (label(key),))
            continue
        for report, first in reports:
            if first > places[0] and not _lists(report.slip.lines, key[1]):
                yield Finding("X5", "a settlement slip is silent about what is by hand", (label(key),))


def _reports(case: Case) -> list[tuple[Printed, int]]:
    """The settlement slips, and when the batch of each first had one."""
    reports = [printed for printed in case.printed if printed.slip.copy == "report"]
    first: dict[str, int] = {}
    for report in reports:
        first.setdefault(report.batch, report.at)
    return [(report, first[report.batch]) for report in reports]


def _lists(lines: tuple[str, ...], voucher: str) -> bool:
    return any(line.split()[:1] == [voucher] for line in lines)
