from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.texts import Texts
from pos_emulator.training.mistakes import KINDS, SAY_WHAT_WAS_WRONG
from pos_emulator.training.view import Mode
from tests.training.trainees import (
    NO_ANSWER,
    REFUND,
    VOID,
    coach,
    follow,
    keys,
    made,
    to_the_end,
    until,
)


def test_every_mistake_has_words_in_both_languages() -> None:
    assert all(kind.text("zh") and kind.text("en").isascii() for kind in KINDS.values())


def test_critical_as_in_the_table_of_the_trade() -> None:
    critical = {name for name, kind in KINDS.items() if kind.critical}
    assert critical == {
        "other-sale-confirmed",
        "sent-away",
        "swiped-again",
        "charged-unasked",
        "wrong-void",
        "wrong-refund",
    }
    assert (KINDS["locked"].lost, KINDS["other-card"].lost, KINDS["wrong-password"].lost) == (15, 5, 2)


def test_every_screen_of_the_table_is_one() -> None:
    assert SAY_WHAT_WAS_WRONG.keys() <= set(Texts("zh").names())
    assert set(SAY_WHAT_WAS_WRONG.values()) <= KINDS.keys()


def test_another_sale_is_seen_and_left() -> None:
    at = until(coach(VOID), "void.voucher")
    keys(at, "3", "Enter")
    assert at.bench.screen.name == "void.check"
    assert "这是谁的消费" in at.view.trouble
    assert at.view.keys == (Key.CANCEL,)
    follow(at)
    assert at.bench.screen.name == "idle.signed-on"
    to_the_end(at)
    assert made(at) == ["other-sale-seen"]
    assert (at.report().points, at.report().passed) == (98, True)


def test_another_sale_confirmed_is_critical_and_can_still_be_left() -> None:
    at = until(coach(VOID, lang="en"), "void.voucher")
    keys(at, "3", "Enter", "Enter")
    assert at.bench.screen.name == "void.card"
    assert "confirmed" in at.view.critical
    assert at.view.keys == (Key.CANCEL,)
    to_the_end(at)
    assert (at.report().points, at.report().passed) == (40, False)
    assert any(mistake.critical for mistake in at.report().mistakes)


def test_who_confirmed_another_sale_is_told_everything_again_at_its_step() -> None:
    straight, astray = (until(coach(VOID, lang="en"), "void.voucher") for _ in range(2))
    keys(astray, "3", "Enter", "Enter")
    assert (astray.bench.screen.name, astray.view.step) == ("void.card", 2)
    keys(astray, "Cancel", "Cancel")
    first = coach(VOID, lang="en").view
    again = astray.view
    assert (again.step, again.caption, again.why, again.trouble) == (0, first.caption, first.why, "")
    for screen in ("void.check", "void.card"):
        assert until(astray, screen).view.caption == until(straight, screen).view.caption
    assert "Ask for the same card again" in astray.view.caption


def test_who_leaves_after_a_wrong_password_is_at_the_first_step_again() -> None:
    at = until(coach(VOID, lang="en"), "void.password")
    keys(at, "000000", "Enter")
    assert "Wrong password" in at.view.trouble
    keys(at, "Cancel")
    if at.bench.screen.name != "idle.signed-on":
        keys(at, "Cancel")
    first = coach(VOID, lang="en").view
    assert (at.view.caption, at.view.why, at.view.trouble) == (first.caption, first.why, "")


@pytest.mark.parametrize("mode", [Mode.LEARN, Mode.PRACTICE])
def test_a_critical_mistake_is_said_once(mode: Mode) -> None:
    at = coach(REFUND, mode, lang="en")
    at.hint()
    at.counter("go")
    assert at.view.critical.startswith("The customer was sent away")
    at.hint()
    assert at.view.critical not in at.view.trouble


def test_another_sale_voided_puts_the_chapter_back() -> None:
    at = until(coach(VOID), "void.voucher")
    keys(at, "3", "Enter", "Enter")
    at.counter("swipe", "demo-credit")
    pin = at.stage.secrets["demo-credit"].reveal()
    at.counter("back")
    keys(at, pin, "Enter")
    to_the_end(at)
    assert at.report().points == 40


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        pytest.param("99", "voucher-unknown", id="no-such-voucher"),
        pytest.param("632500", "reference-as-voucher", id="digits-of-the-reference"),
    ],
)
def test_a_wrong_number_where_the_voucher_is_asked(typed: str, mistake: str) -> None:
    at = until(coach(VOID), "void.voucher")
    keys(at, typed, "Enter")
    assert at.view.keys == (Key.ENTER,)
    follow(at)
    assert at.view.keys == (Key.CLEAR,)
    to_the_end(at)
    assert made(at) == [mistake]


