"""The terminal's end of the line: the ACK/NAK session of `link`, in events and effects."""

from __future__ import annotations

from pos_emulator.firmware.flow import Arrived, FrameAcknowledged, Inside, LineSilent, Outcome, Reconnected
from pos_emulator.firmware.peripherals import (
    BytesReceived,
    Event,
    HangUp,
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
    """Frames out, payloads in; knows whether a plug is in.

    Args:
        session: The line protocol.
        out: Where effects go.
        dials: It is a connection that can be ended and made anew (TCP), not a cable.
    """

    def __init__(self, session: Session, out: list[Outcome], *, dials: bool = False) -> None:
        self.connected = False
        self.dialling = False
        """We ended the connection ourselves, and the new one is not there yet."""
        self.return_used = False
        """A return of the line was answered with a send, in vain: another is no occasion for one."""
        self._dials = dials
        self._used = False
        """Something was sent on the connection of now."""
        self._ending = False
        """We ended a connection, and have not been told yet that it is gone."""
        self._session = session
        self._out = out

    def send(self, payload: bytes) -> list[Inside]:
        """Send one payload; repeats are the session's."""
        self._used = True
        return self._act(self._session.send(payload))

    def hang_up(self) -> None:
        """Nothing came back: the connection may be half open, dead and unaware of it. The next send takes a new one.

        A cable is left alone, and so is a connection that was made since the last send.
        """
        if self._dials and self.connected and self._used:
            self.connected = False
            self.dialling = self._ending = True
            self._out.append(HangUp())

    def give_up_dialling(self) -> None:
        """Nobody is there: when somebody is, the line has returned."""
        self.dialling = False

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
                expected, self.dialling, self._ending = self.dialling or self.return_used, False, False
                self.connected = True
                self._used = False
                return [Reconnected() if expected else event]
            case LineLost():
                self.connected = False
                self.dialling &= self._ending
                self._ending = False
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
