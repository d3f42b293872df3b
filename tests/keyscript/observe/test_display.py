from __future__ import annotations

import pytest

from tests.keyscript.playing import problem_at_shop

TO_CHECK = ("Sale 58.00 as $sale", "Menu void", "Secret supervisor", "Enter", "Keys $sale.voucher Enter")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Expect Screen void.voucher", ""),
        ("Expect Screen void.password", "no such screen was shown"),
        ('Expect Screen void.check "58.00"', ""),
        ("Expect Screen /5.\\.00/", ""),
        ("Expect Not Screen void.check", "such a screen was shown"),
        ("Expect Shows void.check", ""),
        ("Expect Shows void.voucher", "the terminal shows void.check"),
        ('Expect Row 1 "凭证 $sale.voucher"', ""),
        ('Expect Row 1 "消费"', 'row 1 is "撤销 凭证 000003"'),
        ("Expect Field amount 58.00", ""),
        ("Expect Field amount $sale.amount", ""),
        ("Expect Field amount 58.01", "amount is 58.00"),
        ('Expect Field voucher "$sale.voucher"', ""),
        ('Expect Field voucher "000001"', 'voucher is "000003"'),
        ("Expect Masked 3", "the screen hides nothing"),
        ("Expect Beep error", "heard: nothing"),
        ("Expect Lamp line", ""),
        ("Expect Lamp owed", "lit: line, training"),
    ],
)
def test_what_is_shown(line: str, problem: str) -> None:
    found = problem_at_shop(*TO_CHECK, line)
    assert found.partition(": ")[2] == problem


def test_stars_are_counted() -> None:
    assert problem_at_shop("Menu void", "Keys 1234", "Expect Masked 4") == ""
    assert problem_at_shop("Menu void", "Keys 1234", "Expect Masked 5") == "3: 4 stars are shown"


def test_a_beep_of_any_key_of_a_command_counts() -> None:
    assert problem_at_shop("Menu void", "Keys 000000 Enter Enter", "Expect Beep error") == ""


def test_screens_are_forgotten_at_the_next_command() -> None:
    assert (
        problem_at_shop("Sale 5.00", "Menu void", "Expect Screen sale.approved")
        == "3: no such screen was shown"
    )
