"""Settlement 批结算: the totals of the open batch against the host's, then a new batch.

Order: what is owed, what is in doubt, 0500, the upload where the totals differ, the end, and at last
slip, empty batch and the next number in one commit. Each step may be repeated; the step reached
stands in flash, and nothing about money starts until the batch is closed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from iso8583_specs.dialects.unionpay_views import Settlement48
from iso8583_specs.errors import SpecError
from iso8583_specs.message import Message
from pos_emulator.firmware import receipts
from pos_emulator.firmware.answers import Answer, Outcome
from pos_emulator.firmware.asking import QUIETLY, ask_host
from pos_emulator.firmware.audit import note
from pos_emulator.firmware.batch import totals, totals_by_card
from pos_emulator.firmware.doubt import ask_after
from pos_emulator.firmware.flow import Cancelled, Patience, Stopped
from pos_emulator.firmware.peripherals import Beep, Key, Slip
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.printing import print_one
from pos_emulator.firmware.prompts import Choose, Confirm, Tell
from pos_emulator.firmware.records import Settling
from pos_emulator.firmware.reversal import send_reversal
from pos_emulator.firmware.upload import parcels, upload_message

RECONCILE, UPLOAD, END = "reconcile", "upload", "end"
BALANCED = "1"
WRONG_BATCH = "77"


class Interrupted(Exception):  # noqa: N818 - an ending, not an error
    """A step got no answer, or a refusal; the settlement stays where it is."""

    def __init__(self, *, code: str = "", why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


async def settle(pos: Pos) -> None:
    """Close the batch with the host; one that is under way goes on where it stopped."""
    if pos.state.settling is None:
        await begin(pos)
    await go_on(pos)


async def begin(pos: Pos) -> None:
    """Ask, clear the way, and note that a settlement is under way.

    Raises:
        Stopped: the batch is empty, or something is owed or in doubt.
    """
    count = pos.state.batch.count()
    if not count:
        raise Stopped("settle.empty")
    sums = totals(pos.state)
    await Confirm("settle.confirm", count=count, total=sums.debit_amount - sums.credit_amount)
    if not await send_reversal(pos):
        raise Stopped("settle.blocked", why="reversal-due")
    for doubt in list(pos.state.doubts.values()):
        await ask_after(pos, doubt)
    if pos.state.doubts.count():
        raise Stopped("settle.blocked", why="refund-unknown")
    pos.state.settling = Settling(RECONCILE, f"{pos.state.batch_number:06d}")


async def go_on(pos: Pos) -> None:
    """Take the steps that are left; after an interruption 确认 goes on and 取消 leaves it for later."""
    while pos.state.settling is not None:
        try:
            await step(pos, pos.state.settling)
        except Interrupted as interrupted:
            pos.explain("settlement-interrupted", interrupted.why)
            pos.sound(Beep.FAIL)
            await Choose(
                "settle.interrupted",
                {Key.ENTER: None},
                patience=Patience.ENDLESS,
                code=interrupted.code,
                why=interrupted.why,
            )


async def step(pos: Pos, settling: Settling) -> None:
    """One step; what it reached is noted before the next begins."""
    if settling.step == UPLOAD:
        await upload(pos, settling)
        return
    pos.show("settle.sending", step=settling.step)
    if settling.step == RECONCILE:
        flag = await reconcile(pos)
        step_reached = END if flag == BALANCED else UPLOAD
        pos.state.settling = replace(settling, step=step_reached, balanced=flag == BALANCED, uploaded=0)
    else:
        await end(pos, settling)
        await finish(pos, settling)


async def reconcile(pos: Pos) -> str:
    """0500: our totals; the host's verdict on them, the worse of the two halves."""
    ours = totals_by_card(pos.state)
    elements: dict[int, str | bytes] = {
        48: ours.digits(),
        49: "156",
        63: f"{pos.operator or '00':<3}".encode("ascii"),
    }
    answer = await ask_step(pos, pos.host.request("settlement", elements))
    try:
        verdict = Settlement48.parse(answer.element(48))
    except SpecError:
        raise Interrupted(why="refused") from None
    return max(verdict.domestic.flag, verdict.foreign.flag)


async def upload(pos: Pos, settling: Settling) -> None:
    """0320 for each parcel; how far it got is noted after each, so that power loss repeats at most one."""
    count = pos.state.batch.count()
    done = 0
    for parcel in parcels(pos):
        done += len(parcel)
        if done > settling.uploaded:
            pos.show("settle.upload", done=done, count=count)
            await ask_step(pos, upload_message(pos, parcel))
            settling = replace(settling, uploaded=done)
            pos.state.settling = settling
    pos.state.settling = replace(settling, step=END)


async def end(pos: Pos, settling: Settling) -> None:
    """0320 with the number of records: the host closes the batch."""
    kind = "upload_end_balanced" if settling.balanced else "upload_end_unbalanced"
    await ask_step(pos, pos.host.request(kind, {48: f"{settling.uploaded:04d}"}))


async def ask_step(pos: Pos, request: Message) -> Answer:
    """One message of the settlement.

    Raises:
        Interrupted: no definitive yes; a batch that the host does not know starts again at the 0500.
    """
    answer = await ask_host(pos, request, progress=QUIETLY)
    match answer.outcome:
        case Outcome.APPROVED:
            return answer
        case Outcome.NOT_SENT:
            raise Interrupted(why="no-line")
        case Outcome.UNKNOWN if answer.reply is None:
            raise Interrupted(why="no-ack" if answer.screen == "host.no-ack" else "no-answer")
        case _:
            settling = pos.state.settling
            if answer.code == WRONG_BATCH and settling is not None:
                pos.state.settling = replace(settling, step=RECONCILE, uploaded=0)
            raise Interrupted(code=answer.code, why="refused")


async def finish(pos: Pos, settling: Settling) -> None:
    """The batch is closed at the host: slip, empty batch, next number, in one commit."""
    slip = receipts.settlement_slip(pos, totals(pos.state), balanced=settling.balanced)
    pos.state.last_settlement = slip.lines
    pos.state.settlement_slip_due = True
    pos.state.close_batch()
    note(pos, "settlement", "balanced" if settling.balanced else "uploaded")
    await print_settlement(pos, slip)
    screen = "settle.done" if settling.balanced else "settle.done-unbalanced"
    await Tell(screen, Beep.OK, batch=f"{pos.state.batch_number:06d}")


async def print_settlement(pos: Pos, slip: Slip) -> None:
    """The settlement slip; one that could not be printed is offered again after power-up."""
    if await print_one(pos, slip, title="settle"):
        pos.state.settlement_slip_due = False


async def offer_to_go_on(pos: Pos) -> None:
    """批结算未完成: 确认 goes on, 取消 leaves it for later."""
    with suppress(Cancelled):
        await Choose("power.settle", {Key.ENTER: None}, patience=Patience.ENDLESS)
        pos.show("settle.resume")
        await go_on(pos)
