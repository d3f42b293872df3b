from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.own_tags import OwnTags
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import Settlement48, Totals
from iso8583_specs.message import Message
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.records import Why
from pos_emulator.acquirer.settings import HostSettings
from tests.acquirer.till import FOREIGN, Till, silent_till_on, till_on

NOTHING = Totals(0, 0, 0, 0)


def settle(till: Till, domestic: Totals = NOTHING, foreign: Totals = NOTHING) -> Message:
    digits = Settlement48(domestic, foreign).digits()
    return till.send(till.management("0500", "201", {48: digits, 49: "156", 63: b"01 "}))


def end(till: Till, *, balanced: bool = True) -> str:
    return till.send(till.management("0320", "207" if balanced else "202", {48: "0000"})).text(39)


def test_totals_that_agree(till: Till) -> None:
    till.sale(5800)
    answer = settle(till, Totals(5800, 1, 0, 0))
    assert answer.mti == "0510"
    assert sorted(answer) == [11, 12, 13, 15, 32, 37, 41, 42, 48, 49, 60, 63]
    assert answer[48] == "0000000058000010000000000000001" + "0000000000000000000000000000001"
    UNIONPAY_POS.check(answer)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(Totals(5801, 1, 0, 0), id="debit-amount"),
        pytest.param(Totals(5800, 2, 0, 0), id="debit-count"),
        pytest.param(Totals(5800, 1, 1, 0), id="credit-amount"),
        pytest.param(Totals(5800, 1, 0, 1), id="credit-count"),
    ],
)
def test_totals_that_do_not(till: Till, told: Totals) -> None:
    till.sale(5800)
    assert Settlement48.parse(settle(till, told).text(48)).domestic.flag == "2"


def test_voided_sales_stay_debit_and_voids_and_refunds_are_credit(till: Till) -> None:
    first = till.sale(1000)
    till.void(first)
    till.refund(till.sale(2000), 300)
    answer = settle(till, Totals(3000, 2, 1300, 2))
    assert Settlement48.parse(answer.text(48)).domestic.flag == "1"


def test_foreign_cards_are_counted_apart(till: Till) -> None:
    till.sale(1000)
    till.sale(2000, card=FOREIGN)
    both = Settlement48.parse(settle(till, Totals(1000, 1, 0, 0), Totals(2000, 1, 0, 0)).text(48))
    assert (both.domestic.flag, both.foreign.flag) == ("1", "1")
    both = Settlement48.parse(settle(till, Totals(3000, 2, 0, 0)).text(48))
    assert (both.domestic.flag, both.foreign.flag) == ("2", "2")


def test_what_was_reversed_does_not_count(till: Till) -> None:
    till.reverse(till.sale(1000).request)
    till.reverse(till.void(till.sale(2000)).request)
    assert Settlement48.parse(settle(till, Totals(2000, 1, 0, 0)).text(48)).domestic.flag == "1"


def test_declined_and_fenced_requests_do_not_count(till: Till) -> None:
    till.sale(0)
    till.reverse(till.sale_request(100))
    assert Settlement48.parse(settle(till).text(48)).domestic.flag == "1"


def test_the_end_closes_the_batch_and_opens_the_next(till: Till, ledger: Ledger) -> None:
    settle(till)
    assert end(till) == "00"
    assert [(batch.number, batch.state) for batch in ledger.batches()] == [
        ("000001", "closed"), ("000002", "open"),
    ]  # fmt: skip
    late = till.sale()
    assert (late.code, till.why(late.request)) == ("77", "closed-batch")
    assert till.sign_on()[60] == "00000002003"
    till.batch = "000002"
    assert till.sale().code == "00"


