from __future__ import annotations

from collections.abc import Iterable

import pytest

from pos_emulator.link.errors import LineLost
from pos_emulator.link.faults import Fault, FaultKind, Faults, Scope, Target
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.session import Action, Deliver, Down, LineTimer, Session, Write
from pos_emulator.link.transports.loopback import LoopbackCable, LoopbackEnd

PAYLOAD = bytes.fromhex("6000030000 602200000000 0200 7024")
FRAME = StxCrcFramer().encode(PAYLOAD)


def cable_with(*faults: Fault) -> LoopbackCable:
    line_faults = Faults(seed=1)
    for fault in faults:
        line_faults.add(fault)
    return LoopbackCable(line_faults)


def test_bytes_both_ways() -> None:
    cable = LoopbackCable()
    assert cable.terminal.write(b"ab") == 2
    cable.terminal.write(b"c")
    assert cable.host.read() == b"abc"
    assert cable.host.read() == b""
    cable.host.write(b"d")
    assert cable.terminal.read() == b"d"
    assert cable.terminal.fileno() == -1


def test_delayed_bytes_arrive_with_the_clock() -> None:
    cable = cable_with(Fault(FaultKind.DELAY, Scope.NEXT, Target.REQUEST_FRAME, 70))
    cable.terminal.write(FRAME)
    cable.terminal.write(b"\x06")
    assert cable.host.read() == b"\x06"
    cable.advance(69.5)
    assert cable.host.read() == b""
    cable.advance(0.5)
    assert cable.host.read() == FRAME


def test_unplugged_loses_what_is_on_the_line() -> None:
    cable = cable_with(Fault(FaultKind.DELAY, Scope.NEXT, Target.REQUEST_FRAME, 1))
    cable.terminal.write(FRAME)
    cable.host.write(b"x")
    cable.unplug()
    for end in (cable.terminal, cable.host):
        with pytest.raises(LineLost, match="unplugged"):
            end.read()
        with pytest.raises(LineLost, match="unplugged"):
            end.write(b"x")
    cable.plug()
    cable.advance(1)
    assert cable.terminal.read() == cable.host.read() == b""


def test_an_end_that_leaves() -> None:
    cable = LoopbackCable()
    cable.host.write(b"bye")
    cable.host.close()
    assert cable.terminal.read() == b"bye"
    with pytest.raises(LineLost):
        cable.terminal.read()
    with pytest.raises(LineLost):
        cable.terminal.write(b"x")


def carry_out(actions: Iterable[Action], end: LoopbackEnd) -> list[bytes]:
    """Put on the line what is to be written; give what was delivered."""
    actions = tuple(actions)
    for action in actions:
        if isinstance(action, Write):
            end.write(action.data)
    return [action.payload for action in actions if isinstance(action, Deliver)]


def settle_down(cable: LoopbackCable, terminal: Session, host: Session) -> list[bytes]:
    """Carry bytes between two sessions until both are silent; what was delivered."""
    delivered: list[bytes] = []
    while chunks := [
        (s, e, c) for s, e in ((host, cable.host), (terminal, cable.terminal)) if (c := e.read())
    ]:
        for session, end, chunk in chunks:
            delivered += carry_out(session.receive(chunk), end)
    return delivered


@pytest.mark.parametrize(
    ("fault", "deliveries"),
    [
        pytest.param(Fault(FaultKind.FLIP, Scope.NEXT, Target.REQUEST_FRAME, 77), 1, id="flip"),
        pytest.param(Fault(FaultKind.GARBLE, Scope.NEXT, Target.REQUEST_FRAME), 1, id="garble"),
        pytest.param(Fault(FaultKind.DROP, Scope.NEXT, Target.REQUEST_FRAME), 1, id="drop"),
        pytest.param(Fault(FaultKind.CUT, Scope.NEXT, Target.REQUEST_FRAME, 9), 1, id="cut"),
        pytest.param(Fault(FaultKind.DROP, Scope.NEXT, Target.ACK), 2, id="ack-lost"),
        pytest.param(Fault(FaultKind.DUPLICATE, Scope.NEXT, Target.REQUEST_FRAME), 2, id="duplicate"),
        pytest.param(Fault(FaultKind.SWAP, Scope.NEXT, Target.REQUEST_FRAME), 2, id="swap"),
    ],
)
def test_a_repeat_heals_one_damaged_frame(fault: Fault, deliveries: int) -> None:
    cable = cable_with(fault)
    terminal, host = Session(StxCrcFramer()), Session(StxCrcFramer())
    delivered = carry_out(terminal.send(PAYLOAD), cable.terminal) + settle_down(cable, terminal, host)
    for session, timer, end in ((host, LineTimer.GAP, cable.host), (terminal, LineTimer.ACK, cable.terminal)):
        delivered += carry_out(session.expired(timer), end) + settle_down(cable, terminal, host)
    assert delivered == [PAYLOAD] * deliveries
    assert not terminal.waiting


def test_a_message_that_is_always_lost_takes_the_line_down() -> None:
    cable = cable_with(Fault(FaultKind.DROP, Scope.NEXT, Target.REQUEST))
    terminal, host = Session(StxCrcFramer()), Session(StxCrcFramer())
    actions = terminal.send(PAYLOAD)
    while not any(isinstance(action, Down) for action in actions):
        carry_out(actions, cable.terminal)
        assert settle_down(cable, terminal, host) == []
        actions = terminal.expired(LineTimer.ACK)
    assert len(cable.faults.fired) == 3
