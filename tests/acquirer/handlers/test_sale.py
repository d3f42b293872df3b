from __future__ import annotations

from datetime import datetime

import pytest

from pos_emulator.acquirer.ledger import Ledger
from tests.acquirer.till import DEBIT, EXPIRED, FOREIGN, NO_FUNDS, SILENT, Till


def test_a_card_cannot_spend_more_than_it_holds(till: Till) -> None:
    assert till.sale(400_000).code == "00"
    refused = till.sale(600_001)
    assert (refused.code, till.why(refused.request)) == ("51", "card-no-funds")
    assert till.sale(600_000).code == "00"


@pytest.mark.parametrize(
    ("card", "code", "rule"),
    [
        pytest.param(NO_FUNDS, "51", "card-no-funds", id="no-funds"),
        pytest.param(EXPIRED, "54", "card-expired", id="expired"),
        pytest.param("6216261000000000026", "14", "unknown-card", id="unknown"),
    ],
)
def test_cards_that_are_refused(till: Till, ledger: Ledger, card: str, code: str, rule: str) -> None:
    refused = till.sale(card=card)
    assert (refused.code, till.why(refused.request)) == (code, rule)
    assert 38 not in refused.answer
    assert list(ledger.bookings()) == []


def test_a_zero_amount_is_refused(till: Till) -> None:
    refused = till.sale(0)
    assert (refused.code, till.why(refused.request)) == ("13", "zero-amount")


def test_the_host_has_a_limit(till: Till) -> None:
    refused = till.sale(500_000_001)
    assert (refused.code, till.why(refused.request)) == ("61", "over-limit")


def test_a_foreign_card_says_so(till: Till) -> None:
    assert till.sale(card=FOREIGN).answer[63] == b"VIS"


def test_a_silent_issuer_books_and_leaves_the_terminal_waiting(till: Till, ledger: Ledger) -> None:
    request = till.sale_request(card=SILENT)
    assert till.try_send(request) is None
    assert till.why(request) == "card-silent"
    assert [booking.amount for booking in ledger.bookings()] == [5800]
    assert till.reverse(request)[39] == "00"


def test_an_expiry_counts_to_the_end_of_its_month(till: Till) -> None:
    till.clock.moment = datetime(2030, 12, 31, 23, 59)
    assert till.sale(card=DEBIT).code == "00"
    till.clock.moment = datetime(2031, 1, 1)
    assert till.sale(card=DEBIT).code == "54"
