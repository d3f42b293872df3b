from __future__ import annotations

from pos_emulator.firmware.flow import Arrived, FrameAcknowledged, LineSilent, Outcome, Reconnected
from pos_emulator.firmware.line import Line
from pos_emulator.firmware.peripherals import (
    BytesReceived,
    HangUp,
    Key,
    KeyPressed,
    LineConnected,
    LineLost,
    StartTimer,
    StopTimer,
    Timer,
    TimerExpired,
    WriteBytes,
)
from pos_emulator.link.framers.length_tpdu import LengthFramer
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.session import Session

ACK, NAK = b"\x06", b"\x15"
# STX, length 4 in BCD, four bytes, ETX, CRC-16/X-25 high byte first.
FRAME = StxCrcFramer().encode(b"ping")


def line(out: list[Outcome]) -> Line:
    return Line(Session(StxCrcFramer(), ack_seconds=2.0, sends=3, gap_seconds=0.5), out)


def test_a_payload_leaves_framed_and_waits_for_its_ack() -> None:
    out: list[Outcome] = []
    assert line(out).send(b"ping") == []
    assert out == [WriteBytes(FRAME), StartTimer(Timer.ACK, 2.0)]
    assert FRAME[:7] == b"\x02\x00\x04ping"


def test_ack_is_told_and_ends_the_wait() -> None:
    out: list[Outcome] = []
    link = line(out)
    link.send(b"ping")
    out.clear()
    assert link.feed(BytesReceived(ACK)) == [FrameAcknowledged()]
    assert out == [StopTimer(Timer.ACK)]


def test_nak_and_silence_repeat_three_sends_in_all() -> None:
    out: list[Outcome] = []
    link = line(out)
    link.send(b"ping")
    assert link.feed(BytesReceived(NAK)) == []
    assert link.feed(TimerExpired(Timer.ACK)) == []
    assert out.count(WriteBytes(FRAME)) == 3
    assert link.feed(TimerExpired(Timer.ACK)) == [LineSilent()]
    assert out.count(WriteBytes(FRAME)) == 3


def test_a_whole_frame_is_acknowledged_and_delivered() -> None:
    out: list[Outcome] = []
    assert line(out).feed(BytesReceived(FRAME)) == [Arrived(b"ping")]
    assert WriteBytes(ACK) in out


def test_half_a_frame_waits_and_is_given_up() -> None:
    out: list[Outcome] = []
    link = line(out)
    assert link.feed(BytesReceived(FRAME[:5])) == []
    assert out == [StartTimer(Timer.GAP, 0.5)]
    assert link.feed(TimerExpired(Timer.GAP)) == []
    assert WriteBytes(NAK) in out


def test_settling_stops_the_repeats() -> None:
    out: list[Outcome] = []
    link = line(out)
    link.send(b"ping")
    link.settle()
    assert link.feed(TimerExpired(Timer.ACK)) == []
    assert out.count(WriteBytes(FRAME)) == 1


def test_the_plug_is_noticed_and_passed_on() -> None:
    out: list[Outcome] = []
    link = line(out)
    states = [link.connected]
    assert link.feed(LineConnected()) == [LineConnected()]
    states.append(link.connected)
    link.send(b"ping")
    assert link.feed(LineLost()) == [LineLost()]
    assert [*states, link.connected] == [False, True, False]
    out.clear()
    assert link.feed(TimerExpired(Timer.ACK)) == []
    assert out == []


def test_events_of_others_are_not_the_lines() -> None:
    link = line([])
    assert link.feed(KeyPressed(Key.ENTER)) is None
    assert link.feed(TimerExpired(Timer.HOST)) is None


def connection(out: list[Outcome]) -> Line:
    """A connection on which a request was sent in vain."""
    link = Line(Session(LengthFramer(), acknowledged=False), out, dials=True)
    link.feed(LineConnected())
    link.send(b"ping")
    out.clear()
    return link


def test_a_connection_that_was_ended_is_dialled_anew() -> None:
    out: list[Outcome] = []
    link = connection(out)
    link.hang_up()
    assert out == [HangUp()]
    assert (link.connected, link.dialling) == (False, True)
    link.hang_up()
    assert out == [HangUp()], "once is enough"
    assert link.feed(LineLost()) == [LineLost()]
    assert link.dialling, "that was our own doing"
    assert link.feed(LineConnected()) == [Reconnected()]
    assert (link.connected, link.dialling) == (True, False)


def test_nobody_takes_the_call_and_the_line_returns_later() -> None:
    link = connection([])
    link.hang_up()
    link.feed(LineLost())
    assert link.feed(LineLost()) == [LineLost()]
    assert not link.dialling
    assert link.feed(LineConnected()) == [LineConnected()]


def test_a_connection_made_since_the_last_send_stays() -> None:
    out: list[Outcome] = []
    link = connection(out)
    link.feed(LineLost())
    link.feed(LineConnected())
    link.hang_up()
    assert out == []


def test_a_cable_stays() -> None:
    out: list[Outcome] = []
    link = line(out)
    link.feed(LineConnected())
    link.send(b"ping")
    link.hang_up()
    assert HangUp() not in out
    assert link.connected


def test_a_line_that_came_back_in_vain_comes_back_unnoticed() -> None:
    link = line([])
    link.return_used = True
    assert link.feed(LineConnected()) == [Reconnected()]
    assert link.connected
