"""R1 to R6 of refunds: never more than was paid, to the card that paid, and never twice in doubt."""

from __future__ import annotations

from collections.abc import Iterator

from iso8583_specs.dialects.own_tags import BOOKED, DECLINED, FENCED, OwnTags
from iso8583_specs.dialects.unionpay_views import F61
from iso8583_specs.errors import SpecError
from iso8583_specs.message import Message
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.host_view import label_of
from pos_emulator.oracle.wire_view import Asked

SUCCEEDED = frozenset({"refund.approved", "refund.done", "query.refund-booked"})
"""Screens that say 退款成功."""

FAILED = frozenset({"refund.failed", "query.refund-none"})
"""Screens that say 退款失败."""

_TOLD = SUCCEEDED | FAILED

_TYPE_CODE = "25"
"""DE60.1 of a refund."""


def r1_never_more_than_was_paid(case: Case) -> Iterator[Finding]:
    """What is refunded and what is voided fit into the original; each refund is above zero; R2, its card."""
    refunds = [b for b in case.host.bookings if b.kind == "refund" and b.effective]
    for refund in refunds:
        if refund.amount <= 0 and not case.profile.allow_zero_refund:
            yield Finding("R1", "a refund of nothing", (label_of(refund.id),))
        original = None if refund.original is None else case.host.by_id.get(refund.original)
        if original is not None and original.token != refund.token:
            yield Finding("R2", "refunded to another card than paid", (label_of(refund.id),))
    for id in dict.fromkeys(refund.original for refund in refunds if refund.original is not None):
        original = case.host.by_id.get(id)
        if original is None or not original.effective:
            yield Finding("R1", "a refund of something that does not stand", (label_of(id),))
            continue
        back = sum(b.amount for b in case.host.effective(id, "refund", "void", "completion_void"))
        if back > original.amount:
            yield Finding("R1", "more went back than was paid", (label_of(id),))


def r3_a_refund_is_never_reversed(case: Case) -> Iterator[Finding]:
    """No 0400 for a refund crosses the wire."""
    for told, asked in case.wire.messages:
        if told.message.mti == "0400" and "refund" in (asked.kind, _kind_named(told.message)):
            yield Finding("R3", "a refund was reversed", (asked.label,))


def _kind_named(message: Message) -> str:
    return "refund" if message.text(60)[:2] == _TYPE_CODE else ""


def original_of(request: Message) -> tuple[str, str]:
    """Reference number and date that a refund names."""
    try:
        date = F61.parse(request.text(61)).date
    except SpecError:
        date = ""
    return str(request.get(37, "")), date


def is_resolved(refund: Asked, before: int) -> bool:
    """Whether the wire said what became of a refund before that place."""
    answers = (refund.approval(before), refund.refusal())
    return any(answer is not None and answer.at < before for answer in answers) or any(
        at < before and fate.state in (BOOKED, FENCED, DECLINED) for at, fate in refund.query_answers
    )


def r4_one_doubt_one_refund(case: Case) -> Iterator[Finding]:
    """While one is in doubt no other leaves on that original; booked is approved, fenced is never booked."""
    earlier: dict[tuple[str, str], list[Asked]] = {}
    for asked in case.wire.asked.values():
        if asked.kind != "refund":
            continue
        before = earlier.setdefault(original_of(asked.request), [])
        for other in before:
            by_hand = case.key(other) in case.terminal.given_away
            if case.is_of_this_life(other) and (by_hand or not is_resolved(other, asked.first.at)):
                yield Finding("R4", "a refund left while another was in doubt", (other.label, asked.label))
        before.append(asked)
        yield from _r4_fate(case, asked)


def _r4_fate(case: Case, asked: Asked) -> Iterator[Finding]:
    states = {fate.state for _, fate in asked.query_answers}
    if FENCED in states and (case.booking(asked) is not None):
        yield Finding("R4", "a fenced refund is booked", (asked.label,))
    key = case.key(asked)
    held = case.terminal.approved.get(key)
    if held is not None and held.kind == "refund" and key in case.terminal.open_ends:
        yield Finding("R4", "a refund is in doubt and approved as well", (asked.label,))
    if held is None and key not in case.terminal.open_ends and case.is_of_this_life(asked):
        known = asked.refusal() is not None or states & {FENCED, DECLINED}
        if not known:
            yield Finding("R4", "a refund left and nobody here knows how it ended", (asked.label,))


def r5_screens_tell_the_truth(case: Case) -> Iterator[Finding]:
    """退款成功 only for what was booked before, 退款失败 only for what never is."""
    requests = case.wire.messages
    for place, screen in case.screens:
        if screen.name not in _TOLD:
            continue
        before = [(told, asked) for told, asked in requests if told.at < place]
        about = next(
            (refund for _, asked in reversed(before) if (refund := _refund_meant(case, asked)) is not None),
            None,
        )
        if screen.name in SUCCEEDED:
            if about is None or not _was_booked(about, place):
                yield Finding("R5", "退款成功 was shown for nothing", () if about is None else (about.label,))
        elif about is not None and _refund_meant(case, before[-1][1]) is about:
            if case.booking(about) is not None:
                yield Finding("R5", "退款失败 was shown for a booked refund", (about.label,))
            elif not _is_known_to_fail(about, place):
                yield Finding("R5", "退款失败 was shown and nobody here knows", (about.label,))


def _refund_meant(case: Case, asked: Asked) -> Asked | None:
    """The refund that a request is, or asks after."""
    if asked.kind == "refund":
        return asked
    if asked.kind != "refund_query":
        return None
    try:
        voucher = OwnTags.parse(asked.request.octets(62)).voucher or ""
    except SpecError:
        return None
    return case.wire.latest(voucher[:6], voucher[6:])


def _is_known_to_fail(refund: Asked, before: int) -> bool:
    refusal = refund.refusal()
    return (refusal is not None and refusal.at < before) or any(
        at < before and fate.state in (FENCED, DECLINED) for at, fate in refund.query_answers
    )


def _was_booked(refund: Asked, before: int) -> bool:
    return refund.approval(before) is not None or any(
        at < before and fate.state == BOOKED for at, fate in refund.query_answers
    )
