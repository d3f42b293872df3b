from __future__ import annotations

import pytest

from tests.training.trainees import coach, keys, made, to_the_end, until

VOID, REFUND = "void-before-card-leaves", "refund-after-the-card-left"


@pytest.mark.parametrize(
    ("lesson", "screen", "pressed", "mistakes"),
    [
        pytest.param(VOID, "void.voucher", ("99", "Enter"), ["voucher-unknown"], id="unknown"),
        pytest.param(VOID, "void.voucher", ("3", "Enter"), ["other-sale-seen"], id="another-sale"),
        pytest.param(VOID, "void.voucher", ("99", "Clear"), [], id="corrected-in-time"),
        pytest.param(VOID, "void.check", ("Cancel",), [], id="left"),
        pytest.param(VOID, "void.password", ("000000", "Enter"), ["wrong-password"], id="password"),
        pytest.param(
            REFUND, "refund.reference", ("000003", "Enter"), ["reference-short"], id="voucher-as-reference"
        ),
        pytest.param(REFUND, "refund.date", ("1332", "Enter"), ["date-wrong"], id="no-such-day"),
        pytest.param(REFUND, "refund.amount", ("Enter",), ["amount-zero"], id="nothing-typed"),
        pytest.param(REFUND, "refund.amount", ("20000", "Enter"), ["amount-over"], id="more-than-left"),
    ],
)
def test_a_mistake_is_seen_for_what_it_is(
    lesson: str, screen: str, pressed: tuple[str, ...], mistakes: list[str]
) -> None:
    at = until(coach(lesson), screen)
    keys(at, *pressed)
    assert made(at) == mistakes


def test_a_void_of_a_settled_sale_leads_to_the_refund() -> None:
    at = coach(REFUND)
    secret = at.stage.secrets["supervisor"].reveal()
    keys(at, "Enter", "2", secret, "Enter", "000003", "Enter")
    assert at.bench.screen.name == "void.settled"
    assert made(at) == ["settled"]


def test_a_void_while_its_reversal_is_owed_has_to_wait() -> None:
    at = until(coach("no-answer-reversal"), "power.owed")
    secret = at.stage.secrets["supervisor"].reveal()
    keys(at, "Enter", "2", secret, "Enter", "000003", "Enter")
    assert at.bench.screen.name == "void.in-doubt"
    assert made(at) == ["in-doubt"]
    to_the_end(at)
    assert made(at) == ["in-doubt"]


def test_another_card_is_not_the_card() -> None:
    at = until(coach(VOID), "void.card")
    at.counter("back")
    at.counter("swipe", "demo-credit")
    assert made(at) == ["other-card"]


def test_a_card_while_the_host_is_asked_is_impatience_and_critical_there() -> None:
    at = until(coach("no-answer-reversal"), "host.receiving")
    at.counter("swipe", "demo-debit")
    assert made(at) == ["impatient"]
    assert at.view.critical


def test_a_sale_nobody_asked_for_is_critical() -> None:
    at = coach(VOID)
    at.counter("swipe", "demo-debit")
    keys(at, "Enter", "100", "Enter", at.stage.secrets["demo-debit"].reveal(), "Enter")
    assert made(at) == ["charged-unasked"]
    assert at.view.points == 40
