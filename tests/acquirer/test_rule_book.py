from __future__ import annotations

from dataclasses import replace

import pytest

from pos_emulator.acquirer.errors import ControlError
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.settings import HostSettings
from tests.acquirer.till import NO_FUNDS, Till, till_on


def test_a_scripted_reply_is_for_the_next_financial_message_only(till: Till, ledger: Ledger) -> None:
    till.acquirer.rules.reply("51")
    till.sign_on()
    refused = till.sale()
    assert (refused.code, till.why(refused.request)) == ("51", "scripted-reply")
    assert till.sale().code == "00"
    assert len(list(ledger.bookings())) == 1


def test_a_scripted_reply_may_name_its_message_type(till: Till) -> None:
    sold = till.sale()
    till.acquirer.rules.reply("91", "0220")
    assert till.sale().code == "00"
    assert till.refund(sold, 1).code == "91"


def test_a_scripted_reply_is_not_spent_on_a_repeat(till: Till) -> None:
    request = till.sale_request()
    till.send(request)
    till.acquirer.rules.reply("91")
    assert till.send(request)[39] == "00"
    assert till.sale().code == "91"


def test_a_scripted_approval_books_with_its_code(till: Till, ledger: Ledger) -> None:
    till.acquirer.rules.reply("11")
    assert till.sale().code == "11"
    assert len(list(ledger.bookings())) == 1


@pytest.mark.parametrize("code", ["10", "68", "96", "98"])
def test_an_answer_that_leaves_doubt_is_not_kept(till: Till, ledger: Ledger, code: str) -> None:
    till.acquirer.rules.reply(code)
    request = till.sale_request()
    assert till.send(request)[39] == code
    assert list(ledger.outcomes()) == []
    assert till.send(request)[39] == "00"


def test_a_scripted_settlement_is_refused_with_its_code(till: Till) -> None:
    till.acquirer.rules.reply("96", "0500")
    totals = "0" * 62
    answer = till.send(till.management("0500", "201", {48: totals, 49: "156", 63: b"01 "}))
    assert (answer[39], 48 in answer) == ("96", False)


@pytest.mark.parametrize("code", ["00", "12", "25"])
def test_no_script_tells_a_terminal_that_something_was_reversed(till: Till, code: str) -> None:
    with pytest.raises(ControlError, match="only the ledger may say so"):
        till.acquirer.rules.reply(code, "0400")


def test_a_scripted_reversal_stays_owed(till: Till, ledger: Ledger) -> None:
    sold = till.sale()
    till.acquirer.rules.reply("96", "0400")
    assert till.reverse(sold.request)[39] == "96"
    assert list(ledger.fences()) == []
    assert till.reverse(sold.request)[39] == "00"


@pytest.mark.parametrize(
    ("code", "mti"), [pytest.param("ZZ", None, id="code"), pytest.param("00", "200", id="mti")]
)
def test_a_script_that_makes_no_sense_is_refused(till: Till, code: str, mti: str | None) -> None:
    with pytest.raises(ControlError):
        till.acquirer.rules.reply(code, mti)


def test_silent_books_and_says_nothing(till: Till, ledger: Ledger) -> None:
    till.acquirer.rules.silent()
    request = till.sale_request()
    assert till.try_send(request) is None
    assert till.why(request) == "silent"
    assert len(list(ledger.bookings())) == 1
    assert till.try_send(till.reversal_request(request)) is None
    till.acquirer.rules.normal()
    assert till.reverse(request)[39] == "00"


def test_silent_for_one_type_answers_the_others(till: Till) -> None:
    till.acquirer.rules.silent("0200")
    request = till.sale_request()
    assert till.try_send(request) is None
    assert till.reverse(request)[39] == "00"


def test_silence_covers_messages_that_are_not_even_let_in(till: Till) -> None:
    till.acquirer.rules.silent()
    assert till.try_send(till.sale_request().with_({64: b"00000001"})) is None


def test_deaf_never_got_the_message(till: Till, ledger: Ledger) -> None:
    till.acquirer.rules.deaf("0200")
    request = till.sale_request()
    assert till.try_send(request) is None
    assert till.why(request) == "deaf"
    assert list(ledger.bookings()) == []
    assert till.reverse(request)[39] == "25"


def test_late_books_at_arrival(till: Till, ledger: Ledger) -> None:
    till.acquirer.rules.late(70)
    till.sale()
    assert till.last.delay_seconds == 70
    assert len(list(ledger.bookings())) == 1
    till.acquirer.rules.normal()
    till.sale()
    assert till.last.delay_seconds == 0


def test_the_latest_manner_wins(till: Till) -> None:
    till.acquirer.rules.late(70)
    till.acquirer.rules.late(5, "0200")
    till.sale()
    assert till.last.delay_seconds == 5


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        pytest.param(900_051, "51", id="declined"),
        pytest.param(900_011, "11", id="approved-with-another-code"),
        pytest.param(900_000, "00", id="zero-is-approved"),
        pytest.param(900_016, "00", id="no-such-code"),
        pytest.param(899_951, "00", id="below-the-threshold"),
    ],
)
def test_cents_as_code(ledger: Ledger, amount: int, code: str) -> None:
    till = till_on(ledger, settings=replace(HostSettings(), cents_rule=True))
    sold = till.sale(amount)
    assert sold.code == code
    if code == "51":
        assert till.why(sold.request) == "amount-cents-as-code"
        assert till.reverse(sold.request)[39] == "00"


def test_cents_as_code_is_off_at_first(till: Till) -> None:
    assert till.sale(900_051).code == "00"
    till.acquirer.rules.switch("amount-cents-as-code", True)
    assert till.sale(900_051).code == "51"


def test_rules_are_switched_by_name(till: Till) -> None:
    till.acquirer.rules.switch("card-no-funds", False)
    assert till.sale(card=NO_FUNDS).code == "00"
    till.acquirer.rules.switch("card-no-funds", True)
    assert till.sale(card=NO_FUNDS).code == "51"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("no-such-rule", "those that can be switched: amount-cents-as-code", id="unknown"),
        pytest.param("fenced", "guards money and stays on", id="fixed"),
    ],
)
def test_rules_that_cannot_be_switched(till: Till, name: str, said: str) -> None:
    with pytest.raises(ControlError, match=said):
        till.acquirer.rules.switch(name, False)


def test_the_list_shows_what_is_on_now(till: Till) -> None:
    rules = till.acquirer.rules
    rules.silent()
    rules.reply("51")
    rules.switch("card-expired", False)
    now = {rule.name: rule.on for rule in rules.rules()}
    assert (now["silent"], now["scripted-reply"], now["card-expired"], now["deaf"]) == (
        True,
        True,
        False,
        False,
    )
    rules.normal()
    now = {rule.name: rule.on for rule in rules.rules()}
    assert (now["silent"], now["scripted-reply"], now["card-expired"]) == (False, False, False)
