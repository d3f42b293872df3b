"""Settlement: the totals are compared, and the end closes the batch. Both may be repeated at will."""

from __future__ import annotations

from dataclasses import replace

from iso8583_specs.dialects.unionpay_views import Settlement48, Totals
from iso8583_specs.message import Value
from pos_emulator.acquirer.desk import Desk, Request, Verdict
from pos_emulator.acquirer.records import Batch, Sums
from pos_emulator.acquirer.rules import Refusal

BALANCED, UNBALANCED = "1", "2"
LAST_BATCH = 999_999


def settlement(request: Request, desk: Desk) -> Verdict:
    """Compares the terminal's totals with the ledger's; a closed batch is compared once more, as it was closed.

    An 0500 has no MAC: it announces only a batch in which the terminal said something that had one.

    Raises:
        Refusal: nobody ever worked in that batch (77); nothing is kept of it.
    """
    if not _is_known(request, desk):
        raise Refusal("unknown-batch")
    told = Settlement48.parse(request.message.text(48))
    batch = desk.batch(request.id)
    verdict = Settlement48(_judged(told.domestic, batch.domestic), _judged(told.foreign, batch.foreign))
    flags = verdict.domestic.flag + verdict.foreign.flag
    if batch.state != "closed":
        batch = replace(batch, state="settling", flags=flags, differences=0)
        desk.ledger.keep_batch(batch)
    desk.note("settlement", tid=batch.tid, batch=batch.number, flags=flags)
    elements = _elements(desk) | {15: desk.mmdd, 48: verdict.digits(), 63: request.message[63]}
    return Verdict("00", "", elements)


def end(request: Request, desk: Desk) -> Verdict:
    """Closes the batch and opens the next; for a batch that is closed it only says so."""
    batch = desk.batch(request.id)
    if batch.state == "open":
        raise Refusal("no-settlement")
    if batch.state == "settling":
        desk.ledger.keep_batch(replace(batch, state="closed", closed_on=desk.day))
        _open_next(batch, desk)
        desk.note("closed", tid=batch.tid, batch=batch.number, flags=batch.flags)
    return Verdict("00", "", _elements(desk) | {48: request.message[48]})


def _is_known(request: Request, desk: Desk) -> bool:
    """Whether that batch is the open one or has an entry. Without our hello there may be nothing to go by."""
    if not desk.settings.host_extensions or desk.account.batch == request.id.batch:
        return True
    return desk.ledger.batch(request.id.tid, request.id.batch) is not None


def _judged(told: Totals, booked: Sums) -> Totals:
    """The terminal's totals with the host's verdict; counts go modulo 1000, as DE48 does."""
    same = (
        told.debit_amount == booked.debit_amount
        and told.debit_count == booked.debit_count % 1000
        and told.credit_amount == booked.credit_amount
        and told.credit_count == booked.credit_count % 1000
    )
    return replace(told, flag=BALANCED if same else UNBALANCED)


def _open_next(batch: Batch, desk: Desk) -> None:
    """Batch + 1; 999999 is followed by 000001, whose first use is long over."""
    number = int(batch.number) % LAST_BATCH + 1
    following = f"{number:06d}"
    known = desk.ledger.batch(batch.tid, following)
    if known is None or known.state == "closed":
        desk.ledger.keep_batch(Batch(batch.mid, batch.tid, following))
    if desk.account.batch == batch.number:
        desk.account = replace(desk.account, batch=following)


def _elements(desk: Desk) -> dict[int, Value]:
    return desk.stamps() | {32: desk.settings.acquirer_id, 37: desk.reference()}
