"""B1 to B6: a batch is closed once, with totals that both sides would sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from iso8583_specs.dialects.unionpay_views import Settlement48, Totals
from iso8583_specs.errors import SpecError
from pos_emulator.acquirer.records import Booking, Sums
from pos_emulator.firmware.peripherals import Slip
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.wire_view import Asked

CREDIT = frozenset({"void", "completion_void", "refund"})
COUNTED = CREDIT | {"sale", "completion"}
ENDS = frozenset({"upload_end_balanced", "upload_end_unbalanced"})
_LINE = re.compile(r"(借记|贷记)/\w+ +(\d+) +RMB (\d+)\.(\d\d)")


def b1_nothing_open_while_settling(case: Case) -> Iterator[Finding]:
    """From the 0500 to the next batch nothing is owed or in doubt."""
    if case.terminal.state.settling is not None and (case.terminal.owed or case.terminal.doubts):
        yield Finding("B1", "a settlement is under way and something is owed or in doubt")


def b2_totals_are_the_records(case: Case) -> Iterator[Finding]:
    """DE48 of each 0500 is what the terminal's records of that batch add up to."""
    for asked in _settlements(case):
        batch = asked.name[1]
        if not case.is_present(asked.name) or not _is_fully_remembered(case, batch):
            continue
        records = [
            (held.kind, held.amount) for key, held in case.terminal.approved.items() if key[0] == batch
        ]
        told = _totals(asked)
        if told is None or told != _sum(records):
            yield Finding(
                "B2", "the totals of a 0500 are not those of the terminal's records", (asked.label,)
            )


def b3_balanced_means_equal(case: Case) -> Iterator[Finding]:
    """The host says 1 ⇔ the totals it was told are those of its own bookings."""
    last: dict[str, tuple[Asked, Totals, int]] = {}
    for asked in _settlements(case):
        told = _totals(asked)
        for answer in asked.answers:
            if told is not None and 48 in answer.message:
                last[asked.name[1]] = (asked, told, answer.at)
    for batch, (asked, told, at) in last.items():
        if not case.is_present(asked.name):
            continue
        flag = _flag(asked.answers[-1].message.get(48))
        booked = [b for b in _bookings(case, batch) if not b.uploaded and _stood(case, b, at)]
        if (flag == "1") != (told == _sum((b.kind, b.amount) for b in booked)):
            yield Finding("B3", f"the host answered {flag} to these totals", (asked.label,))
    for number, kept in case.host.batches.items():
        total = _sum((b.kind, b.amount) for b in _bookings(case, number) if _stood(case, b, last.get(number)))
        if kept.state != "closed" and not _same((kept.domestic, kept.foreign), total):
            yield Finding("B3", "the host's totals are not those of its bookings", (number,))


def b4_a_batch_closes_once(case: Case) -> Iterator[Finding]:
    """After its end nothing new enters a batch, and the terminal has moved on."""
    ended: dict[str, int] = {}
    for asked in case.wire.asked.values():
        if asked.kind in ENDS and case.is_present(asked.name):
            for answer in asked.answers:
                if answer.code == "00":
                    ended.setdefault(asked.name[1], answer.at)
    for asked in case.wire.asked.values():
        batch = asked.name[1]
        if batch in ended and asked.first.at > ended[batch]:
            booking = case.booking(asked)
            if booking is not None and booking.effective:
                yield Finding("B4", "booked into a batch after its end", (asked.label,))
    for number in ended:
        kept = case.host.batches.get(number)
        if case.same_book and (kept is None or kept.state != "closed"):
            yield Finding("B4", "the host said that a batch is closed, and it is not", (number,))
    if (
        case.terminal.open_batch in ended
        and case.terminal.state.settling is None
        and case.terminal.open
        and case.same_book
    ):
        yield Finding("B4", "the terminal goes on in a batch that is closed", (case.terminal.open_batch,))


def b5_an_upload_adds_no_second_leg(case: Case) -> Iterator[Finding]:
    """What an upload booked was not booked before, in whatever epoch."""
    for booking in case.host.bookings:
        if booking.uploaded and any(
            other is not booking
            and (other.id.tid, other.id.batch, other.id.stan)
            == (booking.id.tid, booking.id.batch, booking.id.stan)
            for other in case.host.bookings
        ):
            yield Finding("B5", "an upload booked again what stood there", (str(booking.id),))


