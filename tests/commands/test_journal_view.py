from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.commands.journal_view import plain_journal
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.state import State
from pos_emulator.runtime.flash_reading import read_state
from tests.commands.shop import busy_terminal


@pytest.fixture
def state(tmp_path: Path) -> State:
    busy_terminal(tmp_path / "terminal.db")
    return read_state(tmp_path / "terminal.db")


def test_marks_follow_from_what_is_owed_and_booked(state: State) -> None:
    marks = {each["voucher"]: each["mark"] for each in plain_journal(state)["transactions"]}
    assert marks == {
        "000012": "approved",
        "000013": "voided",
        "000014": "approved",
        "000015": "void-pending",
        "000017": "by-hand",
    }


def test_a_transaction(state: State) -> None:
    assert plain_journal(state)["transactions"][2] == {
        "voucher": "000014",
        "batch": "000003",
        "kind": "void",
        "amount": 12_345,
        "card": "622424******0069",
        "entry": "02",
        "rrn": "632500000003",
        "approval": "A00001",
        "date": "2026-11-21",
        "time": "194214",
        "operator": "01",
        "original_voucher": "000013",
        "original_rrn": None,
        "reason": None,
        "mark": "approved",
    }


def test_what_is_not_finished(state: State) -> None:
    plain = plain_journal(state)
    assert plain["owed"] == {
        "what": "reversal",
        "voucher": "000016",
        "batch": "000003",
        "kind": "void",
        "amount": 200,
        "card": "622424******0069",
        "original_voucher": "000015",
        "at": "11-21 19:45",
        "tried": 2,
        "reason": "98",
    }
    assert [(each["what"], each["voucher"], each["amount"]) for each in plain["in_doubt"]] == [
        ("refund in doubt", "000019", 99)
    ]
    assert [each["voucher"] for each in plain["by_hand"]] == ["000018"]
    assert plain["slip_due"] == {"voucher": "000014", "kind": "void", "amount": 12_345}
    assert plain["totals"] == {
        "debit_amount": 18_645,
        "debit_count": 4,
        "credit_amount": 12_345,
        "credit_count": 1,
    }


def test_more_if_asked_for(state: State) -> None:
    assert plain_journal(state).keys().isdisjoint({"settled", "audit"})
    plain = plain_journal(state, settled=True, audit=True)
    assert plain["settled"] == [
        {
            "voucher": "000002",
            "batch": "000002",
            "kind": "sale",
            "amount": 700,
            "rrn": "632400000009",
            "date": "1120",
        }
    ]
    assert plain["audit"] == [
        {
            "at": "2026-11-21 19:40:00",
            "operator": "01",
            "what": "void",
            "outcome": "password wrong",
            "voucher": None,
        }
    ]


def test_a_blank_terminal() -> None:
    plain = plain_journal(State(MemoryFlash()))
    assert (plain["batch"], plain["next_stan"], plain["operator"]) == ("000001", "000001", None)
    assert (plain["transactions"], plain["owed"], plain["in_doubt"], plain["settling"]) == (
        [],
        None,
        [],
        None,
    )
