from __future__ import annotations

import pytest

from pos_emulator.pytest_plugin.acquirer import Acquirer
from pos_emulator.pytest_plugin.desk import Desk, KeysFailed
from pos_emulator.pytest_plugin.keys import Keys


@pytest.fixture
def acquirer(desk: Desk) -> Acquirer:
    return Acquirer(desk)


def test_how_a_transaction_stands(acquirer: Acquirer, shop: Keys) -> None:
    shop("Sale 58.00 as $sale")
    standing = acquirer.ledger.of("$sale")
    assert (standing.state, standing.amount, standing.refunded) == ("booked", 58_00, 0)
    assert standing.entry is not None
    assert standing.entry.masked_pan == "622424******0069"
    shop("Void $sale")
    assert acquirer.ledger.of("sale").state == "voided"
    assert [entry.kind for entry in acquirer.ledger] == ["sale", "void"]
    assert len(acquirer.ledger) == 2
    assert acquirer.ledger.balanced
    with pytest.raises(KeysFailed, match=r"\$other was never sent"):
        acquirer.ledger.of("$other")


def test_the_next_answer(acquirer: Acquirer, shop: Keys) -> None:
    acquirer.reply("51")
    shop("Sale 10.00 as $sale\nExpect Screen sale.declined\nExpect Received 0210 F39=51")
    assert acquirer.ledger.of("$sale").state == "absent"


@pytest.mark.parametrize(
    ("manner", "state", "ledger"),
    [("silent", "owed", "booked"), ("deaf", "owed", "absent"), ("normal", "approved", "booked")],
)
def test_manners(acquirer: Acquirer, shop: Keys, manner: str, state: str, ledger: str) -> None:
    acquirer.late(30, mti="0200")
    acquirer.normal()
    getattr(acquirer, manner)()
    shop(f"Sale 10.00 as $sale\nExpect Record $sale {state}\nExpect Ledger $sale {ledger}")


def test_a_late_answer(acquirer: Acquirer, shop: Keys) -> None:
    acquirer.late(30)
    shop("Sale 10.00 as $sale\nExpect Record $sale owed\nClock +30s\nExpect Record $sale approved")


def test_funds_rules_and_the_calendar(acquirer: Acquirer, shop: Keys) -> None:
    acquirer.funds = 1_00
    assert acquirer.funds == 1_00
    acquirer.rule("wrong-pin", on=False)
    assert not acquirer.core.rules.is_on("wrong-pin")
    before = acquirer.core.business_day()
    acquirer.next_day()
    assert (acquirer.core.business_day() - before).days == 1


def test_what_is_refused(acquirer: Acquirer) -> None:
    with pytest.raises(ValueError, match="there is no response code '7'"):
        acquirer.reply("7")
    with pytest.raises(ValueError, match="there is no host rule 'wrong-pim'; did you mean wrong-pin"):
        acquirer.rule("wrong-pim", on=False)
    with pytest.raises(ValueError, match="there is no request '9999'"):
        acquirer.silent("9999")


def test_what_the_money_check_finds(acquirer: Acquirer, shop: Keys) -> None:
    shop("Sale 58.00 as $sale\nExpect Ledger balanced")
    ledger = acquirer.core.ledger
    (booking,) = ledger.bookings()
    with ledger.unit():
        ledger.take_back(booking.id, ())
    assert not acquirer.ledger.balanced
    assert acquirer.ledger.findings[0].startswith("G4: the terminal holds a sale that has no effect")
