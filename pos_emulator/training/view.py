"""All that a window needs of the coach at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pos_emulator.firmware.peripherals import Key

ACTS = ("swipe", "insert", "tap", "remove", "line", "paper", "go", "back", "shield", "call", "wait", "again")
"""What a trainee can do beside pressing keys, the first word of `CoachView.act` and of `Coach.counter`.

``swipe`` ``insert`` ``tap`` a card, ``remove`` it from the reader, ``line`` puts the plug in or pulls it,
``paper`` likewise, the customer ``go`` (es away) and comes ``back``, ``shield`` the keypad with a hand
(or no longer), ``call`` the acquirer, ``wait`` until the next timer runs out, ``again``: the terminal is
put back to where the present chapter began.
"""


class Mode(Enum):
    """How a lesson is taken; the value is what the command line calls it."""

    WATCH = "watch"
    LEARN = "learn"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class CoachView:
    """What the coach says now.

    Attributes:
        step, steps: Tasks done so far, and how many there are.
        caption: What the coach says, empty where nothing.
        todo: What to do next; empty in practice until it was asked for.
        why: Why that is right.
        hints: Those given at this task, at most 3.
        keys: Keys to highlight, the first is next; none where the coach is silent.
        act: What to do at the counter instead of a key, such as ``swipe demo-debit``; see `ACTS`.
        trouble: What just went wrong, and the way back.
        points: Out of 100 so far; None where one only watches.
        critical: Why the lesson is capped; empty where it is not.
        onlooker: What a bystander learned of the secret being typed; nothing where none is.
        ended: Whether all is done.
    """

    title: str
    mode: Mode
    step: int
    steps: int
    caption: str
    todo: str
    why: str
    hints: tuple[str, ...]
    keys: tuple[Key, ...]
    act: str
    trouble: str
    points: int | None
    critical: str
    onlooker: tuple[str, ...]
    ended: bool
