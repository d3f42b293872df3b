"""Lock 锁定终端: nothing works until the operator in charge, or the supervisor, comes back."""

from __future__ import annotations

from pos_emulator.firmware.audit import note
from pos_emulator.firmware.entry import AskDigits
from pos_emulator.firmware.flow import FlowStopped, TimedOut
from pos_emulator.firmware.flows.logon import SUPERVISOR, ask_operator_password
from pos_emulator.firmware.passwords import Secret, require_password
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Confirm, Warn
from pos_emulator.firmware.reversal import send_reversal


async def lock(pos: Pos) -> None:
    """Lock the terminal for who leaves it alone."""
    await Confirm("lock.confirm")
    pos.state.locked_by = pos.operator or SUPERVISOR
    note(pos, "lock", "locked")


async def stay_locked(pos: Pos) -> None:
    """Ask who is there until it is one who may unlock."""
    while pos.state.locked_by:
        try:
            await unlock(pos)
        except TimedOut:
            # Nobody is there: the minute is an occasion to send what is owed, as at idle.
            if not pos.keys_refused:
                await send_reversal(pos)
        except FlowStopped:
            continue


async def unlock(pos: Pos) -> None:
    """The operator in charge goes on; the supervisor may unlock too, and a new sign-on is due then."""
    number = await AskDigits("lock.locked", most=2, least=2)
    if number == SUPERVISOR:
        await require_password(pos, Secret.SUPERVISOR, screen="lock.password", what="unlock")
        if pos.state.locked_by != SUPERVISOR:
            pos.state.needs_sign_on = True
    elif number == pos.state.locked_by:
        await ask_operator_password(pos, number, screen="lock.password")
    else:
        await Warn("lock.other-operator")
        return
    pos.state.locked_by = ""
    note(pos, "lock", f"unlocked by {number}")
