from __future__ import annotations

from pos_emulator.keyscript.moves.transactions import move
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.moves import Sale
from pos_emulator.link.faults import Fault, FaultKind, Scope, Target
from tests.keyscript.playing import stage

REQUEST, RESPONSE, FRAME = Target.REQUEST, Target.RESPONSE, Target.REQUEST_FRAME


def after_sale(fault: Fault | None = None, *, wait: float = 0) -> list[tuple[str, bool]]:
    at = stage("signed-on", "demo-debit")
    if fault is not None:
        at.core.faults.add(fault)
    move(at, Sale(58_00, "demo-debit"))
    if wait:
        at.core.wait(wait)
    return told(at)


def told(at: Stage) -> list[tuple[str, bool]]:
    return [(seen.message.mti, seen.sent) for seen in at.tap.messages()]


def test_messages_without_control_bytes() -> None:
    assert after_sale() == [("0200", True), ("0210", False)]


def test_a_repeated_frame_is_one_message() -> None:
    damaged = Fault(FaultKind.FLIP, Scope.NEXT, FRAME, 99)
    assert after_sale(damaged) == [("0200", True), ("0210", False)]


def test_a_lost_answer_was_never_received() -> None:
    assert after_sale(Fault(FaultKind.DROP, Scope.NEXT, RESPONSE)) == [("0200", True)]


def test_a_delayed_answer_is_received_when_it_comes() -> None:
    delayed = Fault(FaultKind.DELAY, Scope.NEXT, RESPONSE, 20)
    assert after_sale(delayed) == [("0200", True)]
    assert after_sale(delayed, wait=20) == [("0200", True), ("0210", False)]


def test_what_was_sent_since() -> None:
    at = stage("signed-on", "demo-debit")
    move(at, Sale(58_00, "demo-debit"))
    count = at.tap.count
    move(at, Sale(1_00, "demo-debit"))
    assert [seen.message.text(4) for seen in at.tap.sent_since(count)] == ["000000000100"]
