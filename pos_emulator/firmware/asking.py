"""Asking the host: one request out, one believed answer back, or the truth about why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from iso8583_specs.message import Message
from pos_emulator.firmware.answers import Answer, Outcome, outcome_of
from pos_emulator.firmware.flow import (
    Arrived,
    Display,
    Done,
    FlowStopped,
    FrameAcknowledged,
    Inside,
    LineSilent,
    Patience,
    Request,
    Stopped,
)
from pos_emulator.firmware.flow import Outcome as Effect
from pos_emulator.firmware.host import Believed, NotOurs, Spoilt
from pos_emulator.firmware.peripherals import Refused, StartTimer, StopTimer, Timer, TimerExpired
from pos_emulator.firmware.pos import Pos


@dataclass(frozen=True, slots=True)
class Progress:
    """What is on the display while the host is asked; no name: the screen stays as it is."""

    title: str = ""
    connecting: str = "host.connecting"
    sending: str = "host.sending"
    receiving: str = "host.receiving"


QUIETLY = Progress("", "", "", "")


class AskHost(Request[Answer]):
    """Sends one request and waits; no key works until the answer or the host timer."""

    patience = Patience.HOST

    def __init__(self, pos: Pos, request: Message, *, progress: Progress) -> None:
        self._pos = pos
        self._request = request
        self._progress = progress
        self._acknowledged = False
        self._left = int(pos.profile.host_seconds)

    def start(self) -> Iterable[Effect]:
        """See `Request`."""
        payload = self._pos.host.octets(self._request)
        yield from self._screen(self._progress.connecting)
        yield from self._screen(self._progress.sending)
        for inside in self._pos.line.send(payload):
            self._acknowledged |= isinstance(inside, FrameAcknowledged)
        if self._acknowledged:
            yield from self._receiving()

    def handle(self, event: Inside) -> Done[Answer] | FlowStopped | Iterable[Effect]:
        """See `Request`."""
        match event:
            case FrameAcknowledged():
                self._acknowledged = True
                return self._receiving()
            case TimerExpired(Timer.TICK):
                self._left -= 1
                return self._receiving()
            case LineSilent():
                self._pos.line.hang_up()
                return self._unknown("98", "host.no-ack")
            case Arrived(payload):
                return self._judge(payload)
            case _:
                return ()

    def expired(self) -> Done[Answer]:
        """See `Request`."""
        self._pos.line.hang_up()
        return self._unknown("98", "host.timeout")

    def _judge(self, payload: bytes) -> Done[Answer] | Iterable[Effect]:
        verdict = self._pos.host.judge(payload, self._request)
        match verdict:
            case NotOurs(why):
                return (Refused("reply-not-ours", why),)
            case Spoilt(why, reason):
                self._pos.explain("reply-spoilt", why)
                return self._unknown(reason, "host.bad-mac" if reason == "A0" else "host.unclear")
            case Believed(reply, sign_on_wanted):
                self._pos.line.settle()
                if sign_on_wanted:
                    self._pos.state.needs_sign_on = True
                code = str(reply.get(39, "00"))
                outcome = outcome_of(code)
                answer = Answer(outcome, reply, code, "06", "host.unclear", self._acknowledged)
                return Done(answer, (StopTimer(Timer.TICK),))

    def _unknown(self, reason: str, screen: str) -> Done[Answer]:
        self._pos.line.settle()
        answer = Answer(Outcome.UNKNOWN, None, "", reason, screen, self._acknowledged)
        return Done(answer, (StopTimer(Timer.TICK),))

    def _receiving(self) -> Iterable[Effect]:
        """The seconds that are left, and the next second."""
        yield from self._screen(self._progress.receiving)
        if self._progress.receiving:
            yield StartTimer(Timer.TICK, 1.0)

    def _screen(self, name: str) -> Iterable[Effect]:
        if name:
            yield Display(name, {"title": self._progress.title, "seconds": self._left})


class Dial(Request[None]):
    """Waits for the connection that is made anew; no key works until it is there, or nobody is."""

    patience = Patience.DIAL

    def __init__(self, pos: Pos, progress: Progress) -> None:
        self._pos = pos
        self._progress = progress

    def start(self) -> Iterable[Effect]:
        """See `Request`."""
        if self._progress.connecting:
            yield Display(self._progress.connecting, {"title": self._progress.title})

    def handle(self, event: Inside) -> Done[None] | Iterable[Effect]:
        """See `Request`."""
        return () if self._pos.line.dialling else Done(None)

    def expired(self) -> Done[None]:
        """See `Request`."""
        return Done(None)


async def ask_host(pos: Pos, request: Message, *, progress: Progress) -> Answer:
    """Send one request and say how it ended; where no line is there, nothing leaves and nothing is owed."""
    if pos.line.dialling:
        await Dial(pos, progress)
        pos.line.give_up_dialling()
    if not pos.line.connected:
        pos.explain("no-line", "there is no line, unplugged or nobody at its other end: nothing was sent")
        return Answer(Outcome.NOT_SENT, screen="host.no-line")
    return await AskHost(pos, request, progress=progress)


async def ask_without_debt(
    pos: Pos, request: Message, *, title: str, progress: Progress | None = None
) -> Answer:
    """Ask something after which nothing can be owed: sign-on, echo, query.

    Args:
        title: What row 1 says.
        progress: What is shown meanwhile, where that is not the usual.

    Raises:
        Stopped: no line, no answer, or an answer that cannot be believed.
    """
    answer = await ask_host(pos, request, progress=progress or Progress(title))
    match answer.outcome:
        case Outcome.NOT_SENT:
            raise Stopped("host.no-line", title=title)
        case Outcome.UNKNOWN if answer.reply is None:
            raise Stopped("host.no-answer", title=title)
        case _:
            return answer
