"""Trainees without a window."""

from __future__ import annotations

import random

from pos_emulator.firmware.peripherals import Key
from pos_emulator.training.coach import Coach
from pos_emulator.training.lessons import load_lesson
from pos_emulator.training.view import CoachView, Mode

VOID, REFUND = "void-before-card-leaves", "refund-after-the-card-left"
PASSWORD, NO_ANSWER = "refund-password", "no-answer-reversal"
MOST = 400

AT_THE_COUNTER = (
    "swipe demo-debit",
    "insert demo-debit",
    "tap demo-debit",
    "swipe demo-credit",
    "swipe nobodys",
    "swipe",
    "go",
    "back",
    "line",
    "paper",
    "wait",
    "remove",
    "call",
    "shield",
    "again",
)


def coach(name: str, mode: Mode = Mode.LEARN, *, lang: str = "zh", seed: int = 7) -> Coach:
    """A coach at the beginning of a lesson."""
    return Coach(load_lesson(name, lang), mode, seed=seed)


def follow(at: Coach) -> bool:
    """Do what the coach says, asking in practice until he says it; False where nothing is to be done."""
    for _ in range(4):
        if follow_view(at, at.view):
            return True
        at.hint()
    return False


def follow_view(at: Coach, view: CoachView) -> bool:
    """Do what a coach says, be it another; False where he says nothing."""
    if view.act:
        at.counter(*view.act.split(" "))
    elif view.keys:
        at.press(view.keys[0])
    else:
        return False
    return True


def to_the_end(at: Coach) -> int:
    """Follow the coach to the end; how many deeds that took."""
    for done in range(MOST):
        if at.view.ended:
            return done
        assert follow(at), (at.bench.screen.name, at.view.step)
    raise AssertionError(f"no end after {MOST} deeds, at {at.bench.screen.name}")


def until(at: Coach, screen: str) -> Coach:
    """Follow the coach until a screen is shown."""
    for _ in range(MOST):
        if at.bench.screen.name == screen:
            return at
        assert follow(at), at.bench.screen.name
    raise AssertionError(f"{screen} never came")


def keys(at: Coach, *names: str) -> None:
    """Press keys by name; a word of digits presses each."""
    for name in names:
        for key in name if name.isdecimal() else (name,):
            at.press(Key(key))


def made(at: Coach) -> list[str]:
    """The mistakes so far."""
    return [mistake.name for mistake in at.report().mistakes]


def any_deed(at: Coach, rng: random.Random) -> None:
    """What somebody does who heeds nobody."""
    match rng.randrange(8):
        case 0 | 1:
            at.press(rng.choice((Key.CANCEL, Key.ENTER, Key.CLEAR)))
        case 2 | 3 | 4:
            at.press(rng.choice(list(Key)), held=rng.random() < 0.05)
        case 5 | 6:
            at.counter(*rng.choice(AT_THE_COUNTER).split(" "))
        case _:
            at.tick(rng.choice((1, 31, 61, 301)))
    if rng.random() < 0.1:
        at.hint()
