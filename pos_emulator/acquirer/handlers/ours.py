"""Our own 0600: hello, what is left of a refund, and the query that settles a refund in doubt."""

from __future__ import annotations

from dataclasses import replace

from iso8583_specs.dialects.own_tags import AS_BEFORE, BOOKED, DECLINED, FENCED, OwnTags
from iso8583_specs.message import Value
from pos_emulator.acquirer.desk import Desk, Request, Verdict
from pos_emulator.acquirer.handlers.refund import find_refundable, left_of
from pos_emulator.acquirer.records import Fence
from pos_emulator.acquirer.rules import Refusal


def hello(request: Request, desk: Desk) -> Verdict:
    """Tells the epoch in force and the ledger id; a terminal that is not as before gets a new epoch.

    It is not as before when it says so, when the epoch it tells is not the present one, and when
    it worked with another ledger: two devices with one TID never share an id. One new epoch a
    sign-on, and only under the keys of the latest one: a hello that was on the way for long
    cannot change the epoch behind the terminal's back. The batch it names is open from here on,
    unless it is closed.

    Raises:
        Refusal: it needs a new epoch and another sign-on came in between (A0).
    """
    asked = _tags(request)
    account = desk.account
    newest = account.key_sets[0].serial
    if not _as_before(asked, desk):
        if desk.key_serial != newest:
            raise Refusal("sign-on-again")
        if newest != account.renewed:
            account = replace(account, epoch=account.epoch + 1, renewed=newest)
            desk.account = account
            desk.note("epoch", tid=account.tid, epoch=account.epoch)
    if desk.batch(request.id).state != "closed":
        desk.account = replace(account, batch=request.id.batch)
    return _answer(desk, asked, OwnTags(epoch=account.epoch, ledger_id=desk.ledger.ledger_id))


def refundable(request: Request, desk: Desk) -> Verdict:
    """Tells how much of an original can still be refunded."""
    asked = _tags(request)
    if asked.rrn is None or asked.mmdd is None:
        raise Refusal("format")
    original = find_refundable(desk, request.id.mid, rrn=asked.rrn, mmdd=asked.mmdd)
    return _answer(desk, asked, OwnTags(rrn=asked.rrn, mmdd=asked.mmdd, amount=left_of(original, desk)))


def refund_query(request: Request, desk: Desk) -> Verdict:
    """Tells what became of a refund; one that is unknown is fenced and will never be booked."""
    asked = _tags(request)
    if asked.voucher is None:
        raise Refusal("format")
    epoch = request.id.epoch if asked.epoch is None else asked.epoch
    id = request.id._replace(epoch=epoch, batch=asked.voucher[:6], stan=asked.voucher[6:])
    found = OwnTags(epoch=epoch, ledger_id=desk.ledger.ledger_id, voucher=asked.voucher)
    booking = desk.ledger.booking(id)
    outcome = desk.ledger.outcome(id)
    kind = booking.kind if booking is not None else outcome.kind if outcome is not None else "refund"
    if kind != "refund":
        raise Refusal("not-a-refund")
    if booking is not None:
        found = replace(found, state=BOOKED, rrn=booking.rrn, mmdd=booking.mmdd, amount=booking.amount)
    elif outcome is not None:
        found = replace(found, state=DECLINED)
    else:
        if desk.ledger.fence(id) is None:
            desk.ledger.keep_fence(Fence(id, "refund-query", desk.day))
        desk.note("fenced", id=str(id))
        found = replace(found, state=FENCED)
    return _answer(desk, asked, found)


def _as_before(asked: OwnTags, desk: Desk) -> bool:
    """Whether the terminal remembers all that it did here under the present epoch."""
    same_ledger = asked.ledger_id is None or asked.ledger_id == desk.ledger.ledger_id
    return (asked.why or AS_BEFORE) == AS_BEFORE and asked.epoch == desk.account.epoch and same_ledger


def _tags(request: Request) -> OwnTags:
    return OwnTags.parse(request.message.octets(62))


def _answer(desk: Desk, asked: OwnTags, told: OwnTags) -> Verdict:
    elements: dict[int, Value] = desk.stamps()
    elements[62] = replace(told, request_id=asked.request_id).octets()
    return Verdict("00", "", elements)
