"""Refund application 退款申请: for now the number to call."""

from __future__ import annotations

from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Tell


async def apply_by_phone(pos: Pos) -> None:
    """Who to call when the card is gone."""
    await Tell("apply.by-phone", phone=pos.profile.phone)
