from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_emulator.link.framers.length_tpdu import LengthFramer
from pos_emulator.link.framers.stx_lrc import StxLrcFramer
from pos_emulator.link.session import (
    Acknowledged,
    Action,
    Arm,
    Deliver,
    Disarm,
    Down,
    LineTimer,
    Session,
    Write,
)
from pos_emulator.link.session_table import Input, State

# One payload byte p: 02 0001 p 03 and the exclusive-or of 01, p and 03.
A, B, C = (bytes.fromhex(wire) for wire in ("02 0001 61 03 63", "02 0001 62 03 60", "02 0001 63 03 61"))
BAD = A[:-1] + b"\x00"
ACK, NAK = b"\x06", b"\x15"
ARM, DISARM = Arm(LineTimer.ACK, 2.0), Disarm(LineTimer.ACK)
ARM_GAP, DISARM_GAP = Arm(LineTimer.GAP, 0.5), Disarm(LineTimer.GAP)


def serial(*, sends: int = 3) -> Session:
    return Session(StxLrcFramer(), sends=sends)


def in_state(state: State) -> Session:
    session = serial(sends=2)
    if state is not State.IDLE:
        session.send(b"a")
    if state is State.LAST:
        session.receive(NAK)
    assert session.state is state
    return session


def take(session: Session, happened: Input) -> tuple[Action, ...]:
    match happened:
        case Input.SEND:
            return session.send(b"b")
        case Input.FRAME:
            return session.receive(C)
        case Input.BAD:
            return session.receive(BAD)
        case Input.ACK:
            return session.receive(ACK)
        case Input.NAK:
            return session.receive(NAK)
        case Input.ACK_EXPIRED:
            return session.expired(LineTimer.ACK)
        case Input.SETTLE:
            return session.settle()
        case Input.LOST:
            return session.lost()


SERIAL = [
    (State.IDLE, Input.SEND, (Write(B), ARM), State.WAITING),
    (State.IDLE, Input.FRAME, (Write(ACK), Deliver(b"c")), State.IDLE),
    (State.IDLE, Input.BAD, (Write(NAK),), State.IDLE),
    (State.IDLE, Input.ACK, (), State.IDLE),
    (State.IDLE, Input.NAK, (), State.IDLE),
    (State.IDLE, Input.ACK_EXPIRED, (), State.IDLE),
    (State.IDLE, Input.SETTLE, (), State.IDLE),
    (State.IDLE, Input.LOST, (), State.IDLE),
    (State.WAITING, Input.SEND, (), State.WAITING),
    (State.WAITING, Input.FRAME, (Write(ACK), Deliver(b"c")), State.WAITING),
    (State.WAITING, Input.BAD, (Write(NAK),), State.WAITING),
    (State.WAITING, Input.ACK, (DISARM, Acknowledged()), State.IDLE),
    (State.WAITING, Input.NAK, (Write(A), ARM), State.LAST),
    (State.WAITING, Input.ACK_EXPIRED, (Write(A), ARM), State.LAST),
    (State.WAITING, Input.SETTLE, (DISARM,), State.IDLE),
    (State.WAITING, Input.LOST, (DISARM,), State.IDLE),
    (State.LAST, Input.SEND, (), State.LAST),
    (State.LAST, Input.FRAME, (Write(ACK), Deliver(b"c")), State.LAST),
    (State.LAST, Input.BAD, (Write(NAK),), State.LAST),
    (State.LAST, Input.ACK, (DISARM, Acknowledged()), State.IDLE),
    (State.LAST, Input.NAK, (DISARM, Down(2)), State.IDLE),
    (State.LAST, Input.ACK_EXPIRED, (DISARM, Down(2)), State.IDLE),
    (State.LAST, Input.SETTLE, (DISARM,), State.IDLE),
    (State.LAST, Input.LOST, (DISARM,), State.IDLE),
]


def test_every_state_and_input_is_listed() -> None:
    assert {row[:2] for row in SERIAL} == {(state, happened) for state in State for happened in Input}


@pytest.mark.parametrize(
    ("state", "happened", "actions", "after"),
    [pytest.param(*row, id=f"{row[0].name}-{row[1].name}") for row in SERIAL],
)
def test_transition(state: State, happened: Input, actions: tuple[Action, ...], after: State) -> None:
    session = in_state(state)
    assert take(session, happened) == actions
    assert session.state is after
    assert session.waiting == (after is not State.IDLE)


@pytest.mark.parametrize(
    "again", [pytest.param(Input.NAK, id="nak"), pytest.param(Input.ACK_EXPIRED, id="silence")]
)
def test_three_sends_then_down(again: Input) -> None:
    session = serial()
    assert session.send(b"a") == (Write(A), ARM)
    assert take(session, again) == (Write(A), ARM)
    assert take(session, again) == (Write(A), ARM)
    assert take(session, again) == (DISARM, Down(3))
    assert take(session, again) == ()


def test_one_send_only() -> None:
    session = serial(sends=1)
    session.send(b"a")
    assert session.expired(LineTimer.ACK) == (DISARM, Down(1))
    with pytest.raises(ValueError, match="sends 0"):
        serial(sends=0)


