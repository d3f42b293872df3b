from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pos_emulator.acquirer.errors import ControlError
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.keyscript.backends.bench import Far
from pos_emulator.keyscript.backends.live import LiveBench
from pos_emulator.keyscript.backends.live_desk import LiveDesk
from pos_emulator.keyscript.runner.errors import BackendLostError
from pos_emulator.keyscript.start_states import Shop, prepared
from pos_emulator.link.faults import Direction, Fault, FaultKind, Scope, Target

BEGINS = prepared(Shop("cn-classic"), "signed-on")


@pytest.fixture(scope="module")
def bench() -> Iterator[LiveBench]:
    made = LiveBench(BEGINS.start, 7, profile="cn-classic", far=Far())
    made.power_on()
    made.counter.arrive("demo-debit")
    yield made
    made.close()


@pytest.fixture
def desk(bench: LiveBench) -> LiveDesk:
    assert bench.desk is not None
    bench.desk.normal()
    bench.desk.clear()
    return bench.desk


def sold(bench: LiveBench) -> list[str]:
    """The screens of a sale, and back to idle."""
    before = len(bench.all_screens)
    bench.act(*bench.counter.present("demo-debit"))
    bench.press("Enter", "1000", "Enter", BEGINS.secrets["demo-debit"].reveal(), "Enter")
    while bench.screen.name != "idle.signed-on":
        bench.press("Enter")
    return [screen.name for _, screen in bench.all_screens[before:]]


def test_one_answer_ordered_and_why(bench: LiveBench, desk: LiveDesk) -> None:
    desk.reply("51", None)
    assert "sale.declined" in sold(bench)
    (declined,) = [seen.message.text(11) for seen in bench.tap.sent_since(bench.tap.count - 2)]
    why = desk.why(declined)
    assert why is not None
    assert why.code == "51"
    assert "sale.approved" in sold(bench)


def test_the_money_of_the_merchant(desk: LiveDesk) -> None:
    desk.set_funds(77_00)
    assert desk.funds() == 77_00


def test_rules_and_days(desk: LiveDesk) -> None:
    desk.switch("amount-cents-as-code", True)
    desk.switch("amount-cents-as-code", False)
    with pytest.raises(ControlError, match="no-such-rule"):
        desk.switch("no-such-rule", True)
    desk.next_days(1)


def test_an_answer_comes_as_late_as_it_was_told_to(bench: LiveBench, desk: LiveDesk) -> None:
    desk.late(0.3, "0200")
    assert "sale.approved" in sold(bench)
    request, response = bench.tap.messages()[-2:]
    assert (request.message.mti, response.message.mti) == ("0200", "0210")
    assert response.at - request.at >= timedelta(seconds=0.3)


def test_a_request_that_is_named_is_meant_alone(bench: LiveBench, desk: LiveDesk) -> None:
    desk.deaf("0220")
    assert "sale.approved" in sold(bench)


def test_the_line_is_damaged_as_it_was_told_to_be(bench: LiveBench, desk: LiveDesk) -> None:
    desk.add(Fault(FaultKind.DUPLICATE, Scope.NEXT, Target.RESPONSE))
    before = len(bench.wire)
    assert "sale.approved" in sold(bench)
    frames = [data for way, data in bench.wire[before:] if way is Direction.TO_TERMINAL and len(data) > 1]
    assert len(frames) == 2
    assert frames[0] == frames[1]


def test_an_unlock_code_is_no_text_to_be_seen(desk: LiveDesk) -> None:
    code = desk.unlock_code("12345678")
    assert code.reveal().isdecimal()
    assert code.reveal() not in repr(code)


def test_nobody_answers() -> None:
    gone = LiveDesk(Path("/nowhere/control.sock"), tid="1", mid="2", ledger=lambda: MemoryLedger(""))
    with pytest.raises(BackendLostError, match="no acquirer is running here"):
        gone.normal()
