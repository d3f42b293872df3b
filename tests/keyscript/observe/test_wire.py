from __future__ import annotations

import pytest

from tests.keyscript.playing import at_shop, problem_at_shop


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Expect Sent 0200 F3=000000 F4=000000005800 F22=021 F52:present F55:absent", ""),
        ("Expect Sent 0200 F4=$sale.amount", ""),
        ("Expect Received 0210 F11:echo F39=00 F4~/5800$/", ""),
        ("Expect Received 0210 F39=51", "0210 was received with other fields"),
        ("Expect Received 0210 F12:echo", "0210 was received with other fields"),
        ("Expect Sent 0400", "no 0400 was sent"),
        ("Expect Not Sent 0200", "0200 was sent"),
        ("Expect Not Sent 0200 F4=000000005801", ""),
        ("Expect Nothing sent", "0200 was sent"),
    ],
)
def test_what_crossed_the_line(line: str, problem: str) -> None:
    assert problem_at_shop("Sale 58.00 as $sale", line).partition(": ")[2] == problem


def test_messages_are_matched_in_order() -> None:
    assert problem_at_shop("Sale 58.00", "Expect Received 0210", "Expect Sent 0200") == "3: no 0200 was sent"
    assert problem_at_shop("Sale 58.00", "Expect Sent 0200", "Expect Received 0210") == ""


def test_a_difference_is_shown_masked() -> None:
    failure = at_shop("Sale 58.00", "Expect Received 0210 F2=5413330089600010 F39=51").failure
    assert failure is not None
    assert failure.evidence[:2] == (
        "F2: expected 541333******0010, found 622424******0069",
        "F39: expected 51, found 00",
    )
    assert "5413330089600010" not in "\n".join((*failure.shown, *failure.evidence))


def test_a_value_is_kept_and_used() -> None:
    assert (
        problem_at_shop(
            "Sale 58.00 as $sale",
            "Expect Received 0210 F38:as=$approval",
            "Void $sale",
            "Expect Sent 0200 F38=$approval",
        )
        == ""
    )


def test_nothing_sent_looks_back_to_the_last_command() -> None:
    assert problem_at_shop("Sale 58.00", "Menu void", "Expect Nothing sent") == ""
