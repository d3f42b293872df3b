from __future__ import annotations

from pos_emulator.acquirer.funds import funds_of, set_funds
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.records import Leg
from pos_emulator.acquirer.settings import HostSettings
from tests.acquirer.test_ledger import ID, SALE


def test_funds_follow_the_merchant_s_legs(ledger: Ledger) -> None:
    settings = HostSettings(merchant_funds=1000)
    legs = Leg(ID, "merchant:m", 300), Leg(ID, "fee", -300)
    with ledger.unit():
        ledger.book(SALE, legs)
    assert funds_of(ledger, settings, "m") == 1300
    with ledger.unit():
        set_funds(ledger, "m", 50)
    assert funds_of(ledger, settings, "m") == 50
    assert funds_of(ledger, settings, "another") == 1000
