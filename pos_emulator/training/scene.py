"""A lesson's stage: opened, its background played, and everything the coach arranges himself."""

from __future__ import annotations

from pos_emulator.acquirer.errors import ControlError
from pos_emulator.counter.counter import CounterError
from pos_emulator.keyscript.moves.transactions import move
from pos_emulator.keyscript.observe.messages import Seen
from pos_emulator.keyscript.runner import acts
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.kept import Kept
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.start_states import prepared
from pos_emulator.keyscript.steps.clock import ClockForward, ClockToTimer, Given, Rewind, SavePoint, When
from pos_emulator.keyscript.steps.counter import CustomerLeaves, PresentCard, RemoveCard
from pos_emulator.keyscript.steps.keys import KeyStep
from pos_emulator.keyscript.steps.moves import ChooseMenu, Logon, Move, Refund, Sale, Settle, Unlock, Void
from pos_emulator.keyscript.steps.step import Act, Step
from pos_emulator.runtime.virtual import Bench
from pos_emulator.training.lessons import Lesson

TRAINEES = (
    KeyStep
    | ChooseMenu
    | Logon
    | Sale
    | Void
    | Refund
    | Settle
    | Unlock
    | PresentCard
    | RemoveCard
    | ClockForward
    | ClockToTimer
)
"""What the trainee does; the rest of a script is the coach's."""

_MONEY = frozenset({"0200", "0220"})
_FRESH = "fresh"
"""The terminal as delivered."""


class LessonBrokenError(Exception):
    """A lesson does not go as it is written; the text says where."""


def open_scene(lesson: Lesson, seed: int, kind: type[Stage] = Stage) -> Stage:
    """A new stage on which the background of the lesson has been played.

    Raises:
        LessonBrokenError: the background does not go as it is written.
    """
    playing = lesson.playing(seed)
    stage = kind(prepared(playing.shop, start_state(lesson)), playing.stream, _no_rules)
    for step in lesson.script.background:
        if isinstance(step, When | SavePoint | Rewind):
            raise broken(step, "a lesson has no rules and no saved points")
        if not isinstance(step, Given):
            arrange(stage, step)
    return stage


def start_state(lesson: Lesson) -> str:
    """In which state the terminal begins: as delivered where the script names none.

    Raises:
        LessonBrokenError: it names two, or one when something has been done already.
    """
    state, begun = "", False
    for step in (*lesson.script.background, *lesson.scenario.steps):
        if isinstance(step, Given):
            if state or begun:
                raise broken(step, "a lesson has one Given, before all that is done")
            state = step.state
        begun = begun or isinstance(step, Act)
    return state or _FRESH


def arrange(stage: Stage, step: Step) -> None:
    """Perform one command that is not the trainee's to perform; a customer who is gone leaves no more.

    Raises:
        LessonBrokenError: it cannot be done, or stops on its way.
    """
    if isinstance(step, CustomerLeaves) and not step.forgetting and not stage.bench.counter.customer_here:
        return
    if isinstance(step, Act):
        stage.begin_command()
    try:
        stopped = move(stage, step) if isinstance(step, Move) else ""
        acts.perform(stage, step)
    except (ScenarioFailed, CounterError, ControlError) as failed:
        raise broken(step, str(failed)) from None
    if stopped:
        raise broken(step, f"stopped at {stopped}")


def broken(step: Step, problem: str) -> LessonBrokenError:
    """What is wrong with a lesson, and where."""
    return LessonBrokenError(f"{step.place.file}:{step.place.line}: {problem}")


def bench_of(stage: Stage) -> Bench:
    """The bench of a lesson, which is always one in virtual time."""
    bench = stage.bench
    assert isinstance(bench, Bench)
    return bench


def names_of(lesson: Lesson, stage: Stage) -> tuple[str, ...]:
    """Transactions that the lesson knows by name."""
    steps = (*lesson.script.background, *lesson.scenario.steps)
    kept = [step.save_as for step in steps if isinstance(step, Sale | Refund) and step.save_as]
    return (*stage.prepared.saved, *kept)


def money_sent(stage: Stage, since: int) -> list[Seen]:
    """Requests about money that the terminal sent after the first so many messages."""
    return [seen for seen in stage.tap.sent_since(since) if seen.message.mti in _MONEY]


def keep_last(stage: Stage, name: str, *, since: int, card: str) -> None:
    """Keep the last transaction that was sent under a name, whatever became of it."""
    for seen in reversed(money_sent(stage, since)):
        message = seen.message
        kept = Kept(message.text(11), message.text(60)[2:8], int(message.text(4)), card)
        stage.values.keep(name, kept.learnt(stage.bench.state))
        return


def _no_rules(_stage: Stage, when: When) -> None:
    raise broken(when, "a lesson has no rules")
