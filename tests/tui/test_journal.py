from __future__ import annotations

from dataclasses import replace

import pytest

from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.records import (
    AuditEntry,
    Doubt,
    KeptCard,
    Obligation,
    SignedOn,
    SlipDue,
    Transaction,
)
from pos_emulator.firmware.state import State
from pos_emulator.texts.layout import cells
from pos_emulator.tui.journal import journal_lines
from tests.tui.window import text_of

CARD = KeptCard("token", "622424******0069", b"", "3012", "02")
SALE = Transaction(
    voucher="000003",
    batch="000001",
    kind="sale",
    amount=5800,
    card=CARD,
    rrn="632500000002",
    approval="874845",
    time="143205",
    date="1121",
    business_day="1121",
    year="2026",
    operator="01",
)


@pytest.fixture
def state() -> State:
    state = State(MemoryFlash())
    state.signed_on = SignedOn("01", "1121")
    state.batch.put("000003", SALE)
    return state


def test_a_sale_of_the_open_batch(state: State) -> None:
    rows = text_of(list(journal_lines(state, 50, lang="en")))
    assert rows[0] == "Batch 000001  Next voucher 000001"
    assert rows[1] == "Operator 01"
    sale = next(number for number, row in enumerate(rows) if row.startswith("000003"))
    assert rows[sale].split() == ["000003", "SALE", "58.00", "APPROVED"]
    assert rows[sale + 1].strip() == "622424******0069 11-21 14:32"


def test_a_void_names_its_sale_and_takes_the_amount_back(state: State) -> None:
    state.batch.put("000004", replace(SALE, voucher="000004", kind="void", original_voucher="000003"))
    state.voids.put("000003", "000004")
    rows = text_of(list(journal_lines(state, 50, lang="zh")))
    assert any(row.split() == ["000003", "消费", "58.00", "已撤销"] for row in rows)
    assert any(row.split()[:3] == ["000004", "消费撤销", "-58.00"] for row in rows)
    assert any(row.endswith("← 000003") for row in rows)


def test_a_void_that_is_owed_a_reversal_leaves_its_sale_pending(state: State) -> None:
    state.owed = Obligation(
        kind="void",
        voucher="000004",
        batch="000001",
        amount=5800,
        card=CARD,
        elements=(),
        epoch=1,
        ledger="a",
        original_voucher="000003",
        at="11-21 14:40",
    )
    rows = text_of(list(journal_lines(state, 60, lang="en")))
    assert "Reversal owed" in rows
    assert any("000004 VOID 58.00 622424******0069 11-21 14:40" in row for row in rows)
    assert any(row.endswith("VOID PENDING") for row in rows)


def test_everything_that_waits_for_somebody_is_there(state: State) -> None:
    refund = replace(SALE, voucher="000005", kind="refund")
    state.doubts.put("000005", Doubt(refund, 1, "ledger", "11-21 15:00"))
    state.by_hand.put("1/000006", Doubt(replace(refund, voucher="000006"), 1, "ledger", "11-21 15:10"))
    state.slip_due = SlipDue("000003", "sale", 5800)
    state.audit_log.put("1", AuditEntry("2026-11-21 15:20:00", "01", "void", "wrong password"))
    rows = text_of(list(journal_lines(state, 60, lang="en")))
    for title, words in (("Refunds in doubt", "000005 REFUND"), ("By hand", "000006 REFUND")):
        assert words in rows[rows.index(title) + 1]
    assert rows[rows.index("Slip not printed") + 1].split() == ["000003", "58.00"]
    assert rows[-1] == "2026-11-21 15:20:00 01 void wrong password"


def test_what_happened_last_stands_first(state: State) -> None:
    for number in ("1", "2"):
        state.audit_log.put(number, AuditEntry(f"2026-11-21 15:2{number}:00", "01", "void", "wrong password"))
    state.batch.put("000004", replace(SALE, voucher="000004"))
    rows = text_of(list(journal_lines(state, 60, lang="en")))
    assert [row[:6] for row in rows if row[:4] == "0000"] == ["000004", "000003"]
    assert rows[-1].startswith("2026-11-21 15:21:00")


def test_an_empty_terminal_says_so() -> None:
    rows = text_of(list(journal_lines(State(MemoryFlash()), 40, lang="zh")))
    assert rows[1] == "操作员 未签到"
    assert rows[-1] == "  没有记录"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_stay_within_the_narrowest_panel(state: State, lang: str) -> None:
    state.batch.put("000004", replace(SALE, voucher="000004", kind="void", amount=9_999_999_999))
    for row in journal_lines(state, 35, lang=lang):
        assert sum(cells(bit.text) for bit in row.bits) <= 35
