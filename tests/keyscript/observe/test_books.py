from __future__ import annotations

import pytest

from tests.keyscript.playing import problem_at_shop


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        pytest.param(["Sale 5.00 as $s", "Expect Ledger $s booked"], "", id="booked"),
        pytest.param(
            ["Sale 5.00 as $s", "Expect Ledger $s voided"], "2: $s is booked in the ledger", id="not-voided"
        ),
        pytest.param(["Sale 5.00 as $s", "Void $s", "Expect Ledger $s voided"], "", id="voided"),
        pytest.param(
            ["Sale 5.00 as $s", "Refund $s 2.00", "Expect Ledger $s refunded 3.00"],
            "3: $s is refunded in the ledger, 2.00 of it refunded, not 3.00",
            id="refunded-other",
        ),
        pytest.param(["Sale 5.00", "Expect Ledger funds 1000005.00"], "", id="funds"),
        pytest.param(
            ["Host funds 7.00", "Expect Ledger funds 8.00"], "2: the merchant holds 7.00", id="other-funds"
        ),
        pytest.param(["Sale 5.00 as $s", "Expect Record $s approved"], "", id="approved"),
        pytest.param(
            ["Sale 5.00 as $s", "Settle", "Expect Record $s approved"], "", id="approved-and-settled"
        ),
        pytest.param(
            ["Host reply 51", "Sale 5.00 as $s", "Expect Record $s approved"],
            "3: the terminal has $s as failed",
            id="failed",
        ),
        pytest.param(
            ["Host silent", "Sale 5.00 as $s", "Expect Record $s owed", "Expect Ledger $s booked"],
            "",
            id="owed",
        ),
        pytest.param(
            ["Sale 5.00 as $s", "Host silent", "Void $s", "Expect Record $s in-doubt"], "", id="void-pending"
        ),
        pytest.param(
            ["Sale 5.00 as $s", "Host silent for 0220", "Refund $s 1.00 as $r", "Expect Record $r in-doubt"],
            "",
            id="refund-in-doubt",
        ),
        pytest.param(["Expect Not Ledger balanced"], "1: the books balance", id="negated"),
    ],
)
def test_how_a_transaction_stands(lines: list[str], problem: str) -> None:
    assert problem_at_shop(*lines) == problem
