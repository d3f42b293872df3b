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


def test_the_right_pin_is_taken(till: Till) -> None:
    assert till.sale(pin="123456").code == "00"


def test_three_wrong_pins_block_the_card_until_the_next_day(till: Till, ledger: Ledger) -> None:
    for _ in range(3):
        wrong = till.sale(pin="654321")
        assert (wrong.code, till.why(wrong.request)) == ("55", "wrong-pin")
    blocked = till.sale(pin="123456")
    assert (blocked.code, till.why(blocked.request)) == ("75", "pin-tries")
    till.clock.forward(days=1)
    assert till.sale(pin="123456").code == "00"
    assert len(list(ledger.bookings())) == 1


def test_the_right_pin_forgives_wrong_ones(till: Till) -> None:
    codes = [till.sale(pin=pin).code for pin in ("111111", "111111", "123456", "111111", "111111", "123456")]
    assert codes == ["55", "55", "00", "55", "55", "00"]


def test_a_repeat_of_a_wrong_pin_counts_once(till: Till) -> None:
    request = till.sale_request(pin="111111")
    for _ in range(5):
        assert till.send(request)[39] == "55"
    assert till.sale(pin="123456").code == "00"


def test_a_pin_block_of_other_keys_is_no_wrong_pin(till: Till) -> None:
    assert till.keys is not None
    request = till.sale_request(pin="123456").with_({52: bytes(8)})
    assert till.send(request)[39] == "99"
    assert till.why(request) == "pin-format"


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
