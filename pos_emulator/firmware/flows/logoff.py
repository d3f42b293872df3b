"""Sign-off 签退: the operator leaves; only with an empty batch and nothing open."""

from __future__ import annotations

from pos_emulator.firmware.asking import ask_without_debt
from pos_emulator.firmware.audit import note
from pos_emulator.firmware.flow import Stopped
from pos_emulator.firmware.peripherals import Beep
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Confirm, Tell
from pos_emulator.firmware.reversal import before_money


async def logoff(pos: Pos) -> None:
    """Tell the host that nobody is in charge any more."""
    if pos.state.batch.count() or pos.state.doubts.count():
        raise Stopped("logoff.settle-first")
    await Confirm("logoff.confirm")
    await before_money(pos)
    await ask_without_debt(pos, pos.host.request("sign_off", {}), title="logoff")
    note(pos, "logoff", "done")
    pos.state.signed_on = None
    await Tell("logoff.done", Beep.OK)
