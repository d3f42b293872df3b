from __future__ import annotations

import pytest

from iso8583_specs.message import Value
from pos_emulator.firmware.peripherals import Beep
from pos_emulator.link.faults import Fault, FaultKind, Scope, Target
from tests.firmware.shop import LOST_REQUEST, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


@pytest.fixture
def asked(shop: Shop) -> Shop:
    """A sale is asked for, and nothing has come back."""
    shop.bench.acquirer.rules.deaf("0200")
    shop.ring_up().press("Enter")
    assert shop.screen == "host.receiving"
    return shop


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({11: "000777"}, id="stan"),
        pytest.param({41: "90000001"}, id="terminal"),
        pytest.param({42: "999999999999999"}, id="merchant"),
        pytest.param({60: "2200000200060"}, id="batch"),
    ],
)
def test_an_answer_to_somebody_else_is_dropped_and_the_wait_goes_on(
    asked: Shop, changes: dict[int, Value]
) -> None:
    asked.wait(40).forge(changes)
    assert asked.screen == "host.receiving"
    assert asked.explained() == ["reply-not-ours"]
    assert asked.wait(19).screen == "host.receiving"
    asked.wait(1)
    assert "host.timeout" in asked.shown


def test_noise_is_no_answer(asked: Shop) -> None:
    asked.deliver(b"no message")
    assert asked.screen == "host.receiving"
    assert asked.explained() == ["reply-not-ours"]


def test_our_answer_is_taken_after_another_was_dropped(asked: Shop) -> None:
    asked.forge({11: "000777"}).forge()
    assert asked.screen == "slip.tear"


@pytest.mark.parametrize(
    ("changes", "mac", "screen", "reason"),
    [
        pytest.param({}, "bad", "host.bad-mac", "A0", id="bad-mac"),
        pytest.param({}, "none", "host.bad-mac", "A0", id="approved-without-mac"),
        pytest.param({39: "51"}, "bad", "host.bad-mac", "A0", id="declined-with-a-bad-mac"),
        pytest.param({4: "000000000001"}, "good", "host.unclear", "06", id="other-amount"),
        pytest.param({3: "200000"}, "good", "host.unclear", "06", id="other-processing-code"),
        pytest.param({39: "96"}, "good", "host.unclear", "06", id="code-96"),
        pytest.param({39: "10"}, "good", "host.unclear", "06", id="partial-approval"),
        pytest.param({39: "ZZ"}, "good", "host.unclear", "06", id="code-unlisted"),
    ],
)
def test_an_answer_of_ours_that_cannot_be_believed_is_reversed(
    asked: Shop, changes: dict[int, Value], mac: str, screen: str, reason: str
) -> None:
    asked.forge(changes, mac=mac)
    assert asked.shown == [screen, "reversal.sale-done"]
    (reversal,) = asked.requests("0400")
    assert reversal[39] == reason
    assert asked.state.batch.count() == 0
    assert asked.state.owed is None


def test_the_code_of_an_unclear_answer_is_shown(asked: Shop) -> None:
    asked.forge({39: "96"})
    unclear = next(screen for screen in asked.bench.screens if screen.name == "host.unclear")
    assert unclear.rows[1] == "[96]结果未知    "


def test_silence_is_reversed_with_98(asked: Shop) -> None:
    asked.wait(60)
    assert asked.shown[-2:] == ["host.timeout", "reversal.sale-done"]
    assert asked.requests("0400")[0][39] == "98"
    assert asked.explained() == ["outcome-unknown"]


def test_an_approval_that_comes_late_is_never_an_approval(shop: Shop) -> None:
    shop.bench.acquirer.rules.late(61, "0200")
    shop.ring_up().press("Enter").wait(60)
    assert shop.screen == "reversal.sale-done"
    shop.wait(5)
    late = shop.answers("0210")
    assert [answer[39] for answer in late] == ["00"]
    assert shop.screen == "reversal.sale-done"
    shop.press("Enter").wait(5)
    assert shop.screen == "idle.signed-on"
    assert shop.state.batch.count() == 0
    assert shop.effective("sale") == []
    assert shop.roll == []


def test_a_frame_that_nobody_acknowledges_may_have_arrived(shop: Shop) -> None:
    shop.ring_up().fault(LOST_REQUEST).press("Enter")
    assert "host.no-ack" in shop.shown
    assert shop.screen == "reversal.sale-done"
    writes = [data for _, data in shop.bench.wire if data[14:16] == bytes.fromhex("0200")]
    assert len(writes) == 3
    assert len(set(writes)) == 1
    assert shop.requests("0400")[0][39] == "98"


def test_the_wait_goes_on_while_the_line_is_gone(asked: Shop) -> None:
    asked.unplug()
    assert asked.wait(59).screen == "host.receiving"
    asked.wait(1)
    assert "host.timeout" in asked.shown
    assert asked.screen == "reversal.owed"


def test_an_answer_after_the_line_came_back_counts(shop: Shop) -> None:
    shop.bench.acquirer.rules.late(30, "0200")
    shop.ring_up().press("Enter").unplug().wait(10).plug().wait(20)
    assert shop.screen == "slip.tear"
    assert shop.state.batch.names() == ["000003"]


def test_a_lost_ack_is_made_up_for_by_the_answer(shop: Shop) -> None:
    shop.ring_up().fault(Fault(FaultKind.DROP, Scope.NEXT, Target.ACK)).press("Enter")
    assert shop.screen == "slip.tear"
    assert len(shop.requests("0200")) == 1
    assert shop.effective("sale") == [5800]


def test_the_header_asks_for_a_sign_on_after_the_transaction(shop: Shop) -> None:
    shop.ring_up()
    shop.bench.acquirer.rules.require(3)
    shop.press("Enter", "Enter", "Enter")
    assert shop.state.batch.count() == 1
    assert shop.screen == "idle.signed-off"


@pytest.mark.parametrize("code", ["A0", "99", "77"])
def test_codes_that_want_a_sign_on_lead_to_one(shop: Shop, code: str) -> None:
    shop.bench.acquirer.rules.reply(code)
    shop.ring_up().press("Enter")
    assert shop.screen == "sale.declined"
    assert shop.press("Enter").screen == "logon.needed"
    shop.press("Enter", "01", "Enter", "0000", "Enter")
    assert shop.screen == "logon.done"
    assert shop.mtis().count("0200") == 1


def test_a_sign_on_that_was_put_off_stays_due(shop: Shop) -> None:
    shop.bench.acquirer.rules.reply("A0")
    shop.ring_up().press("Enter", "Enter", "Cancel")
    assert shop.screen == "idle.signed-off"
    shop.present()
    assert shop.screen == "idle.signed-off"


def test_echo_finds_a_host_or_none(shop: Shop) -> None:
    shop.press("Enter", "8", "3")
    assert (shop.screen, shop.bench.beeps) == ("echo.done", [Beep.OK])
    shop.press("Enter").unplug().press("Enter", "8", "3")
    assert (shop.screen, shop.bench.beeps) == ("echo.failed", [Beep.FAIL])
