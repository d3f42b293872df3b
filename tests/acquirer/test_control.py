from __future__ import annotations

from typing import Any

import pytest

from pos_emulator.acquirer.control import Control
from pos_emulator.link.faults import Direction, Faults
from tests.acquirer.till import MID, NO_FUNDS, Till


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def control(till: Till, faults: Faults) -> Control:
    return Control(till.acquirer, faults, lambda: {"device": "line"})


def ask(control: Control, **asked: Any) -> dict[str, Any]:
    answer = control.answer(asked)
    assert answer["ok"] is True, answer
    return answer


def test_the_ledger_shows_what_became_of_each_booking(till: Till, control: Control) -> None:
    first, second, third, fourth = (till.sale(1000) for _ in range(4))
    till.void(first)
    till.refund(second, 300)
    till.reverse(third.request)
    shown = ask(control, do="ledger")
    assert [(entry["kind"], entry["state"], entry["refunded"]) for entry in shown["entries"]] == [
        ("sale", "voided", 0),
        ("sale", "refunded", 300),
        ("sale", "reversed", 0),
        ("sale", "booked", 0),
        ("void", "booked", 0),
        ("refund", "booked", 0),
    ]
    assert shown["out_of_balance"] == 0
    assert shown["entries"][0]["card"] == "622424******0069"
    assert shown["entries"][3]["rrn"] == fourth.answer[37]
    assert shown["entries"][4]["original"] == shown["entries"][0]["id"]
    assert [(leg["account"].partition(":")[0], leg["amount"]) for leg in shown["entries"][3]["legs"]] == [
        ("cardholder", -1000),
        ("merchant", 1000),
    ]


def test_the_ledger_may_be_cut_short(till: Till, control: Control) -> None:
    for amount in (1, 2, 3):
        till.sale(amount)
    assert [entry["amount"] for entry in ask(control, do="ledger", last=2)["entries"]] == [2, 3]
    assert ask(control, do="ledger", last=0)["entries"] == []
    assert ask(control, do="ledger", tid="90000001")["entries"] == []


def test_rules_are_listed_and_switched(till: Till, control: Control) -> None:
    ask(control, do="rule", name="card-no-funds", on=False)
    listed = {rule["name"]: rule["on"] for rule in ask(control, do="rules")["rules"]}
    assert listed["card-no-funds"] is False
    assert till.sale(card=NO_FUNDS).code == "00"


def test_the_host_is_scripted(till: Till, control: Control) -> None:
    ask(control, do="host", reply="51", **{"for": "0200"})
    assert till.sale().code == "51"
    ask(control, do="host", silent=True)
    assert till.try_send(till.sale_request()) is None
    ask(control, do="host", normal=True)
    ask(control, do="host", late=3)
    till.sale()
    assert till.last.delay_seconds == 3
    ask(control, do="host", normal=True)
    ask(control, do="host", deaf=True, **{"for": "0200"})
    assert till.try_send(till.sale_request()) is None
    ask(control, do="host", normal=True)
    ask(control, do="host", requirement=3)
    till.sale()
    assert till.last.payload is not None
    assert till.last.payload[7] & 0x0F == 3


def test_faults_are_put_on_the_line_and_taken_off(control: Control, faults: Faults) -> None:
    ask(control, do="fault", fault="delay", scope="every", target="ack", argument=1.5)
    (arrival,) = faults.carry(Direction.TO_HOST, b"\x06")
    assert arrival.delay_seconds == 1.5
    ask(control, do="fault", fault="clean")
    (arrival,) = faults.carry(Direction.TO_HOST, b"\x06")
    assert arrival.delay_seconds == 0


def test_why_is_asked_by_tid_and_stan(till: Till, control: Control) -> None:
    refused = till.sale(0)
    stan = refused.request.text(11)
    answer = ask(control, do="why", tid="12345676", stan=str(int(stan)))
    assert answer == {
        "ok": True,
        "rule": "zero-amount",
        "code": "13",
        "text": "An amount of zero is refused.",
    }


def test_funds_are_told_and_set(till: Till, control: Control) -> None:
    till.sale(1000)
    assert ask(control, do="funds") == {"ok": True, "mid": MID, "funds": 100_001_000}
    assert ask(control, do="funds", amount=500)["funds"] == 500
    till.sale(1000)
    assert ask(control, do="funds", mid=MID)["funds"] == 1500


def test_the_day_is_moved_on(till: Till, control: Control) -> None:
    sold = till.sale()
    assert ask(control, do="day", add=1)["business_day"] == "2026-03-10"
    assert till.sale().answer[15] == "0310"
    assert till.void(sold).code == "22"
    assert ask(control, do="day")["business_day"] == "2026-03-10"
    assert ask(control, do="day", add=1)["business_day"] == "2026-03-11"


def test_an_unlock_code_is_given_for_a_registered_terminal(control: Control) -> None:
    code = ask(control, do="unlock-code", tid="12345676", number="12345678")["code"]
    assert (len(code), code.isdigit()) == (6, True)
    assert ask(control, do="unlock-code", tid="12345676", number="12345678")["code"] == code
    assert ask(control, do="unlock-code", tid="12345676", number="12345679")["code"] != code


