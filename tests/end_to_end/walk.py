"""From a disturbed bench back to the next sale, and what was wrong on the way."""

from __future__ import annotations

from collections.abc import Iterable

from pos_emulator.oracle import FrameReader
from pos_emulator.runtime.virtual import Bench
from tests.end_to_end.operator import NoWayOnError, Operator

IDLE = frozenset({"idle.signed-on"})
AT_REST = IDLE | {"power.owed", "power.in-doubt"}


class Walker:
    """Walks many benches to their next sale.

    What an idle terminal does next follows from its flash, the host's ledger and the clock. A bench that
    has come to rest with the same flash and ledger as one before it is looked at by the oracle, for its
    wire is its own, but the way on from there is walked once.

    Every other person signs on at once where something is owed; the rest wait for the idle terminal.
    """

    def __init__(self) -> None:
        self.benches = 0
        self._reader: FrameReader | None = None
        self.walked: set[str] = set()

    def walk_all(self, disturbed: Iterable[tuple[str, Bench]]) -> Walker:
        """Every bench, by its label.

        Raises:
            AssertionError: something was wrong; it says where and what.
        """
        for label, bench in disturbed:
            self.benches += 1
            found = self.complaints(bench)
            assert not found, f"{label}: {found}"
        return self

    def complaints(self, bench: Bench) -> list[str]:
        """Look, do what the screens say, look, sign on, sell, look; empty where all is well.

        Nothing new is disturbed from here on; what is delayed is still on its way.
        """
        self._reader = self._reader or FrameReader(bench.profile)
        operator = Operator(bench, reader=self._reader)
        bench.faults.clear()
        bench.fault_at.clear()
        bench.acquirer.rules.normal()
        plugged_in = bench.counter.plug()
        if bench.terminal is not None:
            bench.act(*plugged_in)
        found = [f"right after: {finding}" for finding in operator.look()]
        try:
            operator.settle_down(until=AT_REST if self.benches % 2 else IDLE)
            if len(operator.path) > 1:
                found += [f"at rest: {finding}" for finding in operator.look()]
            rests = f"{bench.screen.name} {bench.flash.contents} {bench.ledger.contents}"
            if rests not in self.walked:
                self.walked.add(rests)
                operator.sign_on_again()
                found += [f"after the sign-on: {finding}" for finding in operator.look()]
                operator.sell()
                found += [f"after the next sale: {finding}" for finding in operator.look()]
        except NoWayOnError as lost:
            found.append(f"no way on: {lost}")
        return found
