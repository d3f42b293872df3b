"""The ACK/NAK line protocol: who repeats, who answers, when the line is down.

The rules are in `session_table`; here they are carried out. A session opens nothing and waits for
nothing: what is to be done comes back as actions, what happened goes in by `send`, `receive`,
`expired`, `settle` and `lost`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from pos_emulator.link.frames import Arrived, BadFrame, Control, Frame, Framer
from pos_emulator.link.session_table import ACKNOWLEDGED_LINE, PLAIN_LINE, Input, State, Step

QUEUE_FRAMES = 8
"""Frames that wait while one is unacknowledged; one more drops the oldest of them."""


class LineTimer(Enum):
    """The two timers of a line."""

    ACK = "ack"
    GAP = "gap"

    __hash__ = object.__hash__  # That of Enum is Python, and every byte that crosses asks.


@dataclass(frozen=True, slots=True)
class Write:
    """Put these bytes on the line."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Arm:
    """Start the timer, or start it again."""

    timer: LineTimer
    seconds: float


@dataclass(frozen=True, slots=True)
class Disarm:
    """Stop the timer."""

    timer: LineTimer


@dataclass(frozen=True, slots=True)
class Deliver:
    """A payload arrived undamaged. A repeat whose ACK was lost is delivered again."""

    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The other end has the frame (where nothing is acknowledged: it was written)."""


@dataclass(frozen=True, slots=True)
class Down:
    """Sent ``sends`` times without an ACK; nothing is waiting any more.

    0 sends: the bytes that come cannot be followed, the connection is to be dropped.
    """

    sends: int


Action = Write | Arm | Disarm | Deliver | Acknowledged | Down


_ACK, _NAK = Write(Control.ACK.octet), Write(Control.NAK.octet)


class Session:
    """One end of one line.

    Args:
        framer: wraps payloads and finds frames in what arrives; the session's alone.
        acknowledged: frames are answered by ACK or NAK (serial); False on TCP.
        ack_seconds: how long to wait for the answer to a frame before it is repeated.
        sends: how often a frame is sent in all before the line counts as down.
        gap_seconds: the longest silence inside a frame.
    """

    def __init__(
        self,
        framer: Framer,
        *,
        acknowledged: bool = True,
        ack_seconds: float = 2.0,
        sends: int = 3,
        gap_seconds: float = 0.5,
    ) -> None:
        if sends < 1:
            raise ValueError(f"sends {sends}: a frame is sent once at least")
        self.state = State.IDLE
        self._framer = framer
        self._table = ACKNOWLEDGED_LINE if acknowledged else PLAIN_LINE
        self._acknowledged = acknowledged
        self._ack_seconds = ack_seconds
        self._sends = sends
        self._gap_seconds = gap_seconds
        self._gap_armed = False
        self._outstanding = b""
        self._sent = 0
        self._queue: deque[bytes] = deque(maxlen=QUEUE_FRAMES)

    @property
    def waiting(self) -> bool:
        """A frame was sent and is not acknowledged."""
        return self.state is not State.IDLE

    def send(self, payload: bytes) -> tuple[Action, ...]:
        """Send a payload now, or after those that are under way."""
        return tuple(self._take(Input.SEND, self._framer.encode(payload)))

    def receive(self, chunk: bytes) -> tuple[Action, ...]:
        """Bytes came off the line."""
        return tuple(self._receive(self._framer.feed(chunk)))

    def expired(self, timer: LineTimer) -> tuple[Action, ...]:
        """An armed timer ran out; one that is not armed is ignored."""
        if timer is LineTimer.ACK:
            return tuple(self._take(Input.ACK_EXPIRED))
        if not self._gap_armed:
            return ()
        self._gap_armed = False
        bad = self._framer.abandon()
        found = self._framer.feed(b"")
        return tuple(self._receive((bad, *found) if bad else found))

    def settle(self) -> tuple[Action, ...]:
        """The answer came, so the request arrived: stop repeating what is still unacknowledged."""
        return tuple(self._take(Input.SETTLE))

    def lost(self) -> tuple[Action, ...]:
        """The line went: forget partial input and everything still to be sent."""
        self._framer.abandon()
        tuple(self._framer.feed(b""))
        gap = (Disarm(LineTimer.GAP),) if self._gap_armed else ()
        self._gap_armed = False
        return (*self._take(Input.LOST), *gap)

    def _receive(self, arrived: Iterable[Arrived]) -> list[Action]:
        actions: list[Action] = []
        for item in arrived:
            match item:
                case Frame(payload):
                    actions += self._take(Input.FRAME, payload)
                case BadFrame():
                    actions += self._take(Input.BAD)
                case Control.ACK:
                    actions += self._take(Input.ACK)
                case Control.NAK:
                    actions += self._take(Input.NAK)
        if self._acknowledged and self._framer.mid_frame:
            self._gap_armed = True
            actions.append(Arm(LineTimer.GAP, self._gap_seconds))
        elif self._gap_armed:
            self._gap_armed = False
            actions.append(Disarm(LineTimer.GAP))
        return actions

    def _take(self, happened: Input, data: bytes = b"") -> list[Action]:
        transition = self._table[self.state, happened]
        actions: list[Action] = []
        for step in transition.steps:
            actions += self._perform(step, data)
        spent = self._sent >= self._sends
        self.state = transition.last if transition.last and spent else transition.state
        if self.state is State.IDLE and self._queue:
            actions += self._take(Input.SEND, self._queue.popleft())
        return actions

    def _perform(self, step: Step, data: bytes) -> tuple[Action, ...]:
        match step:
            case Step.QUEUE:
                self._queue.append(data)
            case Step.TRANSMIT:
                self._outstanding, self._sent = data, 1
                return Write(data), Arm(LineTimer.ACK, self._ack_seconds)
            case Step.REPEAT:
                self._sent += 1
                return Write(self._outstanding), Arm(LineTimer.ACK, self._ack_seconds)
            case Step.HAND_OVER:
                return (Write(data),)
            case Step.ANSWER_ACK:
                return (_ACK,)
            case Step.ANSWER_NAK:
                return (_NAK,)
            case Step.DELIVER:
                return (Deliver(data),)
            case Step.STOP_WAITING:
                self._outstanding = b""
                return (Disarm(LineTimer.ACK),)
            case Step.SAY_ACKNOWLEDGED:
                return (Acknowledged(),)
            case Step.SAY_DOWN:
                return (Down(self._sent),)
            case Step.SAY_UNREADABLE:
                return (Down(0),)
            case Step.FORGET:
                self._queue.clear()
        return ()
