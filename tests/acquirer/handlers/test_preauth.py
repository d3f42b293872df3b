from __future__ import annotations

import pytest

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import F61, Settlement48, Totals
from iso8583_specs.message import Message, Value
from pos_emulator.acquirer.ledger import Ledger
from tests.acquirer.handlers.test_settlement import settle
from tests.acquirer.till import DEBIT, MID, Sold, Till

SHOP = f"merchant:{MID}"


def preauth(till: Till, amount: int) -> Sold:
    request = till.money("0100", ("030000", "06", "10"), amount=amount)
    return Sold(request, till.send(request))


def follow(
    till: Till, held: Sold, codes: tuple[str, str, str], mti: str, amount: int, **changed: Value
) -> Sold:
    more: dict[int, Value] = {38: held.answer[38], 61: F61(date=held.answer.text(13)).digits()}
    more |= {int(name[1:]): value for name, value in changed.items()}
    card = str(more.pop(2, DEBIT))
    request = till.money(mti, codes, amount=amount, card=card, more=more)
    return Sold(request, till.send(request))


def cancel(till: Till, held: Sold, amount: int, **changed: Value) -> Sold:
    return follow(till, held, ("200000", "06", "11"), "0100", amount, **changed)


def complete(till: Till, held: Sold, amount: int, **changed: Value) -> Sold:
    return follow(till, held, ("000000", "06", "20"), "0200", amount, **changed)


def void_completion(till: Till, captured: Sold) -> Message:
    more: dict[int, Value] = {37: captured.answer[37], 38: captured.answer[38]}
    more[61] = F61("000001", captured.request.text(11), captured.answer.text(13)).digits()
    amount = int(captured.request.text(4))
    return till.send(till.money("0200", ("200000", "06", "21"), amount=amount, more=more))


def held(ledger: Ledger) -> int:
    return sum(ledger.held(token) for token in {booking.token for booking in ledger.bookings()})


def test_a_preauth_holds_and_moves_nothing(till: Till, ledger: Ledger) -> None:
    answer = preauth(till, 10_000).answer
    assert (answer.mti, answer[39]) == ("0110", "00")
    UNIONPAY_POS.check(answer)
    assert held(ledger) == 10_000
    assert list(ledger.legs()) == []


def test_what_is_held_cannot_be_spent(till: Till) -> None:
    preauth(till, 600_000)
    assert till.sale(400_001).code == "51"
    assert till.sale(400_000).code == "00"


def test_a_cancel_lets_the_hold_go(till: Till, ledger: Ledger) -> None:
    hold = preauth(till, 10_000)
    assert cancel(till, hold, 10_000).code == "00"
    assert held(ledger) == 0
    again = cancel(till, hold, 10_000)
    assert (again.code, till.why(again.request)) == ("12", "already-voided")
    assert complete(till, hold, 10_000).code == "12"


def test_a_completion_captures_and_frees(till: Till, ledger: Ledger) -> None:
    hold = preauth(till, 10_000)
    captured = complete(till, hold, 9_000)
    assert captured.code == "00"
    UNIONPAY_POS.check(captured.answer)
    assert (held(ledger), ledger.balance(SHOP)) == (0, 9_000)
    again = complete(till, hold, 1)
    assert (again.code, till.why(again.request)) == ("12", "already-completed")
    assert cancel(till, hold, 10_000).code == "12"


@pytest.mark.parametrize(("amount", "code"), [(11_500, "00"), (11_501, "64")])
def test_a_completion_may_exceed_the_hold_by_15_percent(till: Till, amount: int, code: str) -> None:
    assert complete(till, preauth(till, 10_000), amount).code == code


def test_a_completion_spends_the_hold_first(till: Till) -> None:
    hold = preauth(till, 1_000_000)
    assert complete(till, hold, 1_000_001).code == "51"
    assert complete(till, hold, 1_000_000).code == "00"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"f38": "000000"}, "25", id="approval"),
        pytest.param({"f61": "0000000000000308"}, "22", id="date"),
        pytest.param({"f2": "4111111111111111"}, "14", id="card"),
    ],
)
def test_a_hold_is_found_by_approval_date_and_card(till: Till, changed: dict[str, Value], code: str) -> None:
    hold = preauth(till, 10_000)
    assert complete(till, hold, 10_000, **changed).code == code
    assert cancel(till, hold, 10_000, **changed).code == code


def test_a_cancel_is_of_the_whole_hold(till: Till) -> None:
    assert cancel(till, preauth(till, 10_000), 9_999).code == "64"


def test_a_hold_is_not_completed_too_late(till: Till) -> None:
    hold = preauth(till, 10_000)
    till.clock.forward(days=31)
    assert complete(till, hold, 10_000).code == "22"


def test_a_completion_void_returns_what_was_captured(till: Till, ledger: Ledger) -> None:
    captured = complete(till, preauth(till, 10_000), 10_000)
    assert void_completion(till, captured)[39] == "00"
    assert (held(ledger), ledger.balance(SHOP)) == (0, 0)
    assert void_completion(till, captured)[39] == "12"


def test_a_sale_void_takes_no_completion(till: Till) -> None:
    assert till.void(complete(till, preauth(till, 10_000), 10_000)).code == "25"


def test_reversals_bring_holds_back_as_they_were(till: Till, ledger: Ledger) -> None:
    hold = preauth(till, 10_000)
    cancelled = cancel(till, hold, 10_000)
    assert till.reverse(cancelled.request)[39] == "00"
    assert held(ledger) == 10_000
    captured = complete(till, hold, 10_000)
    assert till.reverse(hold.request)[39] == "96"
    assert till.reverse(captured.request)[39] == "00"
    assert (held(ledger), ledger.balance(SHOP)) == (10_000, 0)
    assert till.reverse(hold.request)[39] == "00"
    assert held(ledger) == 0


def test_only_captured_money_enters_the_totals(till: Till) -> None:
    captured = complete(till, preauth(till, 10_000), 9_000)
    void_completion(till, captured)
    cancel(till, preauth(till, 5_000), 5_000)
    answer = settle(till, Totals(9_000, 1, 9_000, 1))
    assert Settlement48.parse(answer.text(48)).domestic.flag == "1"


def test_a_completion_is_refunded(till: Till) -> None:
    captured = complete(till, preauth(till, 10_000), 9_000)
    assert till.refund(captured, 9_000).code == "00"


def test_a_reversed_hold_is_neither_completed_nor_cancelled(till: Till) -> None:
    hold = preauth(till, 10_000)
    till.reverse(hold.request)
    assert (complete(till, hold, 10_000).code, cancel(till, hold, 10_000).code) == ("25", "25")
