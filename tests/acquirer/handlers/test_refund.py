from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Value
from pos_emulator.acquirer.funds import set_funds
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.settings import HostSettings
from tests.acquirer.till import MID, Till, till_on


def test_a_refund_gives_money_back(till: Till, ledger: Ledger) -> None:
    refunded = till.refund(till.sale(5800), 1800)
    assert refunded.code == "00"
    UNIONPAY_POS.check(refunded.answer)
    assert 38 not in refunded.answer
    assert ledger.balance(f"merchant:{MID}") == 4000


def test_partial_refunds_go_on_until_nothing_is_left(till: Till) -> None:
    sold = till.sale(5800)
    assert till.refund(sold, 3000).code == "00"
    over = till.refund(sold, 2801)
    assert (over.code, till.why(over.request)) == ("64", "over-what-is-left")
    assert till.refund(sold, 2800).code == "00"
    assert till.refund(sold, 1).code == "64"


@pytest.mark.parametrize(
    ("changed", "code", "rule"),
    [
        pytest.param({"f37": "000000000000"}, "25", "no-original", id="unknown-reference"),
        pytest.param({"f61": "0000000000000308"}, "22", "other-date", id="other-date"),
        pytest.param({"f61": "0000000000009999"}, "22", "other-date", id="no-date-at-all"),
        pytest.param({"f61": "000000000000"}, "22", "other-date", id="date-missing"),
        pytest.param({"f2": "4111111111111111"}, "14", "other-card", id="other-card"),
        pytest.param({"f4": "000000000000"}, "13", "zero-amount", id="zero"),
        pytest.param({"f4": "000005000001"}, "61", "over-limit", id="limit"),
    ],
)
def test_refunds_that_are_refused(
    till: Till, ledger: Ledger, changed: dict[str, Value], code: str, rule: str
) -> None:
    refused = till.refund(till.sale(5800), 100, **changed)
    assert (refused.code, till.why(refused.request)) == (code, rule)
    assert [booking.kind for booking in ledger.bookings()] == ["sale"]


def test_a_refund_works_on_another_terminal_batch_and_day(till: Till) -> None:
    sold = till.sale(5800)
    till.clock.forward(days=40)
    other = Till(till.acquirer, till.clock, tid="90000001", batch="000009")
    other.sign_on()
    assert other.refund(sold, 5800).code == "00"


def test_a_refund_comes_too_late(till: Till) -> None:
    sold = till.sale(5800)
    till.clock.forward(days=180)
    assert till.refund(sold, 1).code == "00"
    till.clock.forward(days=1)
    late = till.refund(sold, 1)
    assert (late.code, till.why(late.request)) == ("22", "too-old")


def test_a_voided_sale_is_not_refunded(till: Till) -> None:
    sold = till.sale()
    voided = till.void(sold)
    refused = till.refund(sold, 1)
    assert (refused.code, till.why(refused.request)) == ("12", "already-voided")
    till.reverse(voided.request)
    assert till.refund(sold, 1).code == "00"


def test_a_reversed_sale_is_not_refunded(till: Till) -> None:
    sold = till.sale()
    till.reverse(sold.request)
    assert till.refund(sold, 1).code == "25"


def test_only_sales_are_refunded(till: Till) -> None:
    refunded = till.refund(till.sale(), 100)
    again = till.refund(refunded, 1)
    assert (again.code, till.why(again.request)) == ("12", "not-refundable")


def test_a_refund_is_paid_from_the_merchant_s_funds(till: Till, ledger: Ledger) -> None:
    sold = till.sale(5800)
    with ledger.unit():
        set_funds(ledger, MID, 3000)
    poor = till.refund(sold, 3001)
    assert (poor.code, till.why(poor.request)) == ("51", "merchant-funds")
    assert till.refund(sold, 3000).code == "00"


def test_a_repeated_refund_is_booked_once(till: Till, ledger: Ledger) -> None:
    request = till.refund_request(till.sale(5800), 1000)
    assert till.send(request) == till.send(request)
    assert ledger.balance(f"merchant:{MID}") == 4800


def test_the_year_of_the_date_is_the_latest_that_is_not_in_the_future(ledger: Ledger) -> None:
    till = till_on(ledger, settings=replace(HostSettings(), refund_days=400))
    sold = till.sale(5800)
    till.clock.forward(days=365 + 1)
    assert till.refund(sold, 1).code == "00"


def test_the_fee_stays_when_the_sale_is_refunded(ledger: Ledger) -> None:
    till = till_on(ledger, settings=replace(HostSettings(), fee_basis_points=100))
    till.refund(till.sale(10_000), 10_000)
    assert ledger.balance("fee") == 100
    assert ledger.balance(f"merchant:{MID}") == -100


def test_a_sale_of_tomorrow_is_not_known_yet(till: Till) -> None:
    sold = till.sale(5800)
    till.clock.forward(days=-1)
    assert till.refund(sold, 1).code == "25"
