from __future__ import annotations

import pytest

from pos_emulator.counter.counter import CounterError
from pos_emulator.firmware.peripherals import Key, Printer
from pos_emulator.training.coach import Coach
from pos_emulator.training.lessons import load_lesson
from pos_emulator.training.view import Mode
from pos_emulator.tui.lesson_live import NOT_NOW, LessonLive


class ListeningCoach(Coach):
    """A coach who keeps what he was told."""

    def __init__(self, mode: Mode = Mode.LEARN) -> None:
        self.heard: list[tuple[str, str]] = []
        super().__init__(load_lesson("void-before-card-leaves", "zh"), mode, seed=7)

    def counter(self, act: str, card: str = "") -> None:
        self.heard.append((act, card))
        super().counter(act, card)

    def tick(self, seconds: float) -> None:
        self.heard.append(("tick", f"{seconds:g}"))
        super().tick(seconds)


@pytest.mark.asyncio
async def test_every_act_goes_to_the_coach_by_his_words() -> None:
    coach = ListeningCoach()
    live = LessonLive(coach, pace=0)
    live.present("demo-debit", "swipe")
    live.present("demo-debit")
    live.leave()
    live.arrive()
    live.unplug()
    live.plug()
    live.set_paper(Printer.NO_PAPER)
    live.remove_card()
    live.ask("shield")
    live.do_wait(1.0)
    assert coach.heard == [
        ("swipe", "demo-debit"),
        ("swipe", "demo-debit"),
        ("go", ""),
        ("back", ""),
        ("line", ""),
        ("line", ""),
        ("paper", ""),
        ("remove", ""),
        ("shield", ""),
        ("tick", "1"),
    ]


@pytest.mark.asyncio
async def test_what_a_lesson_does_not_have_is_refused() -> None:
    live = LessonLive(ListeningCoach(), pace=0)
    with pytest.raises(CounterError, match=NOT_NOW):
        live.power(False)
    with pytest.raises(CounterError, match=NOT_NOW):
        live.next_day()
    with pytest.raises(CounterError, match=NOT_NOW):
        live.leave("demo-debit")


@pytest.mark.asyncio
async def test_a_key_of_the_trainee_is_not_pressed_again_on_the_keypad() -> None:
    live, lit = LessonLive(ListeningCoach(), pace=0), list[Key]()
    live.flashed = lambda key, openly: lit.append(key)
    live.press(Key.ENTER)
    assert (live.screen.name, lit) == ("menu.main", [])


@pytest.mark.asyncio
async def test_the_keys_of_a_coach_who_plays_are() -> None:
    live, lit = LessonLive(ListeningCoach(Mode.WATCH), pace=0), list[Key]()
    live.flashed = lambda key, openly: lit.append(key)
    for _ in range(60):
        live.play_on()
        if lit:
            break
    assert lit


@pytest.mark.asyncio
async def test_a_chapter_that_begins_again_is_another_terminal() -> None:
    live, moved = LessonLive(ListeningCoach(), pace=0), list[str]()
    live.moved = lambda: moved.append(live.screen.name)
    live.press(Key.ENTER)
    before = live.bench
    live.ask("again")
    assert live.bench is not before
    assert (live.bench is live.coach.bench, moved) == (True, ["idle.signed-on"])
