from __future__ import annotations

import pytest

from tests.keyscript.playing import problem_at_shop

PASSING = [
    pytest.param(["Menu query", "Keys 12 Clear 3", 'Expect Field typed "13"'], id="keys"),
    pytest.param(
        [
            "Sale 5.00 as $s",
            "Menu sale",
            "Card swipe demo-debit",
            "Enter",
            "Keys $s.amount",
            "Expect Field amount 5.00",
        ],
        id="typed-amount",
    ),
    pytest.param(["Chord Func+7", "Expect Shows menu.admin"], id="chord"),
    pytest.param(
        ["Customer arrives holding demo-chip", "Card insert demo-chip", "Card remove demo-chip"], id="remove"
    ),
    pytest.param(
        ["Reader fault", "Menu sale", "Card swipe demo-debit", "Expect Shows sale.bad-card"], id="reader"
    ),
    pytest.param(["Paper jam", "Sale 5.00", "Expect Shows slip.jam"], id="jam"),
    pytest.param(["Power cut", "Expect Shows off", "Power on", "Expect Shows idle.signed-on"], id="power"),
    pytest.param(["Line unplug", "Expect Not Lamp line", "Line plug", "Expect Lamp line"], id="plug"),
    pytest.param(
        ["Line drop every response", "Line clean", "Sale 5.00 as $s", "Expect Record $s approved"], id="clean"
    ),
    pytest.param(["Host silent", "Host normal", "Sale 5.00 as $s", "Expect Record $s approved"], id="normal"),
    pytest.param(
        [
            "Host deaf for 0200",
            "Sale 5.00 as $s",
            "Clock +60s",
            "Expect Sent 0400",
            "Expect Received 0410 F39=25",
            "Expect Ledger $s absent",
        ],
        id="deaf",
    ),
    pytest.param(["Host late 70s for 0200", "Sale 5.00", "Clock +60s", "Expect Sent 0400"], id="late"),
    pytest.param(
        [
            "Host rule wrong-pin off",
            "Menu sale",
            "Card swipe demo-debit",
            "Enter",
            "Keys 500 Enter 9999 Enter",
            "Expect Screen sale.approved",
        ],
        id="rule",
    ),
    pytest.param(["Host day +1", "Sale 5.00", "Expect Received 0210 F13=1122"], id="host-day"),
    pytest.param(["Clock day +1", "Expect Shows idle.new-day"], id="day"),
    pytest.param(["Menu void", "Clock to timer", "Expect Shows prompt.timeout"], id="timer"),
]

FAILING = [
    pytest.param(["Clock to timer"], "1: no prompt or host timer runs", id="no-timer"),
    pytest.param(
        ["Menu void", "Clock day +1"],
        "2: the day changes at idle, and the terminal shows void.password",
        id="busy",
    ),
    pytest.param(["Card remove demo-debit"], "1: demo-debit is not in the reader", id="not-inserted"),
    pytest.param(
        ["Customer arrives holding demo-chip", "Card insert demo-chip", "Card swipe demo-debit"],
        "3: demo-chip is in the reader; remove it first",
        id="reader-busy",
    ),
]


@pytest.mark.parametrize("lines", PASSING)
def test_what_can_be_done(lines: list[str]) -> None:
    assert problem_at_shop(*lines) == ""


@pytest.mark.parametrize(("lines", "problem"), FAILING)
def test_what_cannot_is_told(lines: list[str], problem: str) -> None:
    assert problem_at_shop(*lines) == problem