def test_everything_may_be_repeated(till: Till, ledger: Ledger) -> None:
    till.sale(5800)
    totals = Settlement48(Totals(5800, 1, 0, 0), NOTHING).digits()
    announced = till.management("0500", "201", {48: totals, 49: "156", 63: b"01 "})
    ended = till.management("0320", "207", {48: "0000"})
    first = till.send(announced), till.send(ended)
    assert (till.send(announced), till.send(ended)) == first
    assert [batch.state for batch in ledger.batches()] == ["closed", "open"]


def test_a_closed_batch_is_settled_again_without_harm(till: Till, ledger: Ledger) -> None:
    till.sale(5800)
    settle(till, Totals(5800, 1, 0, 0))
    end(till)
    answer = settle(till, Totals(5800, 1, 0, 0))
    assert Settlement48.parse(answer.text(48)).domestic.flag == "1"
    assert end(till) == "00"
    assert [batch.state for batch in ledger.batches()] == ["closed", "open"]


def test_an_end_that_nothing_announced_starts_again_at_0500(till: Till) -> None:
    till.sale()
    assert end(till) == "77"
    settle(till)
    assert end(till, balanced=False) == "00"


def test_totals_that_changed_after_they_were_compared_are_compared_again(till: Till) -> None:
    sold = till.sale(5800)
    settle(till, Totals(5800, 1, 0, 0))
    till.reverse(sold.request)
    assert end(till) == "77"
    settle(till)
    till.sale(100)
    assert end(till) == "77"
    settle(till, Totals(100, 1, 0, 0))
    assert end(till) == "00"


def test_the_last_batch_is_followed_by_the_first(till: Till, ledger: Ledger) -> None:
    settle(till)
    end(till)
    till.batch = "999999"
    till.sale()
    settle(till)
    end(till)
    till.batch = "000001"
    assert till.sale().code == "00"


def test_a_reversal_in_a_closed_batch_moves_money_but_not_its_totals(till: Till, ledger: Ledger) -> None:
    sold = till.sale(5800)
    settle(till, Totals(5800, 1, 0, 0))
    end(till)
    assert till.reverse(sold.request)[39] == "00"
    assert ledger.balance("merchant:123456789012345") == 0
    closed = ledger.batch("12345676", "000001")
    assert closed is not None
    assert closed.domestic.debit_amount == 5800


def test_a_thousand_bookings_fit_three_digits(till: Till, ledger: Ledger) -> None:
    till.sale(100)
    batch = ledger.batch("12345676", "000001")
    assert batch is not None
    with ledger.unit():
        ledger.keep_batch(replace(batch, domestic=replace(batch.domestic, debit_count=1001)))
    assert Settlement48.parse(settle(till, Totals(100, 1, 0, 0)).text(48)).domestic.flag == "1"


def test_a_batch_that_nobody_ever_worked_in_is_not_announced(ledger: Ledger) -> None:
    forged = silent_till_on(ledger)
    forged.batch = "777777"
    answer = settle(forged, Totals(1, 1, 0, 0))
    assert (answer[39], forged.acquirer.why("12345676", "000001")) == (
        "77", Why("unknown-batch", "77", "Nothing under a good MAC was ever said in this batch."),
    )  # fmt: skip
    assert list(ledger.batches()) == []
    assert list(ledger.outcomes()) == []


def test_a_hello_makes_a_batch_known(till: Till, ledger: Ledger) -> None:
    till.batch = "000007"
    assert settle(till)[39] == "77"
    till.own("900001", OwnTags(epoch=0, why=0))
    assert 39 not in settle(till)
    assert end(till) == "00"


def test_a_hello_opens_no_closed_batch(till: Till, ledger: Ledger) -> None:
    settle(till)
    end(till)
    till.own("900001", OwnTags(epoch=0, why=0))
    account = ledger.terminal("12345676")
    assert account is not None
    assert account.batch == "000002"


def test_a_host_without_our_messages_takes_the_terminals_word(ledger: Ledger) -> None:
    till = till_on(ledger, settings=replace(HostSettings(), host_extensions=False))
    till.batch = "000007"
    assert 39 not in settle(till)
