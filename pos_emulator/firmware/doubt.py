"""Refunds in doubt: sent, and nobody here knows what became of them. Asked for until it is known."""

from __future__ import annotations

from dataclasses import replace

from iso8583_specs.dialects.own_tags import BOOKED, DECLINED, FENCED, OwnTags
from iso8583_specs.errors import SpecError
from iso8583_specs.message import Message
from pos_emulator.firmware.answers import Answer, Outcome
from pos_emulator.firmware.asking import QUIETLY, Progress, ask_host
from pos_emulator.firmware.audit import note
from pos_emulator.firmware.authorise import year_of
from pos_emulator.firmware.by_hand import give_up, print_fault_slips
from pos_emulator.firmware.flow import SignOnAgain
from pos_emulator.firmware.peripherals import Beep
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.printing import print_slips, slip_due
from pos_emulator.firmware.prompts import Tell, TellUntilLine
from pos_emulator.firmware.records import Doubt, Failed, KeptCard, Transaction

COUNTED_QUERIES = 3
"""Queries without a definitive answer after which 99 may move a refund by hand."""


def doubt_of(pos: Pos, request: Message, *, card: KeptCard, reference: str, date: str, reason: str) -> Doubt:
    """What is remembered of a refund before it leaves."""
    now = pos.clock.now()
    asked = Transaction(
        voucher=request.text(11),
        batch=request.text(60)[2:8],
        kind="refund",
        amount=int(request.text(4)),
        card=card,
        rrn="",
        approval="",
        time="",
        date="",
        business_day="",
        year=f"{now:%Y}",
        operator=pos.operator,
        original_rrn=reference,
        original_date=date,
        reason=reason,
    )
    book = pos.state.host_book
    return Doubt(asked, book.epoch, book.ledger, pos.minute)


def forget(pos: Pos, doubt: Doubt, *, booked: bool) -> None:
    """The doubt is over: the refund is booked, or never will be."""
    asked = doubt.transaction
    pos.state.doubts.delete(asked.voucher)
    if not booked:
        pos.state.failed.put(
            asked.voucher, Failed(asked.voucher, asked.kind, asked.amount, asked.card, "refused")
        )
        earlier = [r.voucher for r in pos.state.batch.values() if r.original_rrn == asked.original_rrn]
        if earlier:
            pos.state.refunds.put(asked.original_rrn, earlier[-1])
        else:
            pos.state.refunds.delete(asked.original_rrn)
    note(pos, "refund", "booked" if booked else "not booked", voucher=asked.voucher)


async def ask_after(pos: Pos, doubt: Doubt, *, progress: Progress = QUIETLY, still_open: str = "") -> None:
    """退款查询: ask the host about a refund and fence it; say what is known now.

    Args:
        progress: What is shown meanwhile.
        still_open: The screen for no definitive answer; none where nobody waits for one.

    Raises:
        SignOnAgain: after that screen, where the host refuses our keys.
    """
    if not pos.profile.host_extensions:
        await hand_over(pos, doubt, rule="nobody-to-ask", why="this host is not asked after refunds")
        await Tell("admin.done", Beep.FAIL, title="refund-by-hand", result="refund-by-hand")
        return
    answer = await query(pos, doubt, progress=progress)
    told = _told(answer)
    if told is None or told.state not in (FENCED, BOOKED, DECLINED):
        if pos.counts(answer.code, acknowledged=answer.acknowledged):
            pos.state.doubts.put(doubt.transaction.voucher, replace(doubt, asked=doubt.asked + 1))
        if still_open:
            await TellUntilLine(still_open, Beep.FAIL)
            if pos.keys_refused:
                raise SignOnAgain
    elif doubt.ledger != told.ledger_id:
        await hand_over(pos, doubt, rule="other-ledger", why="the host keeps another ledger now")
        await Tell("query.refund-hand", Beep.FAIL)
    elif told.state == BOOKED:
        await book_late(pos, doubt, answer, told)
    else:
        forget(pos, doubt, booked=False)
        await Tell("query.refund-none", Beep.FAIL)


async def query(pos: Pos, doubt: Doubt, *, progress: Progress) -> Answer:
    """One 0600 for one refund."""
    if not pos.host.has_keys or not pos.knows_host:
        return Answer(Outcome.NOT_SENT, screen="host.no-line")
    asked = doubt.transaction
    tags = OwnTags(epoch=doubt.epoch, voucher=asked.batch + asked.voucher)
    return await ask_host(pos, pos.host.request("refund_query", {62: tags.octets()}), progress=progress)


def _told(answer: Answer) -> OwnTags | None:
    if not answer.approved or answer.reply is None:
        return None
    try:
        return OwnTags.parse(answer.reply.octets(62))
    except SpecError:
        return None


async def book_late(pos: Pos, doubt: Doubt, answer: Answer, told: OwnTags) -> None:
    """The host had booked it: 退款成功, the record, the slip."""
    asked = doubt.transaction
    record = replace(
        asked,
        rrn=told.rrn or "",
        time=answer.element(12),
        date=told.mmdd or answer.element(13),
        year=year_of(told.mmdd or answer.element(13), pos.clock.now()),
        business_day=told.mmdd or answer.element(15),
    )
    forget(pos, doubt, booked=True)
    if record.batch == f"{pos.state.batch_number:06d}":
        pos.state.batch.put(record.voucher, record)
        slip_due(pos, record)
    else:
        # Its batch was closed by hand meanwhile: it counts at the host, not in the batch of now.
        pos.state.keep_settled(record)
    pos.sound(Beep.OK)
    pos.show("query.refund-booked", amount=record.amount)
    # Under another epoch: our memory was lost or is a copy, and a slip may be out that nobody here knows of.
    await print_slips(pos, record, again=doubt.epoch != pos.state.host_book.epoch)


async def hand_over_revived(pos: Pos) -> None:
    """What an older copy of the memory had in doubt, and nobody can be asked about: its slip may be out."""
    for doubt in pos.state.doubts.values():
        if doubt.ledger != pos.state.host_book.ledger or not pos.profile.host_extensions:
            why = "it stood in an older copy of the memory"
            await hand_over(pos, doubt, rule="revived", why=why, may_be_out=True)
            await Tell("admin.done", Beep.FAIL, title="refund-by-hand", result="refund-by-hand")


async def hand_over(pos: Pos, doubt: Doubt, *, rule: str, why: str, may_be_out: bool = False) -> None:
    """Nobody can be asked any more: by hand, with the slip that says so. For `may_be_out` see `give_up`."""
    move_by_hand(pos, doubt, may_be_out=may_be_out)
    pos.explain(rule, f"refund {doubt.transaction.voucher}: {why}")
    await print_fault_slips(pos, title="refund-by-hand")


def move_by_hand(pos: Pos, doubt: Doubt, *, may_be_out: bool = False) -> None:
    """A person takes over; that original stays barred here. For `may_be_out` see `give_up`."""
    asked, book = doubt.transaction, pos.state.host_book
    pos.state.doubts.delete(asked.voucher)
    # The same book under another epoch: our memory is a copy.
    revived = doubt.ledger == book.ledger and doubt.epoch != book.epoch
    give_up(pos.state, doubt, may_be_out=may_be_out or revived)
    note(pos, "refund", "by hand", voucher=asked.voucher)