def test_status_shows_the_host_at_a_glance(till: Till, control: Control) -> None:
    till.sale()
    status = ask(control, do="status")
    assert status["ledger_id"] == "00112233445566aa"
    assert status["line"] == {"device": "line"}
    assert status["terminals"] == [
        {"tid": "12345676", "mid": MID, "epoch": 0, "batch": "000001", "signed_on": True}
    ]


def test_alarms_are_listed(till: Till, control: Control) -> None:
    till.acquirer.respond(b"garbage")
    (alarm,) = ask(control, do="alarms")["alarms"]
    assert (alarm["name"], alarm["date"], alarm["time"]) == ("unreadable", "2026-03-09", "143005")


def test_the_export_has_everything_the_oracle_needs(till: Till, control: Control) -> None:
    till.reverse(till.sale(5800).request)
    export = ask(control, do="export")
    assert export["ledger_id"] == "00112233445566aa"
    assert [(booking["amount"], booking["reversed"]) for booking in export["bookings"]] == [(5800, True)]
    assert sum(leg["amount"] for leg in export["legs"]) == 0
    assert [fence["because"] for fence in export["fences"]] == ["reversal"]
    assert [(outcome["kind"], outcome["code"]) for outcome in export["outcomes"]] == [("sale", "00")]
    assert [batch["state"] for batch in export["batches"]] == ["open"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(None, "expected a JSON object", id="no-json"),
        pytest.param([], "expected a JSON object", id="list"),
        pytest.param({}, "nothing to do", id="empty"),
        pytest.param({"do": "fly"}, '"do" is one of status, ledger', id="unknown"),
        pytest.param({"do": []}, "nothing to do", id="do-is-no-text"),
        pytest.param({"do": "rule", "name": "fenced", "on": False}, "guards money", id="fixed-rule"),
        pytest.param({"do": "rule", "name": "late"}, '"on" is true or false', id="rule-without-on"),
        pytest.param({"do": "host"}, "expected one of", id="host-nothing"),
        pytest.param({"do": "host", "reply": "QQ"}, "no response code", id="no-code"),
        pytest.param({"do": "host", "late": "soon"}, '"late" is a number', id="late-no-number"),
        pytest.param({"do": "host", "late": True}, '"late" is a number', id="late-true"),
        pytest.param({"do": "host", "requirement": 10}, "from 0 to 9", id="requirement"),
        pytest.param({"do": "fault", "fault": "bite"}, "expected one of drop", id="fault-kind"),
        pytest.param(
            {"do": "fault", "fault": "drop", "scope": "next", "target": "moon"}, "request", id="fault-target"
        ),
        pytest.param(
            {"do": "fault", "fault": "cut", "scope": "next", "target": "ack", "argument": -1},
            "expected 0 or more",
            id="fault-argument",
        ),
        pytest.param({"do": "why", "tid": "12345676", "stan": "999999"}, "nothing is remembered", id="why"),
        pytest.param({"do": "why", "tid": 1}, '"tid" is missing', id="why-no-tid"),
        pytest.param({"do": "why", "tid": "\ud800", "stan": "1"}, "printable text", id="half-a-character"),
        pytest.param({"do": "why", "tid": "1", "stan": "9" * 101}, "up to 100", id="too-long-a-text"),
        pytest.param({"do": "funds", "mid": "\ud800"}, "printable text", id="half-a-mid"),
        pytest.param({"do": "funds", "mid": "no such"}, "no merchant", id="mid"),
        pytest.param({"do": "funds", "mid": "no such", "amount": 5}, "no merchant", id="mid-and-amount"),
        pytest.param(
            {"do": "fault", "fault": "delay", "scope": "next", "target": "response", "argument": 1e308},
            "at most",
            id="fault-too-big",
        ),
        pytest.param({"do": "host", "late": 10**400}, "at most", id="late-too-big"),
        pytest.param({"do": "host", "late": float("nan")}, "at most", id="late-nan"),
        pytest.param({"do": "funds", "amount": -1}, "from 0", id="funds"),
        pytest.param({"do": "day", "add": 1.5}, "whole number", id="day"),
        pytest.param({"do": "ledger", "last": "all"}, "whole number", id="last"),
        pytest.param({"do": "unlock-code", "tid": "99999999", "number": "1"}, "no terminal", id="unlock-tid"),
        pytest.param(
            {"do": "unlock-code", "tid": "12345676", "number": "x"},
            "has 8 digits; read it again",
            id="unlock-number",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_words(control: Control, asked: object, said: str) -> None:
    answer = control.answer(asked)
    assert answer["ok"] is False
    assert said in answer["error"]


def test_the_day_stays_within_a_century(control: Control) -> None:
    for _ in range(10):
        ask(control, do="day", add=3650)
    before = ask(control, do="day")["business_day"]
    refused = control.answer({"do": "day", "add": 1})
    assert (refused["ok"], "at most 36500" in refused["error"]) == (False, True)
    assert ask(control, do="day")["business_day"] == before
    assert ask(control, do="day", add=-1)["business_day"] < before
