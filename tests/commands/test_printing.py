from __future__ import annotations

import pytest

from pos_emulator.commands.printing import print_json, print_pairs, print_table, printable, yuan


def test_a_table_counts_columns_as_a_window_does(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(
        ("KIND", "AMOUNT", "EMPTY", "MARK"),
        [("消费", "58.00", "", "approved"), ("void", "1,158.00", "", "voided")],
        right=("AMOUNT",),
    )
    assert capsys.readouterr().out == (
        "KIND    AMOUNT  MARK\n消费     58.00  approved\nvoid  1,158.00  voided\n"
    )


def test_a_table_without_rows(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("KIND", "AMOUNT"), [])
    assert capsys.readouterr().out == "nothing\n"


def test_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    print_pairs([("batch", "000001"), ("操作员", "01")], indent=" ")
    assert capsys.readouterr().out == " batch   000001\n 操作员  01\n"


def test_json_keeps_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "消费"})
    assert capsys.readouterr().out == '{\n  "name": "消费"\n}\n'


def test_nothing_acts_on_the_terminal() -> None:
    assert printable("a\x1b[2Jb\n消费") == "a\\x1b[2Jb\\x0a消费"


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0.00"), (5, "0.05"), (5800, "58.00"), (1_280_000, "12,800.00"), (-5800, "-58.00")],
)
def test_yuan(amount: int, text: str) -> None:
    assert yuan(amount) == text
