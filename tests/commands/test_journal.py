from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.shell import run
from tests.commands.shop import busy_terminal


@pytest.fixture
def state(tmp_path: Path) -> Path:
    busy_terminal(tmp_path / "shop" / "terminal.db")
    return tmp_path / "shop"


def test_everything_at_a_glance(state: Path) -> None:
    ran = run("journal", "--state", state, "--settled", "--audit")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        """\
batch     000003, next voucher 000020
operator  01, signed on 11-21
debit     186.45 in 4
credit    123.45 in 1
slip due  void 000014, 123.45

owed
VOUCHER  BATCH   WHAT      KIND  AMOUNT  CARD              SINCE        TRIED
000016   000003  reversal  void    2.00  622424******0069  11-21 19:45      2

in doubt
VOUCHER  BATCH   WHAT             KIND    AMOUNT  CARD              SINCE        TRIED
000019   000003  refund in doubt  refund    0.99  622424******0069  11-21 19:50      1

by hand
VOUCHER  BATCH   WHAT      KIND  AMOUNT  CARD              SINCE        TRIED
000018   000003  reversal  void    3.00  622424******0069  11-21 19:45      2

VOUCHER  KIND   AMOUNT  MARK          CARD              REFERENCE     APPROVAL  WHEN                 OP  ORIGINAL
000012   sale    58.00  approved      622424******0069  632500000001  A00001    2026-11-21 19:42:14  01
000013   sale   123.45  voided        622424******0069  632500000002  A00001    2026-11-21 19:42:14  01
000014   void  -123.45  approved      622424******0069  632500000003  A00001    2026-11-21 19:42:14  01  000013
000015   sale     2.00  void-pending  622424******0069  632500000004  A00001    2026-11-21 19:42:14  01
000017   sale     3.00  by-hand       622424******0069  632500000005  A00001    2026-11-21 19:42:14  01

settled
BATCH   VOUCHER  KIND  AMOUNT  REFERENCE     DATE
000002  000002   sale    7.00  632400000009  11-20

audit
WHEN                 OP  WHAT  OUTCOME
2026-11-21 19:40:00  01  void  password wrong
"""
    )


def test_in_the_words_of_the_display(state: Path) -> None:
    shown = run("journal", "--state", state, "--lang", "zh").out
    assert "消费撤销  -123.45" in shown
    assert "撤销待定" in shown
    assert "VOID PENDING" in run("journal", "--state", state, "--lang", "en").out


def test_for_a_program(state: Path) -> None:
    plain = run("journal", "--state", state, "--json").json
    assert [each["mark"] for each in plain["transactions"]][:2] == ["approved", "voided"]
    assert "audit" not in plain
    assert (
        run("--state", state, "journal", "--json", "--audit").json["audit"][0]["outcome"] == "password wrong"
    )


def test_no_terminal_there(tmp_path: Path) -> None:
    ran = run("journal", "--state", tmp_path)
    assert (ran.code, ran.out) == (5, "")
    assert ran.err == (
        f"Error: {tmp_path}/terminal.db: no terminal was ever started here; "
        "start pos-emulator, or name its --state DIR\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_memory_is_said_and_left_alone(state: Path) -> None:
    path = state / "terminal.db"
    path.write_bytes(b"\xff" * 4096)
    ran = run("journal", "--state", state)
    assert ran.code == 5
    assert "cannot be read (file is not a database); restore a backup, or begin anew" in ran.err
    assert path.read_bytes() == b"\xff" * 4096
