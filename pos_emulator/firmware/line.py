"""The terminal's end of the line: the ACK/NAK session of `link`, in events and effects."""

from __future__ import annotations

from pos_emulator.firmware.flow import Arrived, FrameAcknowledged, Inside, LineSilent, Outcome
from pos_emulator.firmware.peripherals import (
    BytesReceived,
    Event,
    LineConnected,
    LineLost,
    StartTimer,
    StopTimer,
    Timer,
    TimerExpired,
    WriteBytes,
)
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


def _timer(timer: LineTimer) -> Timer:
    return Timer.ACK if timer is LineTimer.ACK else Timer.GAP


class Line:
    """Frames out, payloads in; knows whether a plug is in."""

    def __init__(self, session: Session, out: list[Outcome]) -> None:
        self.connected = False
        self._session = session
        self._out = out

    def send(self, payload: bytes) -> list[Inside]:
        """Send one payload; repeats are the session's."""
        return self._act(self._session.send(payload))

    def settle(self) -> None:
        """The answer is here: stop repeating what it answers."""
        self._act(self._session.settle())

    def feed(self, event: Event) -> list[Inside] | None:
        """What an event of the line means to a flow; None where the event is not the line's."""
        match event:
            case BytesReceived(data):
                return self._act(self._session.receive(data))
            case TimerExpired(Timer.ACK):
                return self._act(self._session.expired(LineTimer.ACK))
            case TimerExpired(Timer.GAP):
                return self._act(self._session.expired(LineTimer.GAP))
            case LineConnected():
                self.connected = True
                return [event]
            case LineLost():
                self.connected = False
                return [*self._act(self._session.lost()), event]
            case _:
                return None

    def _act(self, actions: tuple[Action, ...]) -> list[Inside]:
        told: list[Inside] = []
        for action in actions:
            match action:
                case Write(data):
                    self._out.append(WriteBytes(data))
                case Arm(timer, seconds):
                    self._out.append(StartTimer(_timer(timer), seconds))
                case Disarm(timer):
                    self._out.append(StopTimer(_timer(timer)))
                case Deliver(payload):
                    told.append(Arrived(payload))
                case Acknowledged():
                    told.append(FrameAcknowledged())
                case Down():
                    told.append(LineSilent())
        return told
