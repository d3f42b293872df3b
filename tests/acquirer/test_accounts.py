from __future__ import annotations

from dataclasses import replace

import pytest

from pos_emulator.acquirer import accounts
from pos_emulator.acquirer.records import Leg
from pos_emulator.security.masking import Pan
from tests.acquirer.test_ledger import ID, REFUND, SALE

HOLDER, SHOP = "cardholder:" + "ab" * 16, "merchant:123456789012345"


def moved(legs: tuple[Leg, ...]) -> dict[str, int]:
    assert sum(leg.amount for leg in legs) == 0
    return {leg.account: leg.amount for leg in legs}


def test_a_sale_with_a_fee() -> None:
    assert moved(accounts.legs_of(SALE, (), 60)) == {HOLDER: -5800, SHOP: 5766, "fee": 34}


def test_a_sale_without() -> None:
    assert moved(accounts.legs_of(SALE, ())) == {HOLDER: -5800, SHOP: 5800}


def test_a_void_turns_every_leg_round() -> None:
    sale = accounts.legs_of(SALE, (), 60)
    void = replace(SALE, id=ID._replace(stan="000050"), kind="void", original=ID)
    assert moved(accounts.legs_of(void, sale, 99)) == {HOLDER: 5800, SHOP: -5766, "fee": -34}


def test_a_refund_moves_its_own_amount() -> None:
    assert moved(accounts.legs_of(REFUND, accounts.legs_of(SALE, (), 60), 60)) == {SHOP: -100, HOLDER: 100}


@pytest.mark.parametrize("kind", ["preauth", "preauth_cancel"])
def test_what_only_holds_moves_nothing(kind: str) -> None:
    assert accounts.legs_of(replace(SALE, kind=kind), ()) == ()


def test_only_what_has_effect_counts() -> None:
    assert accounts.refunded([REFUND, replace(REFUND, amount=7), replace(REFUND, reversed=True)]) == 107
    void = replace(SALE, kind="void")
    assert accounts.voided([void])
    assert not accounts.voided([replace(void, reversed=True), REFUND])


@pytest.mark.parametrize(
    ("digits", "name"),
    [
        ("6224242300000069", "CUP"),
        ("4111111111111111", "VIS"),
        ("5555555555554444", "MCC"),
        ("3566002020360505", "JCB"),
        ("9999999999999999", "   "),
    ],
    ids=["china", "visa", "mastercard", "jcb", "none"],
)
def test_the_organisation_follows_from_the_number(digits: str, name: str) -> None:
    assert accounts.organisation(Pan(digits)) == name


def test_approval_codes_do_not_repeat_within_a_million() -> None:
    codes = {accounts.approval_of(f"6068{number:08d}") for number in range(2000)}
    assert len(codes) == 2000
    assert all(len(code) == 6 for code in codes)
