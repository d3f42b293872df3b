from __future__ import annotations

import re

import pytest

from pos_emulator.cards import load_cards
from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.lint import lint
from pos_emulator.keyscript.product import world_for
from pos_emulator.keyscript.recorder.trial import problem_of
from pos_emulator.keyscript.start_states import Shop, prepared
from tests.keyscript.recorder.by_hand import ByHand, Person

LEAST_TELLING = 6


def secrets_of(hand: ByHand, lang: str) -> set[str]:
    """Every digit string that no script may hold."""
    played = prepared(Shop("cn-classic", lang, 1), "signed-on").secrets
    known = {value.reveal() for secrets in (hand.secrets, played) for value in secrets.values()}
    cards = load_cards().values()
    known |= {part for card in cards for part in (card.pan, card.pan[:11], card.pan[-11:], card.track2)}
    return {digits for digits in known if len(digits) >= LEAST_TELLING}


@pytest.mark.parametrize("seed", range(80))
def test_whatever_was_done_replays_and_tells_no_secret(seed: int) -> None:
    lang = "zh" if seed % 2 else "en"
    hand = ByHand(lang=lang)
    Person(hand, seed).work(6)
    text = hand.script()
    assert problem_of(text, "x.keys") == ""
    digits = "\n".join(re.findall(r"\d{4,}", text))
    assert not [each for each in secrets_of(hand, lang) if each in digits]
    remarks = lint(read_script(text, file="x.keys", world_for=world_for))
    assert "typed-secret" not in {remark.rule for remark in remarks}


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("profile", ["cn-classic", "hardened"])
def test_a_terminal_as_delivered_is_recorded_from_its_first_sign_on(profile: str, seed: int) -> None:
    hand = ByHand(profile=profile, state="fresh")
    hand.keys("Enter", "01", "Enter")
    hand.secret("operator-01")
    hand.keys("Enter")
    if seed % 2:
        hand.begin()
    Person(hand, seed).work(5)
    assert problem_of(hand.script(), "x.keys") == ""


def test_a_sale_and_a_void_after_a_wrong_voucher_number() -> None:
    hand = ByHand()
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", "5800", "Enter")
    hand.secret("demo-debit")
    hand.keys("Enter", "Enter", "Enter", "2")
    hand.secret("supervisor")
    hand.keys("99", "Enter", "Enter", "Clear", "Clear", hand.bench.state.last_voucher, "Enter", "Enter")
    hand.card("swipe", "demo-debit")
    hand.secret("demo-debit")
    hand.keys("Enter", "Enter")
    assert (
        hand.script()
        == """\
Profile  cn-classic
Seed     1
Lang     zh

Background
  Given    signed-on
  Customer arrives holding demo-debit

Scenario "recorded"
  Sale     58.00 card=demo-debit as $sale
  Expect   Screen sale.approved "交易成功"
  Menu     void
  Expect   Screen void.password "请输入主管密码:"
  Secret   supervisor
  Enter
  Expect   Screen void.voucher "请输入原凭证号:"
  Keys     99 Enter
  Expect   Screen void.not-found "原交易不存在"
  Enter
  Expect   Screen void.voucher "请输入原凭证号:"
  Keys     $sale.voucher Enter
  Expect   Screen void.check "确认-是 取消-否"
  Enter
  Expect   Screen void.card "请刷卡/插卡/挥卡"
  Card     swipe demo-debit
  Expect   Screen void.pin "58.00元"
  Secret   demo-debit
  Enter
  Expect   Screen void.approved "撤销成功"
  Expect   Screen slip.tear "请持卡人签名"
  Enter
  Expect   Screen void.approved "撤销成功"
  Expect   Screen slip.hand-over "请交还卡片和凭证"
  Enter
  Expect   Screen idle.signed-on "请刷卡/插卡/挥卡"
  Expect   Ledger balanced
  Expect   Record $sale voided
  Expect   Ledger $sale voided
"""
    )


