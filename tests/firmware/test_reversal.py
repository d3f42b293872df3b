from __future__ import annotations

import pytest

from pos_emulator.firmware.receipts import DUPLICATE
from pos_emulator.firmware.state import RESTORED
from pos_emulator.link.faults import Fault, FaultKind, Scope, Target
from tests.firmware.shop import LOST_ANSWER, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


@pytest.fixture
def owing(shop: Shop) -> Shop:
    """A sale was not answered, nor was its reversal; the terminal is idle and the host still silent."""
    shop.bench.acquirer.rules.silent("0200")
    shop.bench.acquirer.rules.silent("0400")
    shop.ring_up().press("Enter").wait(60).wait(60)
    assert shop.screen == "reversal.owed"
    return shop.press("Enter")


def sends(shop: Shop) -> int:
    return sum(1 for request in shop.requests() if request.mti == "0400")


def frames(shop: Shop) -> int:
    """How many 0400 left, repeats of one payload counted too."""
    return sum(1 for _, data in shop.bench.wire if data[14:16] == bytes.fromhex("0400"))


def test_a_reversal_of_a_sale_names_what_it_takes_back(shop: Shop) -> None:
    shop.fault(LOST_ANSWER).ring_up().press("Enter").wait(60)
    (reversal,) = shop.requests("0400")
    assert {n: reversal[n] for n in reversal if n != 64} == {
        2: "6224242300000069",
        3: "000000",
        4: "000000005800",
        11: "000003",
        14: "3012",
        22: "021",
        25: "00",
        39: "98",
        41: "12345676",
        42: "123456789012345",
        49: "156",
        60: "2200000100060",
    }
    assert 64 in reversal


def test_a_reversal_of_a_void_keeps_the_original_in_de61(shop: Shop) -> None:
    voucher = shop.sell()
    shop.void_up(voucher).fault(LOST_ANSWER).press("Enter").wait(60)
    request, reversal = shop.requests("0200")[-1], shop.requests("0400")[-1]
    assert request[61] == reversal[61] == "000001000003"
    assert (reversal[3], reversal[11], reversal[60]) == ("200000", "000004", "2300000100060")
    assert not {26, 35, 36, 37, 52, 53} & set(reversal)
    assert shop.screen == "reversal.done"


def test_a_chip_request_is_reversed_with_its_chip_data(shop: Shop) -> None:
    shop.fault(LOST_ANSWER).ring_up("5800", "demo-chip").press("Enter").wait(60)
    (reversal,) = shop.requests("0400")
    assert (reversal[22], reversal[23]) == ("051", "001")
    assert shop.press("Enter").screen == "card.remove"


def test_the_host_has_taken_it_back(shop: Shop) -> None:
    shop.fault(LOST_ANSWER).ring_up().press("Enter").wait(60)
    assert shop.screen == "reversal.sale-done"
    assert shop.effective("sale") == []
    assert shop.state.owed is None
    failed = shop.state.failed.get("000003")
    assert failed is not None
    assert failed.why == "reversed"
    assert ("reversal sale", "00") in shop.audit


@pytest.mark.parametrize("moment", range(1, 13))
def test_it_is_on_file_before_the_first_byte_leaves(shop: Shop, moment: int) -> None:
    shop.ring_up()
    written = len(shop.bench.wire)
    shop.cut_power_after(moment, "Enter")
    left = any(data for _, data in shop.bench.wire[written:])
    shop.bench.counter.unplug()
    shop.bench.power_on()
    assert shop.state.owed is not None or not left


def test_an_unanswered_one_is_owed_and_said_so(owing: Shop) -> None:
    assert owing.screen == "power.owed"
    owed = owing.state.owed
    assert owed is not None
    assert (owed.voucher, owed.reason, owed.counted) == ("000003", "98", 1)


def test_it_is_sent_again_each_minute_of_idle(owing: Shop) -> None:
    count = frames(owing)
    owing.wait(59)
    assert frames(owing) == count
    owing.wait(1)
    assert frames(owing) == count + 1
    owing.wait(60).wait(60)
    assert frames(owing) == count + 2
    owed = owing.state.owed
    assert owed is not None
    assert owed.counted == 2


def test_it_is_sent_when_the_line_returns(owing: Shop) -> None:
    owing.bench.acquirer.rules.normal()
    owing.unplug().wait(5)
    count = frames(owing)
    owing.plug()
    assert frames(owing) == count + 1
    assert owing.screen == "reversal.sale-done"
    assert owing.press("Enter").screen == "idle.signed-on"


