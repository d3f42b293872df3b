from __future__ import annotations

import pytest

from pos_emulator.texts.layout import cells
from pos_emulator.tui.ledger_lines import booking_line, ledger_lines
from pos_emulator.tui.lines import Bit
from tests.tui.window import text_of

STATUS = {"business_day": "2026-11-21", "funds": {"123456789012345": 100_005_800}, "alarms": 0}
ENTRY = {
    "id": {"tid": "12345676", "epoch": 1, "batch": "000001", "stan": "000004"},
    "kind": "void",
    "amount": 5800,
    "card": "622424******0069",
    "rrn": "632500000002",
    "date": "2026-11-21",
    "time": "143205",
    "state": "booked",
    "original": {"stan": "000003"},
    "legs": [{"account": "cardholder:ab12", "amount": 5800}, {"account": "merchant:123", "amount": -5800}],
}
BATCH = {
    "tid": "12345676",
    "number": "000001",
    "state": "open",
    "domestic": {"debit_amount": 5800, "debit_count": 1, "credit_amount": 5800, "credit_count": 1},
}


def test_a_booking_with_its_original_and_its_legs() -> None:
    rows = text_of(list(ledger_lines(STATUS, {"entries": [ENTRY], "batches": [BATCH]}, 60, lang="en")))
    assert rows[0].split() == ["Business", "day", "2026-11-21"]
    assert rows[1].split()[-1] == "1000058.00"
    booked = next(number for number, row in enumerate(rows) if row.startswith("000004"))
    assert rows[booked].split() == ["000004", "VOID", "-58.00", "BOOKED"]
    assert rows[booked + 1].strip() == "622424******0069 11-21 14:32 ← 000003"
    assert rows[booked + 2].strip() == "reference 632500000002"
    assert rows[booked + 3].strip() == "cardholder +58.00 · merchant -58.00"
    assert any("debit 1 = 58.00 · credit 1 = 58.00" in row for row in rows)


def test_the_newest_stands_first() -> None:
    entries = [{**ENTRY, "id": {"stan": stan}} for stan in ("000003", "000004", "000005")]
    batches = [{**BATCH, "number": number} for number in ("000001", "000002")]
    rows = text_of(list(ledger_lines(STATUS, {"entries": entries, "batches": batches}, 60, lang="zh")))
    assert [row[:6] for row in rows if row[:4] == "0000"] == ["000005", "000004", "000003"]
    assert [row[3:9] for row in rows if row.startswith("批次")] == ["000002", "000001"]
    assert [row.strip() for row in rows].count("参考号 632500000002") == 3


def test_what_is_wrong_stands_out() -> None:
    rows = list(ledger_lines({"alarms": 2}, {"out_of_balance": 1}, 60, lang="en"))
    assert [bit.ink for row in rows for bit in row.bits if "0.01" in bit.text or "2" in bit.text] == [
        "bad",
        "bad",
    ]


def test_an_answer_of_another_shape_is_no_accident() -> None:
    assert text_of(list(ledger_lines({"funds": 3}, {"entries": [{}, 7], "batches": "x"}, 40, lang="zh")))


@pytest.mark.parametrize("width", [35, 60])
def test_the_amount_stands_at_the_right_whole(width: int) -> None:
    row = booking_line("000003", "预授权完成撤销", "99999999.99", status=Bit("REVERSED"), width=width)
    text = "".join(bit.text for bit in row.bits)
    assert text.endswith("99999999.99 REVERSED")
    assert cells(text) == width
