from __future__ import annotations

import pytest

from pos_emulator.firmware.doubt import forget
from pos_emulator.firmware.receipts import DUPLICATE
from pos_emulator.firmware.state import RESTORED
from tests.firmware.samples import doubt, sale
from tests.firmware.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def test_it_remembers_epoch_ledger_and_time(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    kept = shop.state.doubts.get(voucher)
    assert kept is not None
    assert (kept.epoch, kept.ledger) == (1, shop.bench.ledger.ledger_id)
    assert kept.at == "11-21 08:55"
    assert kept.transaction.amount == 1000


def test_a_refund_that_came_to_nothing_leaves_the_earlier_one_in_place(shop: Shop) -> None:
    state = shop.state
    state.batch.put("000005", sale("000005", kind="refund", original_rrn="632500000001"))
    state.refunds.put("632500000001", "000006")
    state.doubts.put("000006", doubt("000006"))
    forget(shop.pos, doubt("000006"), booked=False)
    assert state.refunds.get("632500000001") == "000005"
    assert state.doubts.count() == 0
    failed = state.failed.get("000006")
    assert failed is not None
    assert failed.why == "refused"
    assert ("refund", "not booked") in shop.audit


def test_the_only_one_that_came_to_nothing_frees_the_original(shop: Shop) -> None:
    state = shop.state
    state.refunds.put("632500000001", "000006")
    forget(shop.pos, doubt("000006"), booked=False)
    assert state.refunds.get("632500000001") is None


def test_one_booked_in_a_batch_that_is_closed_stays_out_of_the_open_one(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    shop.state.batch_number = 7
    shop.bench.acquirer.rules.normal()
    shop.press("Enter", "8", "1", "Enter")
    assert "query.refund-booked" in shop.shown
    assert shop.state.batch.count() == 0
    settled = shop.state.settled.get(voucher)
    assert settled is not None
    assert (settled.batch, settled.kind, settled.amount) == ("000002", "refund", 1000)


def test_on_a_host_without_0600_it_goes_by_hand_at_once() -> None:
    shop = Shop(host_extensions=False).sign_on()
    rrn, date = shop.settled_sale()
    shop.refund_up(rrn, date)
    shop.bench.acquirer.rules.silent("0220")
    shop.press("Enter").wait(60)
    assert "0600" not in shop.mtis()
    assert (shop.screen, shop.rows[1]) == ("admin.done", "  已转人工处理  ")
    assert shop.state.doubts.count() == 0
    assert shop.state.by_hand.count() == 1
    assert shop.roll[-1].copy == "fault"
    assert "nobody-to-ask" in shop.explained()
    shop.press("Enter")
    assert shop.screen == "idle.signed-on"
    shop.sell("700")


def test_refused_keys_ask_for_a_sign_on_and_the_question_goes_out_again_after_it(shop: Shop) -> None:
    voucher = shop.doubtful_refund()
    before = shop.state.doubts.get(voucher)
    shop.wait(60).forge({39: "A0"}, mac="none")
    assert (shop.screen, shop.state.needs_sign_on) == ("idle.signed-off", True)
    assert shop.state.doubts.get(voucher) == before
    count = len(shop.bench.wire)
    shop.wait(180)
    assert len(shop.bench.wire) == count, "never again by itself"
    shop.bench.acquirer.rules.normal()
    shop.sign_on()
    assert shop.screen == "power.in-doubt"
    shop.wait(60)
    assert "query.refund-booked" in shop.shown
    assert shop.state.doubts.count() == 0


def test_asked_for_by_a_person_refused_keys_are_said_after_what_is_open(shop: Shop) -> None:
    shop.doubtful_refund()
    shop.press("Enter", "8", "1", "Enter").forge({39: "A0"}, mac="none")
    assert shop.screen == "query.refund-open"
    assert shop.press("Enter").screen == "logon.needed"


def older_copy(shop: Shop) -> Shop:
    shop.state.memory_story, shop.state.needs_sign_on = RESTORED, True
    return shop


def test_of_an_older_copy_and_another_ledger_its_slip_may_be_out(shop: Shop) -> None:
    shop.doubtful_refund()
    shop.bench.acquirer.rules.normal()
    older_copy(shop).wipe_ledger()
    # The new ledger begins with the epoch that the terminal knows, and has to name a newer one.
    for _ in range(2):
        shop.press("Func", "7", "1", "01", "Enter", "0000", "Enter", "Enter")
    assert (shop.state.doubts.count(), shop.state.by_hand.count()) == (0, 1)
    assert "revived" in shop.explained()
    assert DUPLICATE in shop.roll[-1].lines
    assert shop.screen == "logon.done"


@pytest.mark.parametrize("copy", [True, False], ids=["older-copy", "not-a-copy"])
def test_99_marks_the_slip_of_one_of_an_older_copy(shop: Shop, copy: bool) -> None:
    shop.doubtful_refund()
    shop.bench.acquirer.rules.normal()
    if copy:
        older_copy(shop)
    shop.press("Func", "7", "1", "01", "Enter", "0000", "Enter", "Enter")
    shop.bench.acquirer.rules.silent("0600")
    shop.wait(600)
    shop.press("Func", "7", "1", "99", "Enter", "12345678", "Enter", "3", "Enter", "Enter")
    assert shop.roll[-1].copy == "fault"
    assert (DUPLICATE in shop.roll[-1].lines) is copy
