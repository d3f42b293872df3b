from __future__ import annotations

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.runner.freehand import Freehand
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Outcome
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.keyscript.steps.clock import Given
from pos_emulator.keyscript.steps.counter import CustomerArrives, RemoveCard
from pos_emulator.keyscript.steps.keys import PressKeys
from pos_emulator.keyscript.steps.moves import Sale, Void


def freehand() -> Freehand:
    return Freehand(Playing.of(Script("by hand"), Scenario("a day")))


def test_commands_are_played_as_they_come() -> None:
    hand = freehand()
    assert hand.stage.bench.screen.name == "idle.signed-off"
    assert hand.perform(Given("signed-on")) is None
    assert hand.perform(PressKeys((Key.ENTER,))) is None
    assert hand.stage.bench.screen.name == "menu.main"
    assert hand.end() is None
    assert hand.result().outcome is Outcome.PASSED


def test_what_cannot_be_done_is_said_and_the_terminal_stays() -> None:
    hand = freehand()
    failure = hand.perform(RemoveCard("demo-chip"))
    assert failure is not None
    assert failure.problem == "demo-chip is not in the reader"
    assert hand.stage.bench.screen.name == "idle.signed-off"


def test_a_move_that_stops_must_be_seen() -> None:
    for looks in (False, True):
        hand = freehand()
        for step in (Given("signed-on"), CustomerArrives(("demo-debit",)), Sale(58_00, save_as="sale")):
            assert hand.perform(step) is None
        assert hand.perform(Void("sale")) is None
        assert hand.perform(Void("sale")) is None  # voided already: the terminal refuses
        if looks:
            hand.look()
        failure = hand.end()
        assert (failure is None) is looks
        assert failure is None or failure.problem.startswith("the move stopped at void.")


def test_the_money_check_sees_what_was_done_behind_the_terminals_back() -> None:
    hand = freehand()
    for step in (Given("signed-on"), CustomerArrives(("demo-debit",)), Sale(58_00, save_as="sale")):
        assert hand.perform(step) is None
    assert hand.stage.findings() == []
    ledger = hand.stage.core.ledger
    (booking,) = ledger.bookings()
    with ledger.unit():
        ledger.take_back(booking.id, ())
    failure = hand.end()
    assert failure is not None
    assert "the money check finds" in failure.problem
    assert hand.result().outcome is Outcome.FAILED
