from __future__ import annotations

from tests.commands.shell import run


def test_all_of_them_masked() -> None:
    ran = run("cards")
    assert (ran.code, ran.err) == (0, "")
    head, first, *rest = ran.out.splitlines()
    assert head.split() == [
        "NAME",
        "CARD",
        "EXPIRY",
        "PIN",
        "TYPE",
        "PRESENT",
        "BY",
        "BALANCE",
        "AT",
        "THE",
        "HOST",
    ]
    assert first.split() == [
        *("demo-debit", "622424******0069", "3012", "******", "debit", "swipe", "10,000.00", "normal"),
    ]
    assert [line.split()[0] for line in rest] == [
        "demo-credit",
        "demo-chip",
        "demo-contactless",
        "demo-foreign",
        "demo-expired",
        "demo-no-funds",
        "demo-silent",
    ]
    assert "6224242300000069" not in ran.out


def test_json_of_one() -> None:
    assert run("cards", "demo-debit", "--json").json == {
        "name": "demo-debit",
        "pan": "622424******0069",
        "expiry": "3012",
        "track2": "*" * 37,
        "pin": "******",
        "sequence": "000",
        "technologies": ["swipe"],
        "type": "debit",
        "issuer": "TRAINING BANK",
        "balance": 1_000_000,
        "behaviour": "normal",
        "chip": False,
    }
    assert run("cards", "--json").json["cards"][0]["name"] == "demo-debit"


def test_unmasked_when_asked() -> None:
    shown = run("cards", "demo-debit", "--unmask").out
    assert "6224242300000069" in shown
    assert "123456" in shown
    assert "balance       10,000.00\n" in shown


def test_a_mistyped_name() -> None:
    ran = run("cards", "demodebit")
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.error == "Error: Invalid value for '[NAME]': no test card 'demodebit', did you mean demo-debit?"
    )
