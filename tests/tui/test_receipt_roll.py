from __future__ import annotations

from pos_emulator.firmware.peripherals import Slip
from pos_emulator.texts.layout import cells
from pos_emulator.tui.receipt_roll import PAPER, ReceiptRoll, slip_text
from tests.tui.window import text_of

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