def test_what_the_books_say_of_refunded_and_settled_sales() -> None:
    hand = ByHand()
    hand.card("swipe", "demo-debit")
    hand.keys("Enter", "5800", "Enter")
    hand.secret("demo-debit")
    hand.keys("Enter", "Enter")
    sale = hand.bench.state.batch.get(hand.bench.state.last_voucher)
    assert sale is not None
    hand.keys("Enter", "3", "1")
    hand.secret("refund")
    hand.card("swipe", "demo-debit")
    hand.keys(
        "Enter",
        sale.rrn,
        "Enter",
        sale.date,
        "Enter",
        "2",
        "2000",
        "Enter",
        "1",
        "Enter",
        "Enter",
        "Enter",
        "Enter",
    )
    hand.keys("Enter", "7", "4", "Enter", "Enter")
    lines = [line.strip() for line in hand.script().splitlines()]
    assert "Refund   $sale 20.00 as $refund" in lines
    assert "Settle" in lines
    assert "Expect   Ledger $sale refunded 20.00" in lines
    assert problem_of(hand.script(), "x.keys") == ""


def test_a_lock_and_the_code_that_opens_it() -> None:
    hand = ByHand()
    hand.keys("Enter", "2")
    for _ in range(3):
        hand.keys("739182", "Enter", "Enter")
    number = str(hand.screen.fields["number"])
    hand.keys("000000", "Enter", "Enter")
    code = hand.bench.acquirer.unlock_code(hand.bench.profile.tid, str(hand.screen.fields["number"]))
    assert number == hand.screen.fields["number"]
    hand.keys(code.reveal(), "Enter", "Cancel")
    text = hand.script()
    assert "  Secret   demo-debit  # a wrong one: what was typed is not kept\n  Enter\n" in text
    assert "Secret   unlock-code\n" in text
    assert code.reveal() not in text
    assert problem_of(text, "x.keys") == ""


def test_a_lock_does_not_outlast_the_day() -> None:
    hand = ByHand()
    hand.keys("Enter", "2")
    for _ in range(3):
        hand.keys("739182", "Enter", "Enter")
    hand.keys("Cancel", "Cancel")
    hand.next_day()
    hand.keys("Enter", "2")
    hand.secret("supervisor")
    hand.keys("Cancel")
    assert "Clock    to timer" not in hand.script()
    assert problem_of(hand.script(), "x.keys") == ""


def test_a_lock_that_runs_out_where_nothing_shows_it() -> None:
    hand = ByHand()
    hand.keys("Enter", "2")
    for _ in range(3):
        hand.keys("739182", "Enter", "Enter")
    hand.keys("Cancel", "Cancel", "Enter", "3", "2")
    assert hand.at == "apply.by-phone"
    hand.bench.wait(310)
    hand.keys("Enter", "Enter", "2")
    hand.secret("supervisor")
    hand.keys("Cancel")
    assert problem_of(hand.script(), "x.keys") == ""


def test_a_new_password_is_used_from_then_on() -> None:
    hand = ByHand()
    hand.keys("Enter", "7", "6")
    hand.secret("operator-01")
    hand.keys("7391", "Enter", "7391", "Enter", "Enter")
    hand.keys("Enter", "7", "2", "Enter", "Enter", "Enter", "01", "Enter", "7391", "Enter", "Enter")
    assert hand.at == "idle.signed-on"
    text = hand.script()
    assert "7391" not in text
    assert text.count("  # a new password: what was typed is not kept\n") == 2
    assert text.count("  # the new password\n") == 1
    assert "Secret   operator-01\n" in text
    assert "Logon" not in text
    assert problem_of(text, "x.keys") == ""


def test_the_supervisor_changes_the_password_that_voids_take() -> None:
    hand = ByHand()
    hand.keys("Enter", "7", "1", "00", "Enter")
    hand.secret("supervisor")
    hand.keys("1")
    hand.secret("supervisor")
    hand.keys("739182", "Enter", "739182", "Enter", "Enter", "Cancel")
    hand.keys("Enter", "2", "739182", "Enter", "Cancel")
    assert hand.at == "idle.signed-on"
    text = hand.script()
    assert "739182" not in text
    assert problem_of(text, "x.keys") == ""
