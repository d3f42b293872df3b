from __future__ import annotations

from collections.abc import Callable
from math import inf, nan

import pytest

from pos_emulator.pytest_plugin.acquirer import Acquirer
from pos_emulator.pytest_plugin.asked_values import mark_problem
from pos_emulator.pytest_plugin.desk import Desk
from pos_emulator.pytest_plugin.surroundings import Clock, Line


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (
            lambda desk: setattr(Acquirer(desk), "funds", -5),
            "an amount in fen from 0 to 9999999999, found -5",
        ),
        (lambda desk: setattr(Acquirer(desk), "funds", 1.5), "an amount in fen .*, found 1.5"),
        (
            lambda desk: Acquirer(desk).next_day(10**12),
            "a number of days from 1 to 9999, found 1000000000000",
        ),
        (lambda desk: Acquirer(desk).late(-1), "seconds from 0 to 59999940, found -1"),
        (lambda desk: Clock(desk).next_day(-3), "a number of days from 1 to 9999, found -3"),
        (lambda desk: Clock(desk).forward(-5), "seconds from 0 to 604800, found -5"),
        (lambda desk: Clock(desk).forward(604801), "seconds from 0 to 604800, found 604801"),
        (lambda desk: Clock(desk).forward(inf), "seconds .*, found inf"),
        (lambda desk: Clock(desk).forward(nan), "seconds .*, found nan"),
        (lambda desk: Line(desk).fault("delay", "response", inf), "seconds .*, found inf"),
    ],
)
def test_what_the_language_would_not_take(desk: Desk, ask: Callable[[Desk], None], says: str) -> None:
    with pytest.raises(ValueError, match=f"^expected {says}$"):
        ask(desk)


def test_what_it_would(desk: Desk) -> None:
    acquirer, clock = Acquirer(desk), Clock(desk)
    acquirer.funds = 100_00
    assert acquirer.funds == 100_00
    before = clock.now
    clock.forward(0.5)
    assert (clock.now - before).total_seconds() == 0.5
    assert mark_problem({"lang": "en", "seed": 0, "given": "signed-on", "profile": "qa.toml"}) == ""