def test_an_ack_for_one_send_does_not_count_for_a_later_one() -> None:
    session = serial()
    session.receive(ACK + ACK + NAK)
    assert session.send(b"a") == (Write(A), ARM)
    assert session.waiting


def test_frames_queue_in_order() -> None:
    session = serial()
    session.send(b"a")
    assert session.send(b"b") == session.send(b"c") == ()
    assert session.receive(ACK) == (DISARM, Acknowledged(), Write(B), ARM)
    assert session.settle() == (DISARM, Write(C), ARM)
    assert session.receive(ACK) == (DISARM, Acknowledged())


def test_the_count_of_sends_begins_anew() -> None:
    session = serial(sends=2)
    session.send(b"a")
    session.send(b"b")
    session.receive(NAK)
    session.receive(ACK)
    assert session.receive(NAK) == (Write(B), ARM)


def test_a_full_queue_drops_its_oldest() -> None:
    session = serial()
    for payload in (b"a", b"b", *(bytes((n,)) for n in range(0x63, 0x63 + 8))):
        session.send(payload)
    assert session.receive(ACK) == (DISARM, Acknowledged(), Write(C), ARM)


@pytest.mark.parametrize("end", [pytest.param(Input.NAK, id="down"), pytest.param(Input.LOST, id="lost")])
def test_nothing_is_sent_after_the_line_went(end: Input) -> None:
    session = in_state(State.LAST)
    session.send(b"b")
    take(session, end)
    assert session.receive(ACK) == ()
    assert session.expired(LineTimer.ACK) == ()


def test_a_repeat_is_acknowledged_and_delivered_again() -> None:
    session = serial()
    assert session.receive(A + A) == (Write(ACK), Deliver(b"a")) * 2


def test_ack_and_answer_in_one_chunk() -> None:
    session = in_state(State.WAITING)
    assert session.receive(ACK + C) == (DISARM, Acknowledged(), Write(ACK), Deliver(b"c"))


def test_silence_inside_a_frame() -> None:
    session = serial()
    assert session.receive(A[:2]) == (ARM_GAP,)
    assert session.receive(A[2:4]) == (ARM_GAP,)
    assert session.expired(LineTimer.GAP) == (Write(NAK),)
    assert session.expired(LineTimer.GAP) == ()
    assert session.receive(A) == (Write(ACK), Deliver(b"a"))


def test_a_frame_that_is_completed_in_time() -> None:
    session = serial()
    session.receive(A[:2])
    assert session.receive(A[2:]) == (Write(ACK), Deliver(b"a"), DISARM_GAP)
    assert session.expired(LineTimer.GAP) == ()


def test_frames_behind_a_false_start_are_delivered_after_the_gap() -> None:
    session = serial()
    assert session.receive(b"\x02\x05\x00" + A + B) == (ARM_GAP,)
    assert session.expired(LineTimer.GAP) == (Write(ACK), Deliver(b"a"), Write(ACK), Deliver(b"b"))


def test_a_lost_line_leaves_nothing_behind() -> None:
    session = in_state(State.WAITING)
    session.receive(b"\x02\x05\x00" + A)
    assert session.lost() == (DISARM, DISARM_GAP)
    assert session.receive(b"") == ()
    assert session.receive(B) == (Write(ACK), Deliver(b"b"))


def test_tcp_has_no_acknowledgements() -> None:
    session = Session(LengthFramer(), acknowledged=False)
    assert session.send(b"a") == (Write(b"\x00\x01a"), Acknowledged())
    assert not session.waiting
    assert session.receive(b"\x00\x02a") == ()
    assert session.receive(b"b") == (Deliver(b"ab"),)
    for happened in (Input.ACK_EXPIRED, Input.SETTLE, Input.LOST):
        assert take(session, happened) == ()


def test_tcp_gives_up_a_connection_that_cannot_be_read() -> None:
    session = Session(LengthFramer(), acknowledged=False)
    assert session.receive(b"\x00\x00\x00\x01a") == (Down(0),)
    session.lost()
    assert session.receive(b"\x00\x01a") == (Deliver(b"a"),)


def test_what_is_sent_is_not_shown() -> None:
    session = serial()
    assert "4111" not in repr(session.send(b"4111111111111111")) + repr(Deliver(b"4111"))


@given(
    st.lists(
        st.sampled_from([ACK, NAK, A, BAD, A[:3], b"\x02\x09\x00"])
        | st.binary(max_size=3)
        | st.sampled_from(LineTimer),
        max_size=30,
    )
)
def test_no_frame_is_sent_more_often_than_allowed(happened: list[bytes | LineTimer]) -> None:
    session = serial()
    actions = list(session.send(b"b"))
    for item in happened:
        actions += session.expired(item) if isinstance(item, LineTimer) else session.receive(item)
    writes = actions.count(Write(B))
    ends = [action for action in actions if isinstance(action, Acknowledged | Down)]
    assert 1 <= writes <= 3
    assert len(ends) == (not session.waiting)
    assert (Down(3) not in ends) or writes == 3
