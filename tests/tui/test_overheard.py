from __future__ import annotations

from datetime import timedelta

from pos_emulator.link.faults import Direction, Fault, FaultKind, Faults, Scope, Target
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.runtime.virtual_time import FIRST_MORNING, VirtualClock
from pos_emulator.tui.overheard import OverheardFaults

ACK = b"\x06"
STX_FRAME = StxCrcFramer().encode(b"any")


def overheard(faults: Faults, clock: VirtualClock) -> OverheardFaults:
    return OverheardFaults(faults, framer=StxCrcFramer, now=lambda: clock.at, writes=lambda: 3)


def test_what_is_dropped_never_reached_the_terminal() -> None:
    faults, clock = Faults(), VirtualClock()
    heard = overheard(faults, clock)
    faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.ACK))
    assert heard.carry(Direction.TO_TERMINAL, ACK) == ()
    assert heard.take() == []
    heard.carry(Direction.TO_TERMINAL, ACK)
    ((number, seen),) = heard.take()
    assert (number, seen.what, seen.at, seen.direction) == (3, "ACK", FIRST_MORNING, Direction.TO_TERMINAL)
    assert heard.take() == []


def test_what_the_terminal_wrote_is_heard_though_it_never_arrives() -> None:
    heard = overheard(Faults(), VirtualClock())
    heard.add(Fault(FaultKind.DROP, Scope.NEXT, Target.ACK))
    assert heard.carry(Direction.TO_HOST, ACK) == ()
    assert [seen.what for _, seen in heard.take()] == ["ACK"]
    assert [fired.direction for fired in heard.fired] == [Direction.TO_HOST]


def test_what_is_late_is_heard_when_it_arrives_unless_the_plug_is_pulled() -> None:
    clock = VirtualClock()
    heard = overheard(Faults(), clock)
    for _ in range(2):
        heard.add(Fault(FaultKind.DELAY, Scope.NEXT, Target.ACK, 5))
        heard.carry(Direction.TO_TERMINAL, ACK)
        assert heard.take() == []
        clock.at += timedelta(seconds=5)
        assert [seen.at for _, seen in heard.take()] == [clock.at]
    heard.add(Fault(FaultKind.DELAY, Scope.NEXT, Target.ACK, 5))
    heard.carry(Direction.TO_TERMINAL, ACK)
    heard.unplug()
    clock.at += timedelta(seconds=5)
    assert heard.take() == []


def test_faults_are_cleared_where_they_wait() -> None:
    faults = Faults()
    heard = overheard(faults, VirtualClock())
    heard.add(Fault(FaultKind.DROP, Scope.EVERY, Target.ACK))
    heard.clear()
    assert [each.data for each in faults.carry(Direction.TO_HOST, ACK)] == [ACK]


def test_a_frame_counts_to_what_comes_after_its_acknowledgement() -> None:
    heard = overheard(Faults(), VirtualClock())
    heard.carry(Direction.TO_HOST, STX_FRAME)
    heard.carry(Direction.TO_TERMINAL, STX_FRAME)
    assert [number for number, _ in heard.take()] == [3, 4]
