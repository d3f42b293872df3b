from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Value
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.settings import HostSettings
from tests.acquirer.till import Till, till_on


def test_a_void_undoes_the_sale(till: Till, ledger: Ledger) -> None:
    sold = till.sale(5800)
    voided = till.void(sold)
    assert voided.code == "00"
    UNIONPAY_POS.check(voided.answer)
    assert sum(leg.amount for leg in ledger.legs()) == 0
    balances = {ledger.balance(leg.account) for leg in ledger.legs()}
    assert balances == {0}
    assert [booking.kind for booking in ledger.bookings()] == ["sale", "void"]


def test_a_void_returns_the_fee(ledger: Ledger) -> None:
    till = till_on(ledger, settings=replace(HostSettings(), fee_basis_points=60))
    sold = till.sale(10_000)
    assert ledger.balance("fee") == 60
    assert ledger.balance("merchant:123456789012345") == 9_940
    till.void(sold)
    assert ledger.balance("fee") == 0
    assert ledger.balance("merchant:123456789012345") == 0


@pytest.mark.parametrize(
    ("changed", "code", "rule"),
    [
        pytest.param({"f61": "000001000099"}, "25", "no-original", id="unknown-voucher"),
        pytest.param({"f61": "000002000002"}, "25", "no-original", id="unknown-batch"),
        pytest.param({"f37": "000000000000"}, "25", "no-original", id="other-reference"),
        pytest.param({"f38": "XXXXXX"}, "25", "no-original", id="other-approval"),
        pytest.param({"f2": "4111111111111111"}, "14", "other-card", id="other-card"),
        pytest.param({"f4": "000000005799"}, "64", "other-amount", id="other-amount"),
        pytest.param({"f4": "000000000000"}, "13", "zero-amount", id="zero"),
    ],
)
def test_a_void_that_does_not_fit_its_original(
    till: Till, ledger: Ledger, changed: dict[str, Value], code: str, rule: str
) -> None:
    refused = till.void(till.sale(5800), **changed)
    assert (refused.code, till.why(refused.request)) == (code, rule)
    assert [booking.kind for booking in ledger.bookings()] == ["sale"]


def test_a_sale_is_voided_once(till: Till) -> None:
    sold = till.sale()
    till.void(sold)
    again = till.void(sold)
    assert (again.code, till.why(again.request)) == ("12", "already-voided")


def test_a_refunded_sale_is_not_voided(till: Till) -> None:
    sold = till.sale()
    assert till.refund(sold, 1).code == "00"
    refused = till.void(sold)
    assert (refused.code, till.why(refused.request)) == ("12", "already-refunded")


def test_a_void_is_of_the_same_business_day(till: Till) -> None:
    sold = till.sale()
    till.clock.forward(days=1)
    refused = till.void(sold)
    assert (refused.code, till.why(refused.request)) == ("22", "not-today")


def test_a_void_in_a_later_batch_is_refused(till: Till) -> None:
    sold = till.sale()
    till.batch = "000002"
    refused = till.void(sold)
    assert (refused.code, till.why(refused.request)) == ("22", "settled")


def test_another_terminal_cannot_void(till: Till) -> None:
    sold = till.sale()
    other = Till(till.acquirer, till.clock, tid="90000001")
    other.sign_on()
    refused = other.void(sold)
    assert (refused.code, other.why(refused.request)) == ("25", "no-original")


def test_a_void_is_not_voided(till: Till) -> None:
    voided = till.void(till.sale())
    assert till.void(voided).code == "25"


def test_a_reversed_sale_is_not_voided(till: Till) -> None:
    sold = till.sale()
    till.reverse(sold.request)
    assert till.void(sold).code == "25"


def test_a_void_goes_without_an_approval_code(till: Till) -> None:
    request = till.void_request(till.sale()).with_(without=(38,))
    assert till.send(request)[39] == "00"


def test_a_void_checks_the_pin(till: Till) -> None:
    sold = till.sale()
    wrong = till.sale_request(pin="111111")
    block: dict[int, Value] = {n: wrong[n] for n in (26, 52, 53)}
    refused = till.send(till.void_request(sold).with_(block))
    assert refused[39] == "55"


def test_limits_of_voids_are_settings(ledger: Ledger) -> None:
    settings = replace(HostSettings(), void_limit=5_000, void_cutoff=time(23, 0))
    till = till_on(ledger, settings=settings)
    small, large, late = till.sale(5_000), till.sale(5_001), till.sale(1)
    assert till.void(small).code == "00"
    assert till.void(large).code == "61"
    till.clock.moment = till.clock.moment.replace(hour=23)
    refused = till.void(late)
    assert (refused.code, till.why(refused.request)) == ("22", "after-cutoff")


def test_a_sale_of_another_merchant_is_not_voided(till: Till, ledger: Ledger) -> None:
    sold = till.sale(5800)
    (booking,) = ledger.bookings()
    elsewhere = booking.id._replace(mid="999999999999999", stan="000900")
    with ledger.unit():
        ledger.book(replace(booking, id=elsewhere), ())
    assert till.void(sold, f61="000001000900").code == "25"
