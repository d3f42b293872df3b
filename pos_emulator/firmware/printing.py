"""Slips out of the printer: two copies, paper that runs out, a card to give back."""

from __future__ import annotations

from dataclasses import replace

from pos_emulator.firmware import receipts
from pos_emulator.firmware.flow import Cancelled, Patience, TimedOut
from pos_emulator.firmware.peripherals import Beep, Key, Printer, Slip
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Choose, PrintSlip, RemoveCard
from pos_emulator.firmware.records import SlipDue, Transaction

COPIES = ("merchant", "customer")


def slip_due(pos: Pos, record: Transaction) -> None:
    """Remember, with the booking, that a slip has to come out."""
    pos.state.slip_due = SlipDue(record.voucher, record.kind, record.amount)
    pos.state.last_voucher = record.voucher


async def print_slips(pos: Pos, record: Transaction, *, again: bool = False) -> None:
    """Both copies, with a pause to tear; then the card goes back."""
    due = pos.state.slip_due
    again = again or (due is not None and due.voucher == record.voucher and due.may_be_out)
    done = due.copies_done if due is not None and due.voucher == record.voucher else 0
    for number, copy in enumerate(COPIES[: pos.profile.copies]):
        if number < done and not again:
            continue
        if copy == "customer":
            if not await wants_customer_copy(record.kind):
                break
            pos.show(f"{record.kind}.approved", amount=record.amount)
        if not await print_one(
            pos, receipts.transaction_slip(pos, record, copy=copy, again=again), title=record.kind
        ):
            return
        _printed(pos, record, number + 1)
    if pos.state.slip_due is not None and pos.state.slip_due.voucher == record.voucher:
        pos.state.slip_due = None


def _printed(pos: Pos, record: Transaction, copies: int) -> None:
    due = pos.state.slip_due
    if due is not None and due.voucher == record.voucher:
        pos.state.slip_due = replace(due, copies_done=copies)


async def wants_customer_copy(kind: str) -> bool:
    """Tear the merchant copy; the customer's follows by itself after a while."""
    while True:
        try:
            await Choose("slip.tear", {Key.ENTER: None}, patience=Patience.CONFIRM, title=kind)
        except TimedOut:
            return True
        except Cancelled:
            if kind == "sale":
                return False
            try:
                await Choose("slip.skip", {Key.ENTER: None}, patience=Patience.CONFIRM, title=kind)
            except (Cancelled, TimedOut):
                continue
            return False
        return True


async def print_one(pos: Pos, slip: Slip, *, title: str) -> bool:
    """Print one slip; False when the person puts it off because the printer cannot."""
    while (state := await PrintSlip(slip)) is not Printer.PRINTED:
        pos.sound(Beep.PAPER)
        screen = "slip.no-paper" if state is Printer.NO_PAPER else "slip.jam"
        try:
            # Without an end: a printer that cannot print is not forgotten because nobody pressed a key.
            await Choose(screen, {Key.ENTER: None}, patience=Patience.ENDLESS, title=title)
        except Cancelled:
            return False
    return True


async def give_back(pos: Pos, *, title: str) -> None:
    """The card out of the reader, then card and slip over the counter."""
    if pos.chip_inside:
        await RemoveCard(title=title)
    pos.sound(Beep.OK)
    try:
        await Choose("slip.hand-over", {Key.ENTER: None}, patience=Patience.CONFIRM, title=title)
    except (Cancelled, TimedOut):
        return
