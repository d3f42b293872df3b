"""From a disturbed bench back to the next sale, and what was wrong on the way."""

from __future__ import annotations

from pos_emulator.runtime.virtual import Bench
from tests.end_to_end.operator import NoWayOnError, Operator

AT_REST = frozenset({"idle.signed-on", "power.owed", "power.in-doubt"})


def complaints(bench: Bench, *, at_once: bool = False) -> list[str]:
    """Look, do what the screens say, sign on, look, sell, look; empty where all is well.

    Args:
        bench: What a disturbance left behind.
        at_once: Sign on without waiting for the idle terminal to send again what it owes.
    """
    operator = Operator(bench)
    found = [f"right after: {finding}" for finding in operator.look()]
    try:
        operator.settle_down(until=AT_REST if at_once else frozenset({"idle.signed-on"}))
        operator.sign_on_again()
        found += [f"after the sign-on: {finding}" for finding in operator.look()]
        operator.sell()
        found += [f"after the next sale: {finding}" for finding in operator.look()]
    except NoWayOnError as lost:
        found.append(f"no way on: {lost}")
    return found
