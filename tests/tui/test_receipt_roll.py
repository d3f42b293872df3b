from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Slip
from pos_emulator.runtime.notices import SlipPrinted
from pos_emulator.texts.layout import cells
from pos_emulator.tui.receipt_roll import PAPER, ReceiptRoll, slip_text
from tests.tui.window import has, text_of, window

SLIP = Slip("merchant", ("           POS签购单", "金额(AMOUNT):", "  RMB 58.00", ""), "000003")


def test_paper_has_its_full_width_whatever_is_on_it() -> None:
    roll = ReceiptRoll(id="paper")
    roll.set_reactive(ReceiptRoll.slips, (SLIP,))
    for row in roll.lines(60):
        left, *paper = row.bits
        assert left.text == " " * ((60 - PAPER) // 2)
        assert sum(cells(bit.text) for bit in paper) == PAPER


def test_an_empty_roll_says_so() -> None:
    assert "还没有打印凭条。" in text_of(ReceiptRoll(id="paper").lines(40))[1]


def test_a_slip_is_saved_as_it_was_printed() -> None:
    assert slip_text(SLIP) == "           POS签购单\n金额(AMOUNT):\n  RMB 58.00\n\n"


@pytest.mark.asyncio
async def test_whatever_prints_is_brought_in_sight() -> None:
    async with window((100, 32)) as (pilot, app, live):

        def print_one(number: int) -> None:
            slip = Slip("merchant", (f"number {number}", *[""] * 20), f"{number:06d}")
            live.counter.roll.append(slip)
            live.tell(SlipPrinted(slip))

        for number in (1, 2, 3):
            print_one(number)
        await pilot.press("f9", "pageup", "pageup")
        await pilot.pause()
        assert has(app, "number 1")
        print_one(4)
        await pilot.pause()
        await pilot.pause()
        assert has(app, "number 4")
        slip = app.desk.paper.slip_in_focus()
        assert slip is not None
        assert slip.voucher == "000004"
