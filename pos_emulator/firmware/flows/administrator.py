"""What 99 may do: keys, and the ways out where the machine alone cannot go on."""

from __future__ import annotations

from pos_emulator.firmware import receipts, reversal
from pos_emulator.firmware.audit import note
from pos_emulator.firmware.batch import totals
from pos_emulator.firmware.by_hand import print_fault_slips
from pos_emulator.firmware.doubt import COUNTED_QUERIES, move_by_hand
from pos_emulator.firmware.entry import AskReference
from pos_emulator.firmware.flows.refund_query import choose_doubt
from pos_emulator.firmware.flows.settle import print_settlement
from pos_emulator.firmware.passwords import unlock as unlock_secret
from pos_emulator.firmware.peripherals import Beep
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Confirm, Tell, Warn
from pos_emulator.security.keys import Key, check_value, combine

COUNTED_REVERSALS = 3
"""Reversals sent in vain after which 99 may move one by hand."""
_COMPONENT_DIGITS = 32


async def load_master_key(pos: Pos) -> None:
    """Two components of 32 hex digits, then the check value to compare; a new sign-on is due."""
    components = [await ask_component(number) for number in (1, 2)]
    master = combine(*components)
    await Confirm("keys.tmk", kcv=check_value(master).hex().upper())
    pos.state.master_key = pos.vault.seal(master.octets, purpose="master-key")
    pos.state.needs_sign_on = True
    note(pos, "keys", "master key loaded")


async def ask_component(number: int) -> Key:
    """One component; letters by 字母."""
    typed = ""
    while True:
        typed = await AskReference(
            f"keys.component-{number}", most=_COMPONENT_DIGITS, typed=typed, hidden=True
        )
        try:
            octets = bytes.fromhex(typed)
        except ValueError:
            octets = b""
        if len(octets) * 2 == _COMPONENT_DIGITS:
            return Key(octets)
        await Warn("keys.component-wrong")


async def clear_reversal(pos: Pos) -> None:
    """清冲正: a reversal that the host never takes goes by hand; the slip says who must look."""
    owed = pos.state.owed
    if owed is None or owed.counted < COUNTED_REVERSALS:
        pos.explain("not-yet-by-hand", f"only a reversal sent {COUNTED_REVERSALS} times in vain goes by hand")
        await Warn("reprint.none", title="clear-reversal")
        return
    await Confirm("admin.confirm", title="clear-reversal", amount=owed.amount)
    reversal.move_by_hand(pos, owed)
    await by_hand_done(pos, what="clear-reversal")


async def refund_by_hand(pos: Pos) -> None:
    """退款转人工: a refund that the host never explains goes by hand; its original stays barred here."""
    ripe = tuple(doubt for doubt in pos.state.doubts.values() if doubt.asked >= COUNTED_QUERIES)
    if not ripe:
        pos.explain(
            "not-yet-by-hand", f"only a refund asked after {COUNTED_QUERIES} times in vain goes by hand"
        )
        await Warn("reprint.none", title="refund-by-hand")
        return
    doubt = await choose_doubt(ripe)
    await Confirm("admin.confirm", title="refund-by-hand", amount=doubt.transaction.amount)
    move_by_hand(pos, doubt)
    await by_hand_done(pos, what="refund-by-hand")


async def close_batch(pos: Pos) -> None:
    """强制结束批次: a settlement that the host never takes ends here, as a declared difference."""
    if pos.state.settling is None:
        pos.explain("not-yet-by-hand", "only a settlement that was interrupted is closed by hand")
        await Warn("reprint.none", title="close-batch")
        return
    sums = totals(pos.state)
    await Confirm("admin.confirm", title="close-batch", amount=sums.debit_amount - sums.credit_amount)
    slip = receipts.settlement_slip(pos, sums, balanced=False, by_hand=True)
    pos.state.last_settlement = slip.lines
    pos.state.settlement_slip_due = True
    pos.state.closed_by_hand.put(f"{pos.state.batch_number:06d}", slip.lines)
    pos.state.close_batch()
    pos.state.needs_sign_on = True
    note(pos, "settlement", "closed by hand")
    await print_settlement(pos, slip)
    await by_hand_done(pos, what="close-batch")


async def by_hand_done(pos: Pos, *, what: str) -> None:
    """The fault slip, then who to call."""
    await print_fault_slips(pos, title=what)
    await Tell("admin.done", Beep.OK, title=what, result=what)


async def unlock_passwords(pos: Pos) -> None:
    """解锁: take the locks of the supervisor and the refund password away."""
    for name in pos.state.tries.names():
        unlock_secret(pos, name)
    note(pos, "unlock", "by 99")
    pos.sound(Beep.OK)
