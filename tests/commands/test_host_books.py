from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from pos_emulator.acquirer.settings import DEMO_TMK
from pos_emulator.security.unlock import unlock_code
from tests.commands.shell import run


def test_funds(open_shop: Path) -> None:
    assert run("host", "funds", "--state", open_shop).out == "merchant 123456789012345 holds 1,000,000.00\n"
    assert run("host", "funds", "10.00", "--state", open_shop).out == "merchant 123456789012345 holds 10.00\n"
    told = run("host", "funds", "1000000", "--state", open_shop, "--json").json
    assert told == {"mid": "123456789012345", "funds": 100_000_000}
    assert run("host", "funds", "ten", "--state", open_shop).code == 2


def test_day(open_shop: Path) -> None:
    today = date.fromisoformat(run("host", "day", "--state", open_shop, "--json").json["business_day"])
    tomorrow = today + timedelta(days=1)
    assert run("host", "day", "+1", "--state", open_shop).out == f"business day {tomorrow}\n"
    assert run("host", "day", "--state", open_shop, "--", "-1").out == f"business day {today}\n"


def test_why(open_shop: Path) -> None:
    assert run("host", "why", "12345676", "2", "--state", open_shop).out == "00: approved (Booked.)\n"
    told = run("host", "why", "12345676", "000002", "--state", open_shop, "--json").json
    assert (told["rule"], told["code"]) == ("approved", "00")
    ran = run("host", "why", "12345676", "999999", "--state", open_shop)
    assert (ran.code, ran.out) == (2, "")
    assert "nothing is remembered of 12345676 999999" in ran.error


def test_unlock_code(open_shop: Path) -> None:
    expected = unlock_code(DEMO_TMK, "12345676", "48213907").reveal()
    assert run("host", "unlock-code", "12345676", "48213907", "--state", open_shop).out == f"{expected}\n"
    told = run("host", "unlock-code", "12345676", "48213907", "--state", open_shop, "--json").json
    assert told == {"code": expected}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["99999999", "48213907"], "no terminal '99999999' is registered here; check its TID"),
        (["12345676", "4821x907"], "the number on the terminal's screen has 8 digits; read it again"),
        (["12345676", "12"], "has 8 digits; read it again"),
        (["12345676", "482139071"], "has 8 digits; read it again"),
    ],
)
def test_no_unlock_code(typed: list[str], expected: str, open_shop: Path) -> None:
    ran = run("host", "unlock-code", *typed, "--state", open_shop)
    assert (ran.code, ran.out) == (2, "")
    assert expected in ran.error
