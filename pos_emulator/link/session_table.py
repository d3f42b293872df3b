"""The ACK/NAK line protocol as a table: state and input to state and steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType


class State(Enum):
    """Where the sending side stands; receiving has no states of its own."""

    IDLE = auto()
    WAITING = auto()
    LAST = auto()
    """Waiting, and no send is left."""

    __hash__ = object.__hash__  # That of Enum is Python, and every byte that crosses asks.


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

    __hash__ = object.__hash__  # That of Enum is Python, and every byte that crosses asks.


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