def b6_slip_and_message_agree(case: Case) -> Iterator[Finding]:
    """The settlement slip says what DE48 said, once; a verdict is not made up."""
    told: dict[str, tuple[Totals, str]] = {}
    for asked in _settlements(case):
        totals = _totals(asked)
        flag = next((_flag(answer.message.get(48)) for answer in reversed(asked.answers)), "")
        if totals is not None:
            told[asked.name[1]] = (totals, flag)
    for printed in case.printed:
        slip, batch = printed.slip, printed.batch
        if slip.copy != "report" or batch not in told:
            continue
        totals, flag = told[batch]
        if _printed(slip) != totals:
            yield Finding("B6", "the settlement slip is not what the host was told", (batch,))
        if flag != "1" and any("对账平" in line for line in slip.lines):
            yield Finding("B6", "the settlement slip says balanced, the host did not", (batch,))


def _settlements(case: Case) -> Iterator[Asked]:
    return (asked for asked in case.wire.asked.values() if asked.kind == "settlement")


def _totals(asked: Asked) -> Totals | None:
    try:
        told = Settlement48.parse(asked.request.text(48))
    except SpecError:
        return None
    ours, foreign = told.domestic, told.foreign
    return Totals(
        ours.debit_amount + foreign.debit_amount,
        (ours.debit_count + foreign.debit_count) % 1000,
        ours.credit_amount + foreign.credit_amount,
        (ours.credit_count + foreign.credit_count) % 1000,
    )


def _flag(value: object) -> str:
    """The worse flag of the two halves."""
    try:
        verdict = Settlement48.parse(str(value))
    except SpecError:
        return ""
    return max(verdict.domestic.flag, verdict.foreign.flag)


def _sum(records: Iterable[tuple[str, int]]) -> Totals:
    debit = credit = debits = credits = 0
    for kind, amount in records:
        if kind in CREDIT:
            credit, credits = credit + amount, credits + 1
        else:
            debit, debits = debit + amount, debits + 1
    return Totals(debit, debits % 1000, credit, credits % 1000)


def _same(kept: tuple[Sums, Sums], total: Totals) -> bool:
    domestic, foreign = kept
    return (
        domestic.debit_amount + foreign.debit_amount == total.debit_amount
        and (domestic.debit_count + foreign.debit_count) % 1000 == total.debit_count
        and domestic.credit_amount + foreign.credit_amount == total.credit_amount
        and (domestic.credit_count + foreign.credit_count) % 1000 == total.credit_count
    )


def _bookings(case: Case, batch: str) -> Iterator[Booking]:
    """The bookings of this terminal in a batch that count in its totals."""
    return (
        booking
        for (_, number, _), booking in case.host.own.items()
        if number == batch and booking.kind in COUNTED
    )


def _stood(case: Case, booking: Booking, at: object) -> bool:
    """Whether a booking stood when the host compared; a closed batch keeps what was taken back later."""
    if booking.effective:
        return True
    asked = case.wire.latest(booking.id.batch, booking.id.stan)
    ended = None if asked is None else asked.reversed_at
    return isinstance(at, int) and ended is not None and ended > at


def _is_fully_remembered(case: Case, batch: str) -> bool:
    """Whether no later transaction took a place in the index of settled ones."""
    known = [key for key in case.terminal.approved if key[0] == batch]
    asked = [
        each
        for each in case.wire.asked.values()
        if each.name[1] == batch and each.approval() and each.kind in COUNTED
    ]
    return all((batch, each.name[2]) in known or each.reversals for each in asked)


def _printed(slip: Slip) -> Totals | None:
    found = {
        m[1]: (int(m[2]), int(m[3]) * 100 + int(m[4])) for line in slip.lines if (m := _LINE.search(line))
    }
    if set(found) != {"借记", "贷记"}:
        return None
    (debits, debit), (credits, credit) = found["借记"], found["贷记"]
    return Totals(debit, debits, credit, credits)
