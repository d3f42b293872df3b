from __future__ import annotations

import pytest

from tests.keyscript.playing import at_shop, problem_at_shop, results

PASSING = [
    pytest.param(["Sale 58.00 as $s", "Expect Record $s approved", "Expect Ledger $s booked"], id="sale"),
    pytest.param(
        [
            "Customer arrives holding demo-credit",
            "Sale 58.00 card=demo-credit by=insert as $s",
            "Expect Screen card.remove",
            "Expect Sent 0200 F22=051",
        ],
        id="sale-by-chip",
    ),
    pytest.param(["Sale 58.00 as $s", "Void $s", "Expect Record $s voided"], id="void"),
    pytest.param(
        [
            "Sale 58.00 as $s",
            "Refund $s 8.00 reason=4 as $r",
            "Expect Ledger $s refunded 8.00",
            "Expect Record $r approved",
        ],
        id="refund-in-the-open-batch",
    ),
    pytest.param(
        ["Sale 58.00", "Settle", "Expect Screen settle.done", "Expect Shows idle.signed-on"], id="settle"
    ),
    pytest.param(["Logon 02", "Expect Sent 0800", "Expect Shows idle.signed-on"], id="logon-again"),
    pytest.param(["Menu lock", "Enter", "Unlock", "Expect Shows idle.signed-on"], id="unlock"),
    pytest.param(["Menu reprint-any", "Expect Shows reprint.voucher"], id="menu-below-a-menu"),
]

FAILING = [
    pytest.param(
        ["Host reply 51", "Sale 5.00"],
        "2: the move stopped at sale.declined, and nothing expects that",
        id="stopped-at-the-end",
    ),
    pytest.param(
        ["Host reply 51", "Sale 5.00", "Settle"],
        "3: the move in line 6 stopped at sale.declined, and nothing expected that",
        id="stopped-before-a-move",
    ),
    pytest.param(
        ["Host reply 51", "Sale 5.00 as $s", "Expect Shows sale.declined", "Enter", "Refund $s 1.00"],
        "5: $s has no reference number to refund: it was not approved",
        id="nothing-to-refund",
    ),
    pytest.param(
        ["Customer leaves", "Sale 5.00"],
        "2: no card is at the counter; a customer must arrive holding one",
        id="no-card",
    ),
    pytest.param(
        ["Unlock"],
        "1: Unlock begins at a locked terminal, and this one shows idle.signed-on",
        id="not-locked",
    ),
    pytest.param(
        ["Line unplug", "Sale 5.00 as $s", "Expect Shows host.no-line", "Expect Record $s approved"],
        "4: $s was never sent",
        id="never-sent",
    ),
]


@pytest.mark.parametrize("lines", PASSING)
def test_a_move_goes_from_idle_to_idle(lines: list[str]) -> None:
    assert problem_at_shop(*lines) == ""


@pytest.mark.parametrize(("lines", "problem"), FAILING)
def test_a_move_that_stops_is_told(lines: list[str], problem: str) -> None:
    assert problem_at_shop(*lines) == problem


def test_an_expectation_between_lets_a_stopped_move_be() -> None:
    assert at_shop("Host reply 51", "Sale 5.00", "Expect Ledger balanced").failure is None


def test_a_refund_pays_the_card_of_a_start_state() -> None:
    (result,) = results(
        'Scenario "r"\n Given yesterday-sale\n Refund $sale 58.00\n Expect Ledger $sale refunded 58.00\n'
    )
    assert result.failure is None
