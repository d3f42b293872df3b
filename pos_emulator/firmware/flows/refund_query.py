"""Refund query 退款查询: ask the host what became of a refund in doubt, one of several."""

from __future__ import annotations

from pos_emulator.firmware.asking import Progress
from pos_emulator.firmware.doubt import ask_after
from pos_emulator.firmware.flow import Stopped
from pos_emulator.firmware.peripherals import Key
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Choose
from pos_emulator.firmware.records import Doubt


async def refund_query(pos: Pos) -> None:
    """Choose one where there are several; say what the host knows."""
    doubts = tuple(pos.state.doubts.values())
    if not doubts:
        raise Stopped("query.refund-nothing")
    doubt = await choose_doubt(doubts)
    await ask_after(pos, doubt, progress=Progress("", "", "query.refund", ""), still_open="query.refund-open")


async def choose_doubt(doubts: tuple[Doubt, ...]) -> Doubt:
    """Page through the refunds in doubt by ↓ and ↑; 确认 takes the one shown."""
    at = 0
    while True:
        doubt = doubts[at]
        step = await Choose(
            "query.refund-list",
            {Key.ENTER: 0, Key.DOWN: 1, Key.UP: -1},
            page=at + 1,
            pages=len(doubts),
            when=doubt.at,
            amount=doubt.transaction.amount,
        )
        if not step:
            return doubt
        at = (at + step) % len(doubts)
