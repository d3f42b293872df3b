"""The ACK/NAK line protocol: who repeats, who answers, when the line is down.

A transition table over frames; it opens nothing and waits for nothing. What is to be done comes
back as actions, what happened goes in by `send`, `receive`, `expired`, `settle` and `lost`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType

from pos_emulator.link.frames import Arrived, BadFrame, Control, Frame, Framer

QUEUE_FRAMES = 8
"""Frames that wait while one is unacknowledged; one more drops the oldest of them."""


class LineTimer(Enum):
    """The two timers of a line."""

    ACK = "ack"
    GAP = "gap"


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


class State(Enum):
    """Where the sending side stands; receiving has no states of its own."""

    IDLE = auto()
    WAITING = auto()
    LAST = auto()
    """Waiting, and no send is left."""


class Input(Enum):
    """What can happen to the session."""

    SEND = auto()
    FRAME = auto()
    BAD = auto()
    ACK = auto()
    NAK = auto()
    ACK_EXPIRED = auto()
    SETTLE = auto()
    LOST = auto()


class Step(Enum):
    """What a transition does; its actions are given by `Session`."""

    QUEUE = auto()
    TRANSMIT = auto()
    REPEAT = auto()
    HAND_OVER = auto()
    ANSWER_ACK = auto()
    ANSWER_NAK = auto()
    DELIVER = auto()
    STOP_WAITING = auto()
    SAY_ACKNOWLEDGED = auto()
    SAY_DOWN = auto()
    SAY_UNREADABLE = auto()
    FORGET = auto()


@dataclass(frozen=True, slots=True)
class Transition:
    """The state afterwards and the steps on the way; ``last`` is the state when that was the last send."""

    state: State
    steps: tuple[Step, ...] = ()
    last: State | None = None


def _rows(state: State, *rows: tuple[Input, Transition]) -> Iterator[tuple[tuple[State, Input], Transition]]:
    return (((state, happened), transition) for happened, transition in rows)


_RECEIVED = (Step.ANSWER_ACK, Step.DELIVER)
_REPEATED = Transition(State.WAITING, (Step.REPEAT,), last=State.LAST)
_GIVEN_UP = Transition(State.IDLE, (Step.STOP_WAITING, Step.SAY_DOWN, Step.FORGET))
_THROUGH = Transition(State.IDLE, (Step.STOP_WAITING, Step.SAY_ACKNOWLEDGED))
_SETTLED = Transition(State.IDLE, (Step.STOP_WAITING,))
_GONE = Transition(State.IDLE, (Step.STOP_WAITING, Step.FORGET))

ACKNOWLEDGED_LINE: Mapping[tuple[State, Input], Transition] = MappingProxyType(
    dict(
        [
            *_rows(
                State.IDLE,
                (Input.SEND, Transition(State.WAITING, (Step.TRANSMIT,), last=State.LAST)),
                (Input.FRAME, Transition(State.IDLE, _RECEIVED)),
                (Input.BAD, Transition(State.IDLE, (Step.ANSWER_NAK,))),
                (Input.ACK, Transition(State.IDLE)),
                (Input.NAK, Transition(State.IDLE)),
                (Input.ACK_EXPIRED, Transition(State.IDLE)),
                (Input.SETTLE, Transition(State.IDLE)),
                (Input.LOST, Transition(State.IDLE, (Step.FORGET,))),
            ),
            *_rows(
                State.WAITING,
                (Input.SEND, Transition(State.WAITING, (Step.QUEUE,))),
                (Input.FRAME, Transition(State.WAITING, _RECEIVED)),
                (Input.BAD, Transition(State.WAITING, (Step.ANSWER_NAK,))),
                (Input.ACK, _THROUGH),
                (Input.NAK, _REPEATED),
                (Input.ACK_EXPIRED, _REPEATED),
                (Input.SETTLE, _SETTLED),
                (Input.LOST, _GONE),
            ),
            *_rows(
                State.LAST,
                (Input.SEND, Transition(State.LAST, (Step.QUEUE,))),
                (Input.FRAME, Transition(State.LAST, _RECEIVED)),
                (Input.BAD, Transition(State.LAST, (Step.ANSWER_NAK,))),
                (Input.ACK, _THROUGH),
                (Input.NAK, _GIVEN_UP),
                (Input.ACK_EXPIRED, _GIVEN_UP),
                (Input.SETTLE, _SETTLED),
                (Input.LOST, _GONE),
            ),
        ]
    )
)
"""A serial line: every frame is answered, every frame may be repeated."""

PLAIN_LINE: Mapping[tuple[State, Input], Transition] = MappingProxyType(
    dict(
        _rows(
            State.IDLE,
            (Input.SEND, Transition(State.IDLE, (Step.HAND_OVER, Step.SAY_ACKNOWLEDGED))),
            (Input.FRAME, Transition(State.IDLE, (Step.DELIVER,))),
            (Input.BAD, Transition(State.IDLE, (Step.SAY_UNREADABLE,))),
            (Input.ACK, Transition(State.IDLE)),
            (Input.NAK, Transition(State.IDLE)),
            (Input.ACK_EXPIRED, Transition(State.IDLE)),
            (Input.SETTLE, Transition(State.IDLE)),
            (Input.LOST, Transition(State.IDLE, (Step.FORGET,))),
        )
    )
)
"""TCP: a written frame is a sent frame, an unreadable one ends the connection."""


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
        self._steps: Mapping[Step, Callable[[bytes], Iterable[Action]]] = MappingProxyType(
            {
                Step.QUEUE: self._wait_in_line,
                Step.TRANSMIT: self._transmit,
                Step.REPEAT: lambda _: self._write_outstanding(),
                Step.HAND_OVER: lambda frame: (Write(frame),),
                Step.ANSWER_ACK: lambda _: (Write(Control.ACK.octet),),
                Step.ANSWER_NAK: lambda _: (Write(Control.NAK.octet),),
                Step.DELIVER: lambda payload: (Deliver(payload),),
                Step.STOP_WAITING: lambda _: (Disarm(LineTimer.ACK),),
                Step.SAY_ACKNOWLEDGED: lambda _: (Acknowledged(),),
                Step.SAY_DOWN: lambda _: (Down(self._sent),),
                Step.SAY_UNREADABLE: lambda _: (Down(0),),
                Step.FORGET: self._forget,
            }
        )

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

    def _receive(self, arrived: Iterable[Arrived]) -> Iterator[Action]:
        for item in arrived:
            match item:
                case Frame(payload):
                    yield from self._take(Input.FRAME, payload)
                case BadFrame():
                    yield from self._take(Input.BAD)
                case Control.ACK:
                    yield from self._take(Input.ACK)
                case Control.NAK:
                    yield from self._take(Input.NAK)
        if self._acknowledged and self._framer.mid_frame:
            self._gap_armed = True
            yield Arm(LineTimer.GAP, self._gap_seconds)
        elif self._gap_armed:
            self._gap_armed = False
            yield Disarm(LineTimer.GAP)

    def _take(self, happened: Input, data: bytes = b"") -> Iterator[Action]:
        transition = self._table[self.state, happened]
        actions = [action for step in transition.steps for action in self._steps[step](data)]
        spent = self._sent >= self._sends
        self.state = transition.last if transition.last and spent else transition.state
        yield from actions
        if self.state is State.IDLE and self._queue:
            yield from self._take(Input.SEND, self._queue.popleft())

    def _transmit(self, frame: bytes) -> Iterable[Action]:
        self._outstanding, self._sent = frame, 0
        return self._write_outstanding()

    def _write_outstanding(self) -> Iterable[Action]:
        self._sent += 1
        return Write(self._outstanding), Arm(LineTimer.ACK, self._ack_seconds)

    def _wait_in_line(self, frame: bytes) -> Iterable[Action]:
        self._queue.append(frame)
        return ()

    def _forget(self, _: bytes) -> Iterable[Action]:
        self._outstanding = b""
        self._queue.clear()
        return ()
