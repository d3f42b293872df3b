from __future__ import annotations

from collections.abc import Iterable

from pos_emulator.firmware.flow import (
    Arrived,
    Cancelled,
    Display,
    Done,
    FlowRunner,
    FlowStopped,
    Inside,
    Outcome,
    Patience,
    Request,
    SignOnAgain,
    Stopped,
    TimedOut,
)
from pos_emulator.firmware.peripherals import (
    Beep,
    Key,
    KeyPressed,
    Sound,
    StartTimer,
    StopTimer,
    Timer,
    TimerExpired,
)

SECONDS = dict.fromkeys(Patience, 60.0)
ENTER, CANCEL = KeyPressed(Key.ENTER), KeyPressed(Key.CANCEL)


class Ask(Request[str]):
    """Answers the key it gets; 取消 cancels, ↓ only moves the screen, ↑ does nothing."""

    def __init__(self, name: str, patience: Patience = Patience.PROMPT) -> None:
        self.name = name
        self.patience = patience

    def start(self) -> Iterable[Outcome]:
        return (Display(self.name, {}),)

    def handle(self, event: Inside) -> Done[str] | FlowStopped | Iterable[Outcome]:
        match event:
            case KeyPressed(Key.CANCEL):
                return Cancelled()
            case KeyPressed(Key.DOWN):
                return (Display(self.name, {}, 1),)
            case KeyPressed(Key.UP):
                return ()
            case KeyPressed(key):
                return Done(key.value, (Sound(Beep.OK),))
            case _:
                return ()


def run(*asks: Ask, out: list[Outcome], told: list[str]) -> FlowRunner:
    async def flow() -> None:
        for ask in asks:
            try:
                told.append(await ask)
            except FlowStopped as stopped:
                told.append(type(stopped).__name__)

    runner = FlowRunner(flow(), out, seconds=SECONDS)
    runner.begin()
    return runner


def test_a_request_starts_with_its_timer_and_its_effects() -> None:
    out: list[Outcome] = []
    run(Ask("one"), out=out, told=[])
    assert out == [StartTimer(Timer.PROMPT, 60.0), Display("one", {})]


def test_an_answer_resumes_the_flow_in_the_same_step() -> None:
    out: list[Outcome] = []
    told: list[str] = []
    runner = run(Ask("one"), Ask("two"), out=out, told=told)
    out.clear()
    runner.feed(KeyPressed(Key.DIGIT_7))
    assert told == ["7"]
    assert out == [
        StopTimer(Timer.PROMPT),
        Sound(Beep.OK),
        StartTimer(Timer.PROMPT, 60.0),
        Display("two", {}),
    ]


def test_an_ending_is_thrown_into_the_flow() -> None:
    told: list[str] = []
    runner = run(Ask("one"), Ask("two"), out=[], told=told)
    runner.feed(CANCEL)
    runner.feed(TimerExpired(Timer.PROMPT))
    assert told == ["Cancelled", "TimedOut"]


def test_a_key_that_changed_something_gives_the_whole_time_again() -> None:
    out: list[Outcome] = []
    runner = run(Ask("one"), out=out, told=[])
    out.clear()
    runner.feed(KeyPressed(Key.UP))
    assert out == []
    runner.feed(KeyPressed(Key.DOWN))
    assert out == [Display("one", {}, 1), StartTimer(Timer.PROMPT, 60.0)]


def test_the_patience_with_the_host_does_not_begin_again() -> None:
    out: list[Outcome] = []
    runner = run(Ask("one", Patience.HOST), out=out, told=[])
    out.clear()
    runner.feed(KeyPressed(Key.DOWN))
    assert out == [Display("one", {}, 1)]


def test_a_timer_of_somebody_else_does_not_end_a_request() -> None:
    told: list[str] = []
    runner = run(Ask("one", Patience.HOST), out=[], told=told)
    runner.feed(TimerExpired(Timer.PROMPT))
    assert told == []
    runner.feed(TimerExpired(Timer.HOST))
    assert told == ["TimedOut"]


def test_after_the_end_nothing_is_driven_any_more() -> None:
    out: list[Outcome] = []
    runner = run(Ask("one"), out=out, told=[])
    runner.feed(ENTER)
    out.clear()
    runner.feed(ENTER)
    runner.feed(Arrived(b""))
    assert out == []


def test_endings_name_their_screens() -> None:
    assert Cancelled().screen == ""
    assert TimedOut().screen == "prompt.timeout"
    assert SignOnAgain().screen == "logon.needed"
    stopped = Stopped("host.no-line", title="sale")
    assert (stopped.screen, stopped.values) == ("host.no-line", {"title": "sale"})


def test_who_asks_what_a_key_would_do_changes_nothing() -> None:
    out: list[Outcome] = []
    told: list[str] = []
    runner = run(Ask("one"), out=out, told=told)
    out.clear()
    assert runner.answer_to(KeyPressed(Key.UP)) == ()
    assert runner.answer_to(KeyPressed(Key.DOWN)) == (Display("one", {}, 1),)
    assert isinstance(runner.answer_to(ENTER), Done)
    assert isinstance(runner.answer_to(CANCEL), Cancelled)
    assert (out, told) == ([], [])
    runner.feed(ENTER)
    assert told
    assert runner.answer_to(ENTER) == ()
