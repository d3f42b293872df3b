"""Echo test 回响测试: is there a host at the other end?"""

from __future__ import annotations

from pos_emulator.firmware.answers import Outcome
from pos_emulator.firmware.asking import Progress, ask_host
from pos_emulator.firmware.peripherals import Beep
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Tell


async def echo(pos: Pos) -> None:
    """One 0820 that changes nothing."""
    answer = await ask_host(pos, pos.host.message("echo", {}), progress=Progress("echo"))
    if answer.outcome in (Outcome.APPROVED, Outcome.DECLINED):
        await Tell("echo.done", Beep.OK)
    else:
        await Tell("echo.failed", Beep.FAIL)
