from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pos_emulator.commands.operator_side import ask_operator_side
from tests.commands.shell import run


@pytest.fixture
def state(open_shop: Path) -> Iterator[Path]:
    yield open_shop
    ask_operator_side(open_shop, {"do": "host", "normal": True})


def test_help_says_whole_sentences() -> None:
    assert (
        "  late         Book at arrival, but answer after so many SECONDS, until" in run("host", "--help").out
    )
    assert "..." not in run("host", "--help").out.partition("Commands:")[2]


def on(state: Path) -> set[str]:
    rules: list[dict[str, Any]] = ask_operator_side(state, {"do": "rules"})["rules"]
    return {rule["name"] for rule in rules if rule["on"]}


def test_status(state: Path) -> None:
    shown = run("host", "status", "--state", state)
    assert (shown.code, shown.err) == (0, "")
    assert "funds of 123456789012345  1,000,000.00\n" in shown.out
    assert ", in balance\n" in shown.out
    assert "12345676  123456789012345  0      000001  in use\n" in shown.out
    assert run("host", "status", "--state", state, "--json").json["terminals"][0]["tid"] == "12345676"


@pytest.mark.parametrize(
    ("typed", "said", "rule"),
    [
        (["reply", "51"], "the next 0100, 0200 or 0220 is answered with 51", "scripted-reply"),
        (["reply", "a0", "--for", "0220"], "the next 0220 is answered with A0", "scripted-reply"),
        (["silent"], "booked as usual, no answer", "silent"),
        (["silent", "--for", "0200"], "booked as usual, no answer to 0200", "silent"),
        (["deaf", "--for", "0400"], "nothing is heard of 0400", "deaf"),
        (["late", "65"], "answers go out after 65 s", "late"),
        (["late", "1.5", "--for", "0200"], "answers to 0200 go out after 1.5 s", "late"),
    ],
)
def test_scripts_the_host(typed: list[str], said: str, rule: str, state: Path) -> None:
    assert rule not in on(state)
    ran = run("host", *typed, "--state", state)
    assert (ran.code, ran.out, ran.err) == (0, f"{said}\n", "")
    assert rule in on(state)
    assert run("host", "normal", "--state", state).out == "the host answers normally\n"
    assert rule not in on(state)


def test_switches_a_rule(state: Path) -> None:
    assert "amount-cents-as-code" not in on(state)
    ran = run("--state", state, "host", "rules", "amount-cents-as-code", "on")
    assert (ran.code, ran.out) == (0, "rule amount-cents-as-code is on\n")
    assert "amount-cents-as-code" in on(state)
    told = run("host", "rules", "amount-cents-as-code", "off", "--state", state, "--json").json
    assert {rule["name"]: rule["on"] for rule in told["rules"]}["amount-cents-as-code"] is False
    assert "amount-cents-as-code" not in on(state)


def test_shows_the_rules(state: Path) -> None:
    assert run("host", "rules", "--state", state).out == run("rules", "--state", state).out


@pytest.mark.parametrize(
    ("typed", "code", "expected"),
    [
        (
            ["rules", "card-expird", "off"],
            2,
            "no rule that can be switched 'card-expird', did you mean card-expired?",
        ),
        (["rules", "bad-mac", "off"], 2, "no rule that can be switched 'bad-mac'"),
        (["rules", "card-expired"], 2, "on or off is missing: pos-emulator host rules card-expired on"),
        (["rules", "card-expired", "of"], 2, "no switch 'of', did you mean off?"),
        (["reply", "zz"], 2, "'ZZ' is no response code"),
        (["reply", "00", "--for", "0400"], 2, "ends a reversal, and only the ledger may say so"),
        (["silent", "--for", "200"], 2, "'200' is no MTI; four digits, such as 0200"),
        (["late", "soon"], 2, "'soon' is not a valid float range"),
        (["slient"], 2, "No such command 'slient'. Did you mean 'silent'?"),
    ],
)
def test_refused(typed: list[str], code: int, expected: str, state: Path) -> None:
    before = on(state)
    ran = run("host", *typed, *(["--state", str(state)] if typed[0] != "slient" else []))
    assert (ran.code, ran.out) == (code, "")
    assert expected in ran.error
    assert on(state) == before


def test_none_runs(tmp_path: Path) -> None:
    ran = run("host", "silent", "--state", tmp_path)
    assert (ran.code, ran.out) == (5, "")
    assert ran.error.endswith(
        "no acquirer is running here; start pos-emulator or `pos-emulator acquirer` first, "
        "or name its folder with --state DIR"
    )
