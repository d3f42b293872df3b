"""By hand: what the machine gives up and a person must finish. The fault slip comes out, whatever happens."""

from __future__ import annotations

from dataclasses import replace

from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.printing import print_one
from pos_emulator.firmware.receipts import DUPLICATE, fault_slip
from pos_emulator.firmware.records import Doubt, Obligation
from pos_emulator.firmware.state import State


def give_up(state: State, left: Obligation | Doubt, *, may_be_out: bool = False) -> None:
    """Put it into a person's hands; its fault slip is due from now on.

    Args:
        may_be_out: It stood in an older copy of the memory, and its slip may have been printed before.
    """
    asked = left if isinstance(left, Obligation) else left.transaction
    key = asked.batch + asked.voucher
    state.by_hand.put(key, left)
    state.fault_slips_due.put(key, may_be_out)


async def print_fault_slips(pos: Pos, *, title: str) -> None:
    """Every fault slip that is due; one whose printing was begun before may be out already, and says so."""
    for key in pos.state.fault_slips_due.names():
        left = pos.state.by_hand.get(key)
        if left is not None:
            slip = fault_slip(pos, left)
            if pos.state.fault_slips_due.get(key):
                slip = replace(slip, lines=(*slip.lines, DUPLICATE))
            pos.state.fault_slips_due.put(key, True)
            if not await print_one(pos, slip, title=title):
                return
        pos.state.fault_slips_due.delete(key)
