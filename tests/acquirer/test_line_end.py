from __future__ import annotations

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Message
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.line_end import Later, LineEnd
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.frames import Frame
from pos_emulator.link.session import Arm, LineTimer, Session, Write
from tests.acquirer.till import HEADER, MID, TPDU, Till

ACK = b"\x06"
ECHO = UNIONPAY_POS.build(Message("0820", {41: "12345676", 42: MID, 60: "00000001301"}))
SIGN_ON = UNIONPAY_POS.build(
    Message("0800", {11: "000009", 41: "12345676", 42: MID, 60: "00000001003", 63: b"01 "})
)
ECHO_FRAME = StxCrcFramer().encode(Envelope(TPDU, HEADER, ECHO).octets())


def line_end(till: Till) -> LineEnd:
    return LineEnd(till.acquirer, Session(StxCrcFramer()))


def payload_of(write: object) -> Message:
    assert isinstance(write, Write)
    (frame,) = StxCrcFramer().feed(write.data)
    assert isinstance(frame, Frame)
    return UNIONPAY_POS.parse(Envelope.parse(frame.payload).message)


def test_a_request_is_acknowledged_and_answered(till: Till) -> None:
    ack, answer, arm = line_end(till).receive(ECHO_FRAME)
    assert ack == Write(ACK)
    assert payload_of(answer)[39] == "00"
    assert arm == Arm(LineTimer.ACK, 2.0)


def test_an_unacknowledged_answer_is_sent_again(till: Till) -> None:
    end = line_end(till)
    answer = end.receive(ECHO_FRAME)[1]
    assert end.expired(LineTimer.ACK)[0] == answer


def test_a_late_answer_waits_for_its_time(till: Till) -> None:
    end = line_end(till)
    till.acquirer.rules.late(70)
    ack, later = end.receive(ECHO_FRAME)
    assert (ack, later) == (Write(ACK), Later(1, 70))
    assert payload_of(end.due(1)[0])[39] == "00"
    assert end.due(1) == ()


def test_a_late_answer_goes_with_its_line(till: Till) -> None:
    end = line_end(till)
    till.acquirer.rules.late(70)
    end.receive(ECHO_FRAME)
    end.lost()
    assert end.due(1) == ()


def test_two_late_answers_keep_their_own_time(till: Till) -> None:
    end = line_end(till)
    till.acquirer.rules.late(70)
    first = end.receive(ECHO_FRAME)[1]
    till.acquirer.rules.late(10)
    second = end.receive(ECHO_FRAME)[1]
    assert (first, second) == (Later(1, 70), Later(2, 10))


def test_silence_is_acknowledged_on_the_line(till: Till) -> None:
    till.acquirer.rules.silent()
    assert line_end(till).receive(ECHO_FRAME) == (Write(ACK),)


def test_a_damaged_frame_is_refused_on_the_line(till: Till, ledger: Ledger) -> None:
    damaged = ECHO_FRAME[:-1] + bytes((ECHO_FRAME[-1] ^ 1,))
    assert line_end(till).receive(damaged) == (Write(b"\x15"),)


def test_the_line_knows_which_terminals_spoke(till: Till) -> None:
    end = line_end(till)
    end.receive(ECHO_FRAME)
    assert (end.named, end.tids) == ({"12345676"}, set())
    end.receive(StxCrcFramer().encode(Envelope(TPDU, HEADER, SIGN_ON).octets()))
    assert end.tids == {"12345676"}


def test_notes_are_taken_once(till: Till) -> None:
    end = line_end(till)
    assert end.receive(StxCrcFramer().encode(b"no message")) == (Write(ACK),)
    assert [note.event for note in end.take_notes()] == ["alarm"]
    assert end.take_notes() == ()


def test_the_line_knows_that_something_unreadable_came(till: Till) -> None:
    end = line_end(till)
    end.receive(ECHO_FRAME)
    assert (end.heard, end.unreadable) == (True, False)
    end.receive(StxCrcFramer().encode(b"no message"))
    assert end.unreadable


def test_noise_is_not_heard(till: Till) -> None:
    end = line_end(till)
    end.receive(StxCrcFramer().encode(b"no message"))
    assert not end.heard
