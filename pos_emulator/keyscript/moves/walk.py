"""From screen to screen: each screen a move knows has one thing to do, once; any other ends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.moves.paths import path_to
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.stage import Stage

IDLE = frozenset({"idle.signed-on", "idle.signed-off", "idle.new-day", "power.owed", "power.in-doubt"})
"""Screens from which a move begins and at which it ends; two of them say what is still open."""

_NOBODY = frozenset({"idle.signed-off", "idle.new-day"})

Reaction = Callable[[Stage], None]
Reactions = Mapping[str, Reaction]
"""What a person does at a screen, by the screen's name."""


def enter(stage: Stage) -> None:
    """确认."""
    stage.press(Key.ENTER)


def typed(digits: str) -> Reaction:
    """Digits and 确认."""

    def react(stage: Stage) -> None:
        stage.type_digits(digits)
        enter(stage)

    return react


def secret(name: str) -> Reaction:
    """A secret by its name, and 确认."""

    def react(stage: Stage) -> None:
        stage.type_secret(name)
        enter(stage)

    return react


def pressed(*keys: Key) -> Reaction:
    """Keys."""
    return lambda stage: stage.press(*keys)


def present(card: str, way: str = "") -> Reaction:
    """A card, by its own way unless told otherwise."""

    def react(stage: Stage) -> None:
        events = stage.bench.counter.present(card, way)
        stage.act(f"Card {way or 'present'} {card}", *events)

    return react


def take_card(stage: Stage) -> None:
    """The chip card out of the reader."""
    name = stage.bench.counter.in_reader
    stage.act(f"Card remove {name}", *stage.bench.counter.remove())


SLIPS: Reactions = {"slip.tear": enter, "card.remove": take_card, "slip.hand-over": enter}
"""What ends every transaction."""

_POWER_UP: Reactions = {**SLIPS, "power.slip": enter, "power.settle": pressed(Key.CANCEL)}


def walk(stage: Stage, reactions: Reactions) -> str:
    """Do at each screen what is to be done, until the terminal is idle.

    Returns:
        The screen at which it stopped because nothing is to be done there, or not again; empty at idle.
    """
    done: set[str] = set()
    while (name := stage.bench.screen.name) not in IDLE:
        if name in done or name not in reactions:
            return name
        done.add(name)
        reactions[name](stage)
    return ""


def to_idle(stage: Stage, move: str) -> None:
    """Past the power-up screens; a move begins nowhere else.

    Raises:
        ScenarioFailed: the terminal shows something else.
    """
    stopped = walk(stage, _POWER_UP)
    if stopped:
        raise ScenarioFailed(f"{move} begins at idle, and the terminal shows {stopped}")


def open_menu(stage: Stage, entry: str) -> None:
    """From idle to an entry of the menus; 功能 opens them where 确认 would sign on."""
    stage.press(Key.FUNC if stage.bench.screen.name in _NOBODY else Key.ENTER)
    for digit in path_to(stage.bench.profile, entry):
        stage.press(Key(digit))
