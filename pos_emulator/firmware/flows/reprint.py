"""Reprint 重打印: a slip once more, marked so. It sends nothing."""

from __future__ import annotations

from pos_emulator.firmware import receipts
from pos_emulator.firmware.entry import AskDigits
from pos_emulator.firmware.peripherals import Slip
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.printing import print_one, print_slips
from pos_emulator.firmware.prompts import Warn


async def reprint_last(pos: Pos) -> None:
    """The slip of the last transaction of the open batch."""
    await reprint(pos, pos.state.last_voucher)


async def reprint_any(pos: Pos) -> None:
    """The slip of a voucher of the open batch."""
    await reprint(pos, await AskDigits("reprint.voucher", most=6, fill=True))


async def reprint(pos: Pos, voucher: str) -> None:
    """Both copies, marked as duplicates; a slip that was still due is no duplicate and no longer due."""
    record = pos.state.batch.get(voucher)
    if record is None:
        await Warn("reprint.none")
        return
    due = pos.state.slip_due
    await print_slips(pos, record, again=due is None or due.voucher != voucher or due.copies_done > 0)


async def reprint_settlement(pos: Pos, *, may_be_out: bool = False) -> None:
    """The last settlement slip.

    Args:
        may_be_out: The power went while it was due: paper may be out that nobody here knows of.
    """
    lines = pos.state.last_settlement
    if not lines:
        await Warn("reprint.none")
        return
    if may_be_out and receipts.DUPLICATE not in lines:
        lines = pos.state.last_settlement = (*lines, receipts.DUPLICATE)
    first_time = pos.state.settlement_slip_due or receipts.DUPLICATE in lines
    if await print_one(
        pos, Slip("report", lines if first_time else (*lines, receipts.DUPLICATE)), title="settle"
    ):
        pos.state.settlement_slip_due = False
