"""Flows: coroutines of requests, and the one thing that drives them.

A flow awaits a `Request`; the runner starts it, feeds it events until it is done, and resumes the
flow with the answer. There is no event loop: everything happens inside `Terminal.receive`.
"""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Generator, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from pos_emulator.firmware.peripherals import Effect, Event, StartTimer, StopTimer, Timer, TimerExpired

T = TypeVar("T")


class FlowStopped(Exception):  # noqa: N818 - an ending, not an error
    """A flow has ended early; caught once, in `terminal.py`, which shows `screen`.

    FlowStopped
    ├── Cancelled    the person pressed 取消
    ├── TimedOut     nobody pressed anything
    ├── Stopped      a guard of the firmware, the line or the host said no
    └── SignOnAgain  A0, 99 or 77: keys or batch are out of step
    """

    def __init__(self, screen: str = "", /, **values: object) -> None:
        super().__init__(screen)
        self.screen = screen
        self.values = values


class Cancelled(FlowStopped):
    """The person left by 取消: no trace, no screen."""


class TimedOut(FlowStopped):
    """A prompt waited in vain."""

    def __init__(self) -> None:
        super().__init__("prompt.timeout")


class Stopped(FlowStopped):
    """Something said no; its screen stays until 确认."""


class SignOnAgain(FlowStopped):
    """The host wants a new sign-on (A0, 99, 77)."""

    def __init__(self) -> None:
        super().__init__("logon.needed")


@dataclass(frozen=True, slots=True)
class Display:
    """Show a screen by name; the terminal lays it out in the language of the moment."""

    name: str
    values: dict[str, object]
    page: int = 0
    """Which page of a text too long for one; beyond the last is the last."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A whole payload came over the line."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class FrameAcknowledged:
    """The other end has the frame."""


@dataclass(frozen=True, slots=True)
class LineSilent:
    """The frame was sent as often as allowed and never acknowledged."""


@dataclass(frozen=True, slots=True)
class Reconnected:
    """The connection is there anew, and that is no occasion to send: we ended it, or the last return led nowhere."""


Inside = Event | Arrived | FrameAcknowledged | LineSilent | Reconnected
"""What a request is fed: events of the world, and what the line protocol made of them."""

Outcome = Effect | Display


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A request's answer, and what is still to be done at the very end."""

    answer: T
    last: tuple[Outcome, ...] = ()


IDLE_SECONDS = 60.0
"""How long the idle terminal waits before it looks at its clock, and sends again what is owed."""


DIAL_SECONDS = 15.0
"""How long a connection that we ended ourselves is awaited before the line counts as gone."""


class Patience(Enum):
    """How long a request waits; the profile says how many seconds that is. The value is the timer's kind."""

    PROMPT = Timer.PROMPT, "prompt_seconds"
    CARD = Timer.PROMPT, "card_seconds"
    CONFIRM = Timer.PROMPT, "confirm_seconds"
    ERROR = Timer.PROMPT, "error_seconds"
    HOST = Timer.HOST, "host_seconds"
    DIAL = Timer.HOST, ""
    RETRY = Timer.RETRY, ""
    IDLE = Timer.TICK, ""
    ENDLESS = None, ""

    def __init__(self, timer: Timer | None, setting: str) -> None:
        self.timer = timer
        """The timer that runs meanwhile."""
        self.setting = setting
        """The profile's setting that gives the seconds; empty where it has none."""
        self.begins_anew = timer is Timer.PROMPT
        """Whether a key that changed something gives the whole time again."""

    __hash__ = object.__hash__  # That of Enum is Python, and every key asks.


class Request(ABC, Generic[T]):
    """What a flow awaits: effects to start with, an answer at the end."""

    patience: Patience = Patience.ENDLESS

    passing: bool = False
    """Waits for nothing: once it has started the flow goes on."""

    def start(self) -> Iterable[Outcome]:
        """What to do first."""
        return ()

    @abstractmethod
    def handle(self, event: Inside) -> Done[T] | FlowStopped | Iterable[Outcome]:
        """React to one event: an answer, an ending, or effects."""

    def expired(self) -> Done[T] | FlowStopped | Iterable[Outcome]:
        """React to the end of its patience."""
        return TimedOut()

    def __await__(self) -> Generator[Request[Any], T, T]:
        return (yield self)


class FlowRunner:
    """Drives one coroutine from request to request.

    Args:
        flow: The coroutine.
        out: Where effects go, in order.
        seconds: How long each patience is.
    """

    def __init__(
        self,
        flow: Coroutine[Request[Any], Any, None],
        out: list[Outcome],
        *,
        seconds: Mapping[Patience, float],
    ) -> None:
        self._flow = flow
        self._out = out
        self._winding = {
            patience: StartTimer(patience.timer, seconds[patience])
            for patience in Patience
            if patience.timer is not None
        }
        self._stopping = {
            patience: StopTimer(patience.timer) for patience in Patience if patience.timer is not None
        }
        self._request: Request[Any] | None = None

    def begin(self) -> None:
        """Run to the first request."""
        self._resume(None)

    def feed(self, event: Inside) -> None:
        """Give the present request one event and go on from there."""
        request = self._request
        if request is None:
            return
        expired = type(event) is TimerExpired and event.timer is request.patience.timer
        result = request.expired() if expired else request.handle(event)
        if isinstance(result, Done):
            self._leave(request)
            self._out.extend(result.last)
            self._resume(result.answer)
        elif isinstance(result, FlowStopped):
            self._leave(request)
            self._throw(result)
        elif self._put(result) and request.patience.begins_anew:
            self._out.append(self._winding[request.patience])

    def answer_to(self, event: Inside) -> Done[Any] | FlowStopped | tuple[Outcome, ...]:
        """What the present request would do about an event; a copy of it is asked, nothing happens.

        A request holds plain values that it replaces, so that a shallow copy is one of its own.
        """
        if self._request is None:
            return ()
        answer: Done[Any] | FlowStopped | Iterable[Outcome] = copy.copy(self._request).handle(event)
        return answer if isinstance(answer, Done | FlowStopped) else tuple(answer)

    def _resume(self, answer: object) -> None:
        try:
            self._enter(self._flow.send(answer))
        except StopIteration:
            self._request = None

    def _throw(self, stopped: FlowStopped) -> None:
        try:
            self._enter(self._flow.throw(stopped))
        except StopIteration:
            self._request = None

    def _enter(self, request: Request[Any]) -> None:
        self._request = request
        if request.patience in self._winding:
            self._out.append(self._winding[request.patience])
        self._put(request.start())
        if request.passing:
            self._resume(None)

    def _leave(self, request: Request[Any]) -> None:
        self._request = None
        if request.patience in self._stopping:
            self._out.append(self._stopping[request.patience])

    def _put(self, effects: Iterable[Outcome]) -> bool:
        before = len(self._out)
        # One by one: a request may put effects of its own between those that it yields.
        for effect in effects:
            self._out.append(effect)
        return len(self._out) > before
