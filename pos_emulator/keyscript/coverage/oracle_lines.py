"""Which lines of the money check had something to judge.

A line counts as reached when, at a moment at which the oracle looked, there was at least one thing
that it could have condemned: a booking for a line about bookings, a reversal on the wire for one
about reversals. That nothing was wrong says little where there was nothing to be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pos_emulator.oracle.case import Case
from pos_emulator.oracle.refunds import FAILED, SUCCEEDED, original_of
from pos_emulator.oracle.settlements import ENDS
from pos_emulator.oracle.wire_view import FINANCIAL, REVERSIBLE


def _booked(case: Case, *kinds: str) -> bool:
    return any(booking.effective and (not kinds or booking.kind in kinds) for booking in case.host.bookings)


def _asked(case: Case, *kinds: str) -> bool:
    return any(asked.kind in kinds for asked in case.wire.asked.values())


def _slip(case: Case, *copies: str) -> bool:
    return any(slip.copy in copies for _, slip in case.slips)


def _approved_and_booked(case: Case) -> bool:
    found = (case.wire.latest(*key) for key in case.terminal.approved)
    return case.same_book and any(asked is not None and case.booking(asked) is not None for asked in found)


def _refused_or_fenced(case: Case) -> bool:
    refused = any(asked.kind in FINANCIAL and asked.refusal() for asked in case.wire.asked.values())
    return refused or any(True for _ in case.host.ledger.fences())


def _void_reversed(case: Case) -> bool:
    return any(
        asked.kind == "void" and asked.reversed_at is not None and case.booking(asked) is not None
        for asked in case.wire.asked.values()
    )


def _voids(case: Case) -> bool:
    return bool(list(case.terminal.state.voids.names())) or _booked(case, "void")


def _part_of_known(case: Case) -> bool:
    return any(
        booking.kind == "refund" and booking.effective and booking.original in case.host.by_id
        for booking in case.host.bookings
    )


def _doubt_or_second_refund(case: Case) -> bool:
    refunds = [asked for asked in case.wire.asked.values() if asked.kind == "refund"]
    originals = {original_of(asked.request) for asked in refunds}
    return len(originals) < len(refunds) or any(
        asked.query_answers or case.key(asked) in case.terminal.open_ends for asked in refunds
    )


def _settling(case: Case) -> bool:
    return _asked(case, "settlement") or case.terminal.state.settling is not None


def _verdict(case: Case) -> bool:
    return any(
        48 in answer.message
        for asked in case.wire.asked.values()
        if asked.kind == "settlement"
        for answer in asked.answers
    )


def _closed(case: Case) -> bool:
    return any(
        answer.code == "00"
        for asked in case.wire.asked.values()
        if asked.kind in ENDS
        for answer in asked.answers
    )


SUBJECTS: Mapping[str, Callable[[Case], bool]] = MappingProxyType(
    {
        "G1": lambda case: bool(case.host.legs),
        "G2": _booked,
        "G3": lambda case: bool(case.terminal.approved),
        "G4": _approved_and_booked,
        "G5": lambda case: _asked(case, *FINANCIAL),
        "G6": lambda case: _slip(case, "merchant", "customer", "fault"),
        "G7": lambda case: bool(case.wire.cards),
        "S1": _refused_or_fenced,
        "S2": lambda case: case.terminal.owed is not None,
        "V1": lambda case: _booked(case, "void"),
        "V2": lambda case: _booked(case, "void"),
        "V3": lambda case: _booked(case, "void"),
        "V4": _voids,
        "V5": _void_reversed,
        "R1": lambda case: _booked(case, "refund"),
        "R2": _part_of_known,
        "R3": lambda case: _asked(case, "refund"),
        "R4": _doubt_or_second_refund,
        "R5": lambda case: any(screen.name in SUCCEEDED | FAILED for _, screen in case.screens),
        "X1": lambda case: _asked(case, *REVERSIBLE),
        "X2": lambda case: any(
            asked.reversals and not asked.never_left for asked in case.wire.asked.values()
        ),
        "X3": lambda case: any(asked.reversed_at is not None for asked in case.wire.asked.values()),
        "X4": lambda case: any(asked.reversals for asked in case.wire.asked.values()),
        "X5": lambda case: bool(case.terminal.by_hand),
        "P1": lambda case: _booked(case, "preauth"),
        "P2": lambda case: _booked(case, "completion"),
        "P3": lambda case: _booked(case, "preauth_cancel"),
        "P4": lambda case: _booked(case, "completion_void"),
        "B1": _settling,
        "B2": lambda case: _asked(case, "settlement"),
        "B3": _verdict,
        "B4": _closed,
        "B5": lambda case: any(booking.uploaded for booking in case.host.bookings),
        "B6": lambda case: _slip(case, "report") and _asked(case, "settlement"),
    }
)
"""What each line needs before it can find anything wrong; every line that the oracle checks."""


def judged(case: Case) -> frozenset[str]:
    """The lines that have something to judge in this case."""
    return frozenset(line for line, has_subject in SUBJECTS.items() if has_subject(case))
