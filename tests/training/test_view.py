from __future__ import annotations

from pos_emulator.training.view import ACTS, Mode
from tests.training.trainees import coach, follow


def test_modes_are_called_as_on_the_command_line() -> None:
    assert [mode.value for mode in Mode] == ["watch", "learn", "practice"]


def test_every_act_advised_is_one_of_the_acts() -> None:
    advised = set()
    for name in ("refund-password", "no-answer-reversal"):
        at = coach(name)
        while not at.view.ended:
            advised.add(at.view.act.partition(" ")[0])
            follow(at)
    assert advised - {""} == {"shield", "call", "swipe", "wait"}
    assert advised - {""} <= set(ACTS)