def test_a_wrong_pin_is_typed_again() -> None:
    at = until(coach(VOID), "void.pin")
    keys(at, "9999", "Enter")
    assert (at.bench.screen.name, at.view.keys) == ("sale.pin-wrong", (Key.ENTER,))
    to_the_end(at)
    assert at.report().passed


def test_who_settles_first_begins_again() -> None:
    at = coach(VOID)
    keys(at, "Enter", "74", "Enter")
    assert at.view.act == "again"
    to_the_end(at)
    assert made(at) == ["settled-early", "again"]
    assert at.report().keys == 4 + at.report().shortest


def test_who_goes_on_as_planned_is_not_told_any_more_that_nothing_leads_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = until(coach(NO_ANSWER, lang="en"), "host.receiving")
    with monkeypatch.context() as looking_away:
        looking_away.setattr("pos_emulator.training.coach.leads_on", lambda walk: False)
        looking_away.setattr("pos_emulator.training.coach.turned_back", lambda walk, to: False)
        at.counter("line")
        at.counter("line")
    assert "go back to where this chapter began" in at.view.trouble
    at.counter("wait")
    assert (at.bench.screen.name, at.view.act, at.view.trouble) == ("host.timeout", "wait", "")


def test_the_customer_is_sent_away_before_the_result() -> None:
    at = until(coach(VOID), "void.card")
    at.counter("go")
    assert at.view.act == "back"
    to_the_end(at)
    assert made(at) == ["sent-away"]
    assert at.report().points == 40


def test_the_customer_may_go_with_the_slip_still_in_the_printer() -> None:
    at = until(coach(VOID), "slip.tear")
    at.counter("go")
    assert made(at) == ["no-slip"]


@pytest.mark.parametrize("name", [VOID, REFUND])
def test_the_expectations_of_the_lesson_mark_what_became_of_it(name: str) -> None:
    at = until(coach(name), "slip.tear")
    keys(at, "Cancel", "Enter")
    assert at.bench.screen.name == "slip.hand-over"
    to_the_end(at)
    assert made(at) == ["no-slip"]
    assert at.report().points == 97


def test_a_card_presented_again_after_the_timeout_is_critical() -> None:
    at = until(coach(NO_ANSWER), "power.owed")
    at.counter("swipe", "demo-debit")
    assert at.view.critical
    to_the_end(at)
    assert made(at) == ["swiped-again"]


def test_time_alone_brings_the_reversal() -> None:
    at = until(coach(NO_ANSWER), "host.receiving")
    for _ in range(60):
        at.tick(1.0)
    assert at.bench.screen.name == "host.timeout"
    at.tick(60)
    assert at.bench.screen.name == "reversal.owed"
    to_the_end(at)
    assert at.report().points == 100


def test_a_prompt_waits_for_who_learns_and_not_for_who_practises() -> None:
    learns, practises = until(coach(VOID), "void.check"), until(coach(VOID, Mode.PRACTICE), "void.check")
    for at in (learns, practises):
        at.tick(31)
    assert learns.bench.screen.name == "void.check"
    assert practises.bench.screen.name == "prompt.timeout"


def test_a_wrong_amount_is_seen_and_changed() -> None:
    at = until(coach(REFUND), "refund.amount")
    keys(at, "12800", "Enter", "2")
    assert at.bench.screen.name == "refund.confirm"
    assert at.view.keys == (Key.CLEAR,)
    to_the_end(at)
    assert made(at) == ["amount-seen"]
    assert at.report().passed


def test_a_wrong_amount_that_was_sent_is_critical() -> None:
    at = until(coach(REFUND), "refund.amount")
    keys(at, "12800", "Enter", "2", "Enter")
    assert at.view.act == "again"
    to_the_end(at)
    assert made(at) == ["amount-seen", "wrong-refund", "again"]
    assert at.report().points == 40


def test_a_lock_of_ones_own_making_is_opened_by_telephone() -> None:
    at = coach(VOID)
    keys(at, "Enter", "2", *("000000", "Enter", "Enter") * 3)
    assert at.bench.screen.name == "password.unlock"
    assert at.view.act == "call"
    follow(at)
    assert "电话" in at.view.caption
    to_the_end(at)
    assert made(at) == ["wrong-password", "wrong-password", "locked"]