def test_without_a_line_nothing_is_counted(owing: Shop) -> None:
    owing.unplug().wait(180)
    owed = owing.state.owed
    assert owed is not None
    assert owed.counted == 1


def test_a_send_that_nobody_acknowledged_is_not_counted(owing: Shop) -> None:
    owing.fault(Fault(FaultKind.DROP, Scope.EVERY, Target.REQUEST)).wait(80)
    owed = owing.state.owed
    assert owed is not None
    assert owed.counted == 1


def test_it_goes_before_the_next_sale(owing: Shop) -> None:
    owing.bench.acquirer.rules.normal()
    owing.press("Enter", "1").present().press("Enter", "1000", "Enter", "123456", "Enter")
    assert owing.mtis()[-2:] == ["0400", "0200"]
    assert owing.shown[0] == "reversal.sending"
    assert owing.screen == "slip.tear"
    assert owing.effective("sale") == [1000]


def test_nothing_about_money_leaves_while_it_is_owed(owing: Shop) -> None:
    owing.present().press("Enter", "1000", "Enter", "123456", "Enter").wait(60)
    assert owing.screen == "reversal.owed"
    assert owing.mtis().count("0200") == 1
    owing.press("Enter", "Enter", "7", "4", "Enter")
    assert "0500" not in owing.mtis()


def test_96_does_not_end_it_and_counts(owing: Shop) -> None:
    owing.bench.acquirer.rules.normal()
    owing.bench.acquirer.rules.reply("96", "0400")
    owing.wait(60)
    owed = owing.state.owed
    assert owed is not None
    assert owed.counted == 2
    assert owing.screen == "power.owed"
    assert "reversal-open" in owing.explained()
    owing.wait(60)
    assert owing.screen == "reversal.sale-done"


def test_25_ends_it(shop: Shop) -> None:
    shop.bench.acquirer.rules.deaf("0200")
    shop.ring_up().press("Enter").wait(60)
    assert shop.answers("0410")[-1][39] == "25"
    assert shop.screen == "reversal.sale-done"
    assert shop.state.owed is None


def test_power_loss_does_not_end_it(owing: Shop) -> None:
    owing.cut_power()
    assert owing.screen == "power.owed"
    owing.bench.acquirer.rules.normal()
    owing.wait(60).wait(60)
    assert owing.screen == "reversal.sale-done"
    assert owing.effective("sale") == []


def test_99_moves_it_by_hand_only_after_three_counted_sends(owing: Shop) -> None:
    owing.administrator("2")
    assert owing.screen == "reprint.none"
    assert "not-yet-by-hand" in owing.explained()
    owing.press("Enter", "Cancel")
    owing.wait(2).wait(240)
    owed = owing.state.owed
    assert owed is not None
    assert owed.counted == 3
    owing.administrator("2")
    assert (owing.screen, owing.rows[1]) == ("admin.confirm", "           58.00")
    owing.press("Enter")
    assert owing.screen == "admin.done"
    assert owing.state.owed is None
    assert owing.state.by_hand.names() == ["000001000003"]
    assert ("reversal", "by hand") in owing.audit
    slip = owing.roll[-1]
    assert slip.copy == "fault"
    assert "凭证号: 000003" in slip.lines
    assert "金额: RMB 58.00" in slip.lines


def test_after_by_hand_the_shop_sells_again(owing: Shop) -> None:
    owing.wait(240)
    owing.administrator("2", "Enter", "Enter", "Cancel", "Enter")
    owing.bench.acquirer.rules.normal()
    assert owing.screen == "idle.signed-on"
    owing.sell("1000")
    assert owing.state.batch.count() == 1


def test_under_another_ledger_it_goes_by_hand_at_the_sign_on(owing: Shop) -> None:
    owing.wipe_ledger()
    owing.press("Enter", "7", "1", "01", "Enter", "0000", "Enter")
    assert owing.screen == "admin.done"
    assert owing.state.owed is None
    assert owing.state.by_hand.names() == ["000001000003"]
    assert owing.roll[-1].copy == "fault"
    assert DUPLICATE not in owing.roll[-1].lines
    assert "other-ledger" in owing.explained()
    assert owing.press("Enter").screen == "logon.done"


