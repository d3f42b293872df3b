from __future__ import annotations

import json

from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_view import (
    entries,
    out_of_balance,
    plain_entries,
    plain_export,
    shown_account,
)
from tests.acquirer.till import DEBIT, Till


def test_states_of_a_sale(till: Till, ledger: Ledger) -> None:
    sold = till.sale(1000)
    assert [entry.state for entry in entries(ledger)] == ["booked"]
    voided = till.void(sold)
    assert [entry.state for entry in entries(ledger)] == ["voided", "booked"]
    till.reverse(voided.request)
    assert [entry.state for entry in entries(ledger)] == ["booked", "reversed"]
    till.refund(sold, 400)
    till.refund(sold, 100)
    first = entries(ledger)[0]
    assert (first.state, first.refunded) == ("refunded", 500)
    assert first.why is not None
    assert first.why.rule == "approved"


def test_nothing_secret_is_shown(till: Till, ledger: Ledger) -> None:
    till.sale(1000, pin="123456")
    (booking,) = ledger.bookings()
    shown = json.dumps(plain_entries(entries(ledger)))
    assert DEBIT not in shown
    assert booking.token not in shown
    assert DEBIT not in json.dumps(plain_export(ledger))


def test_accounts_of_cards_are_cut_short() -> None:
    assert shown_account("cardholder:" + "ab" * 16) == "cardholder:abababab"
    assert shown_account("merchant:123456789012345") == "merchant:123456789012345"
    assert shown_account("fee") == "fee"


def test_the_ledger_is_always_in_balance(till: Till, ledger: Ledger) -> None:
    sold = till.sale(1000)
    till.refund(sold, 400)
    till.reverse(till.sale(50).request)
    assert out_of_balance(ledger) == 0
