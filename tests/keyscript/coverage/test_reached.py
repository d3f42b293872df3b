from __future__ import annotations

from pos_emulator.keyscript.coverage.reached import Reached, together


def test_two_scenarios_reach_what_either_reached() -> None:
    one = Reached(screens=frozenset({"sale.card"}), lines=frozenset({"G1"}))
    other = Reached(screens=frozenset({"void.card"}), pressed=frozenset({("sale.card", "Enter")}))
    assert together([one, other]) == Reached(
        screens=frozenset({"sale.card", "void.card"}),
        pressed=frozenset({("sale.card", "Enter")}),
        lines=frozenset({"G1"}),
    )


def test_nobody_reaches_nothing() -> None:
    assert together([]) == Reached()
