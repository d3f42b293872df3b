from __future__ import annotations

import pytest

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Message, Value
from pos_emulator.acquirer.ledger import Ledger
from tests.acquirer.handlers.test_settlement import settle
from tests.acquirer.till import Till


def effect(ledger: Ledger) -> int:
    """What the merchant gained of everything."""
    return ledger.balance("merchant:123456789012345")


def test_a_reversal_takes_a_sale_back(till: Till, ledger: Ledger) -> None:
    sold = till.sale(5800)
    answer = till.reverse(sold.request)
    assert (answer.mti, answer[39], answer[37]) == ("0410", "00", sold.answer[37])
    UNIONPAY_POS.check(answer)
    assert effect(ledger) == 0
    assert [(leg.amount, leg.because) for leg in ledger.legs()] == [
        (-5800, "booked"), (5800, "booked"), (5800, "reversed"), (-5800, "reversed"),
    ]  # fmt: skip
    (booking,) = ledger.bookings()
    assert booking.reversed


def test_a_second_reversal_has_no_effect(till: Till, ledger: Ledger) -> None:
    sold = till.sale()
    till.reverse(sold.request)
    assert till.reverse(sold.request, f39="06")[39] == "00"
    assert till.why(sold.request) == "nothing-to-reverse"
    assert effect(ledger) == 0
    assert len(list(ledger.legs())) == 4


def test_a_reversal_of_a_declined_request_has_no_effect(till: Till, ledger: Ledger) -> None:
    request = till.sale_request(9_999_999)
    assert till.send(request)[39] == "51"
    assert till.reverse(request)[39] == "00"
    assert list(ledger.legs()) == []


def test_a_reversal_before_its_request_fences_it(till: Till, ledger: Ledger) -> None:
    request = till.sale_request()
    answer = till.reverse(request)
    assert (answer[39], till.why(request)) == ("25", "unknown-reversed")
    assert till.reverse(request)[39] == "25"
    late = till.send(request)
    assert (late[39], till.why(request)) == ("94", "fenced")
    assert list(ledger.bookings()) == []


def test_a_repeat_that_arrives_after_its_reversal_is_not_approved_again(till: Till, ledger: Ledger) -> None:
    request = till.sale_request()
    till.send(request)
    till.reverse(request)
    assert till.send(request)[39] == "94"
    assert effect(ledger) == 0


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"f4": "000000005801"}, id="amount"),
        pytest.param({"f2": "4111111111111111"}, id="card"),
        pytest.param({"f22": "012"}, id="entry-mode"),
        pytest.param({"f3": "200000", "f60": "2300000100050", "f61": "000001000001"}, id="kind"),
    ],
)
def test_a_reversal_of_something_else_is_unclear_and_alarms(
    till: Till, ledger: Ledger, changed: dict[str, Value]
) -> None:
    sold = till.sale(5800)
    answer = till.reverse(sold.request, **changed)
    assert (answer[39], till.why(sold.request)) == ("96", "reversal-mismatch")
    assert effect(ledger) == 5800
    assert [alarm.name for alarm in ledger.alarms()] == ["reversal-mismatch"]
    assert till.reverse(sold.request)[39] == "00"


def test_a_reversal_matches_whatever_f61_says(till: Till, ledger: Ledger) -> None:
    voided = till.void(till.sale(5800))
    assert till.reverse(voided.request, f61="999999999999")[39] == "00"
    assert effect(ledger) == 5800


def test_a_reversed_void_makes_the_sale_valid_and_voidable_again(till: Till, ledger: Ledger) -> None:
    sold = till.sale(5800)
    first = till.void(sold)
    assert effect(ledger) == 0
    assert till.reverse(first.request)[39] == "00"
    assert effect(ledger) == 5800
    assert till.void(sold).code == "00"
    assert effect(ledger) == 0


def test_a_void_fenced_before_it_came_leaves_the_sale_valid(till: Till, ledger: Ledger) -> None:
    sold = till.sale(5800)
    request = till.void_request(sold)
    assert till.reverse(request)[39] == "25"
    assert till.send(request)[39] == "94"
    assert effect(ledger) == 5800
    assert till.void(sold).code == "00"


def test_a_sale_that_is_voided_is_not_reversed_silently(till: Till, ledger: Ledger) -> None:
    sold = till.sale(5800)
    till.void(sold)
    assert till.reverse(sold.request)[39] == "96"
    assert [alarm.name for alarm in ledger.alarms()] == ["reversal-of-followed"]
    assert effect(ledger) == 0


def test_a_refund_is_never_reversed(till: Till, ledger: Ledger) -> None:
    refunded = till.refund(till.sale(5800), 1000)
    assert till.reverse(refunded.request.with_(without=(63,)))[39] == "30"
    disguised = refunded.request.with_({60: "2300000100050"}, without=(63,))
    assert till.reverse(disguised)[39] == "96"
    assert effect(ledger) == 4800


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({}, id="as-the-refund"),
        pytest.param({"f2": "4111111111111111", "f4": "000000000001"}, id="another-card-and-amount"),
    ],
)
def test_a_refund_booked_from_an_upload_is_never_reversed(
    till: Till, ledger: Ledger, changed: dict[str, Value]
) -> None:
    request = till.refund_request(till.sale(5800), 1000)
    settle(till)
    till.send(request.with_(without=(26, 52, 64), mti="0320"))
    disguised = request.with_({3: "000000", 60: "2200000100050"}, without=(61, 63))
    assert till.reverse(disguised, **changed)[39] == "96"
    assert effect(ledger) == 4800
    assert [alarm.name for alarm in ledger.alarms()] == ["booked-from-upload", "reversal-mismatch"]
    assert list(ledger.fences()) == []


def test_a_reversal_needs_a_mac(till: Till, ledger: Ledger) -> None:
    sold = till.sale(5800)
    assert till.send(till.reversal_request(sold.request).with_({64: b"00000001"}))[39] == "A0"
    assert effect(ledger) == 5800


def test_a_reversal_is_taken_with_the_keys_of_its_own_moment(till: Till, ledger: Ledger) -> None:
    sold = till.sale()
    till.sign_on()
    assert till.reverse(sold.request, f39="A0")[39] == "00"


def test_a_day_cut_refuses_no_reversal(till: Till, ledger: Ledger) -> None:
    sold = till.sale()
    till.clock.forward(days=3)
    answer = till.reverse(sold.request)
    assert (answer[39], answer[15]) == ("00", "0312")
    assert effect(ledger) == 0


def test_an_answer_that_was_not_final_leaves_the_reversal_nothing_to_do(till: Till, ledger: Ledger) -> None:
    till.acquirer.rules.reply("96")
    request = till.sale_request()
    assert till.send(request)[39] == "96"
    assert till.reverse(request)[39] == "25"
    assert till.send(request)[39] == "94"
    assert list(ledger.bookings()) == []


def test_nothing_in_the_ledger_says_otherwise_than_zero(till: Till, ledger: Ledger) -> None:
    requests: list[Message] = []
    for amount in (100, 200, 300):
        sold = till.sale(amount)
        requests += [sold.request, till.void(sold).request]
    for request in reversed(requests):
        till.reverse(request)
    assert effect(ledger) == 0
    assert all(booking.reversed for booking in ledger.bookings())