def test_one_of_an_older_copy_goes_by_hand_and_says_why(owing: Shop) -> None:
    owing.state.memory_story, owing.state.needs_sign_on = RESTORED, True
    owing.press("Enter", "7", "1", "01", "Enter", "0000", "Enter")
    assert (owing.state.owed, owing.state.by_hand.names()) == (None, ["000001000003"])
    assert "revived" in owing.explained()
    assert "other-ledger" not in owing.explained()
    assert owing.roll[-1].copy == "fault"
    assert DUPLICATE in owing.roll[-1].lines, "99 may have printed it after the copy was made"


@pytest.mark.parametrize("code", ["00", "12", "25"])
def test_an_answer_without_a_mac_ends_nothing(owing: Shop, code: str) -> None:
    owing.wait(60)
    assert frames(owing) == 2
    owing.forge({39: code}, mac="none")
    assert owing.state.owed is not None
    owing.bench.acquirer.rules.normal()
    owing.wait(60)
    assert owing.state.owed is None


def refused_keys(shop: Shop, code: str = "A0") -> Shop:
    """The next send is answered by a host that cannot read it."""
    shop.bench.acquirer.rules.silent()
    shop.wait(60)
    return shop.forge({39: code}, mac="none" if code == "A0" else "good")


@pytest.mark.parametrize("code", ["A0", "99"])
def test_refused_keys_ask_for_a_sign_on_and_it_goes_out_again_after_it(owing: Shop, code: str) -> None:
    refused_keys(owing, code)
    assert (owing.screen, owing.state.needs_sign_on) == ("idle.signed-off", True)
    assert "keys-refused" in owing.explained()
    owed = owing.state.owed
    assert owed is not None
    assert owed.counted == 1, "such an answer says nothing of what is owed"
    count = frames(owing)
    owing.wait(180).unplug().plug().wait(60)
    assert frames(owing) == count, "never again by itself"
    owing.bench.acquirer.rules.normal()
    owing.sign_on()
    assert (owing.screen, owing.state.owed) == ("idle.signed-on", None)
    assert owing.effective("sale") == []


def test_a_host_that_lost_our_keys_is_told_apart_at_the_first_answer(owing: Shop) -> None:
    owing.bench.acquirer.rules.normal()
    owing.wipe_ledger()
    owing.wait(60)
    assert owing.answers("0410")[-1][39] == "A0"
    assert owing.screen == "idle.signed-off"
    owing.press("Enter", "01", "Enter", "0000", "Enter")
    assert "other-ledger" in owing.explained()
    owing.press("Enter", "Enter").sell("700")


def test_a_host_that_refuses_the_keys_of_each_sign_on_can_be_left(owing: Shop) -> None:
    refused_keys(owing)
    for counted in (2, 3):
        owing.bench.acquirer.rules.normal()
        owing.bench.acquirer.rules.silent("0400")
        owing.press("Enter", "01", "Enter", "0000", "Enter").forge({39: "A0"}, mac="none")
        assert owing.screen == "logon.done"
        assert owing.press("Enter").screen == "idle.signed-off"
        owed = owing.state.owed
        assert owed is not None
        assert owed.counted == counted
    owing.administrator("2", "Enter")
    assert owing.screen == "admin.done"
    assert owing.roll[-1].copy == "fault"


def test_keys_refused_in_the_middle_of_a_sale_are_said_at_once(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent("0200")
    shop.bench.acquirer.rules.silent("0400")
    shop.ring_up().press("Enter").wait(60).forge({39: "A0"}, mac="none")
    assert shop.screen == "logon.needed"
    shop.bench.acquirer.rules.normal()
    shop.press("Enter", "01", "Enter", "0000", "Enter")
    assert (shop.screen, shop.state.owed) == ("logon.done", None)
    shop.press("Enter").sell("700")


def test_keys_refused_before_the_next_sale_stop_it(owing: Shop) -> None:
    owing.present().press("Enter", "1000", "Enter", "123456", "Enter").forge({39: "A0"}, mac="none")
    assert owing.screen == "logon.needed"
    assert owing.mtis().count("0200") == 1


def test_a_locked_terminal_sends_nothing_under_refused_keys(owing: Shop) -> None:
    refused_keys(owing)
    count = frames(owing)
    owing.press("Func")
    owing.state.locked_by = "01"
    owing.press("Cancel")
    assert owing.screen == "lock.locked"
    owing.wait(300)
    assert frames(owing) == count


def test_keys_refused_at_the_hello_are_said_too(owing: Shop) -> None:
    owing.state.hello_due = True
    refused_keys(owing)
    assert owing.requests()[-1].mti == "0600"
    assert owing.screen == "idle.signed-off"
    count = len(owing.bench.wire)
    owing.wait(180)
    assert len(owing.bench.wire) == count
