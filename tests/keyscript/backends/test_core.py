from __future__ import annotations

from datetime import timedelta

from pos_emulator.keyscript.backends.core import CoreBench
from pos_emulator.keyscript.start_states import Shop, prepared
from pos_emulator.link.faults import Direction, Fault, FaultKind, Scope, Target

BEGINS = prepared(Shop("cn-classic"), "signed-on")


def bench() -> CoreBench:
    made = CoreBench(BEGINS.start, 7)
    made.power_on()
    return made


def test_its_plug() -> None:
    made = bench()
    made.plug(False)
    assert "line" not in {lamp.value for lamp in made.screen.lamps}
    made.plug(True)
    assert "line" in {lamp.value for lamp in made.screen.lamps}


def test_a_day_passes_for_both() -> None:
    made = bench()
    before = made.now
    made.next_days(1)
    assert made.now - before == timedelta(days=1, seconds=60)
    assert made.screen.name == "idle.new-day"


def test_its_desk_commands_the_host() -> None:
    made = bench()
    made.desk.set_funds(12_34)
    assert made.desk.funds() == 12_34
    made.desk.next_days(1)
    assert made.acquirer.business_day() == made.now.date() + timedelta(days=1)
    assert made.desk.why("999999") is None


def test_damage_strikes_its_line_and_messages_are_overheard() -> None:
    made = bench()
    made.line_faults.add(Fault(FaultKind.DROP, Scope.EVERY, Target.RESPONSE))
    made.counter.arrive("demo-debit")
    made.act(*made.counter.present("demo-debit"))
    made.press("Enter", "100", "Enter", BEGINS.secrets["demo-debit"].reveal(), "Enter")
    assert [(seen.message.mti, seen.sent) for seen in made.tap.messages()] == [("0200", True)]
    assert Direction.TO_TERMINAL in {direction for direction, _ in made.wire}


def test_equal_streams_make_equal_books() -> None:
    assert bench().ledger_text() == bench().ledger_text()
