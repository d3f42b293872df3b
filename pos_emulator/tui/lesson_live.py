"""The terminal of a lesson in the window: whatever is done there, the coach sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pos_emulator.cards import card_named
from pos_emulator.counter.counter import CounterError
from pos_emulator.firmware.peripherals import Key
from pos_emulator.tui.stage_live import StageLive

if TYPE_CHECKING:
    from pos_emulator.training.coach import Coach

NOT_NOW = "there is none of that in a lesson"

_ACTS = {"leave": "go", "arrive": "back", "unplug": "line", "plug": "line"}
"""What the coach calls what is done at a counter, where the words differ."""


class LessonLive(StageLive):
    """Shows the stage of a coach; keys and acts go to him, and he does them.

    Args:
        coach: Who is asked for everything.
        pace: See `BenchLive`.
    """

    def __init__(self, coach: Coach, *, pace: float = 1.0) -> None:
        self.coach = coach
        self.moved: Callable[[], None] = lambda: None
        """Told when the lesson goes on with another terminal."""
        super().__init__(coach.bench, pace=pace)
        self._stage = coach.stage
        self.skip_strokes()

    async def start(self) -> None:
        """Show what there is, and let time go on."""
        await super().start()
        self._tick_later()

    def do_press(self, key: Key, *, held: bool) -> None:
        """See `BenchLive`."""
        self.coach.press(key, held=held)
        self.skip_strokes()

    def do_act(self, act: str, *words: str) -> None:
        """See `BenchLive`."""
        match act, *words:
            case "present", card, way:
                self.coach.counter(way or card_named(card).default_way, card)
            case "leave", forgotten if forgotten:
                raise CounterError(NOT_NOW)
            case ("remove" | "paper") as same, *_:
                self.coach.counter(same)
            case "lesson", asked:
                self.coach.counter(asked)
            case _ if act in _ACTS:
                self.coach.counter(_ACTS[act])
            case _:
                raise CounterError(NOT_NOW)
        self.skip_strokes()

    def ask(self, act: str) -> None:
        """Do what only a lesson knows: shield the keypad, ring the acquirer, wait, begin the chapter again.

        Raises:
            CounterError: the terminal is working.
        """
        self._do("lesson", act)

    def do_wait(self, seconds: float) -> None:
        """See `BenchLive`."""
        self.coach.tick(seconds)
        self.skip_strokes()

    def play_on(self) -> float:
        """Let the coach do the next thing; seconds until the one after it."""
        seconds = self.coach.play_on()
        self.look()
        return seconds

    def look(self) -> None:
        """See `BenchLive`; another stage is shown from its present screen on."""
        if self.follow(self.coach.stage):
            self.moved()
        super().look()
