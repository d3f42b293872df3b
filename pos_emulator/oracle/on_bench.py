"""The oracle beside a bench in virtual time."""

from __future__ import annotations

from pos_emulator.firmware.state import State
from pos_emulator.oracle import Finding, FrameReader, Oracle
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.witness import Witness
from pos_emulator.runtime.virtual import Bench, SavedStart
from pos_emulator.security.keys import Key


def looked_at(start: SavedStart) -> Oracle:
    """An oracle that has looked at the records that benches begin from."""
    oracle = Oracle(start.profile)
    oracle.look(State(start.flash), start.ledger, start.wire, screens=start.screens, slips=start.slips)
    return oracle


class BenchOracle:
    """Watches one bench from its start: looks when asked, before each write and after each commit.

    Args:
        bench: Whose terminal, wire and ledger are looked at.
        reader: One for many benches, where they begin from the same records.
        begun: Has looked at those records, see `looked_at`; it stays as it is.
    """

    def __init__(
        self, bench: Bench, *, reader: FrameReader | None = None, begun: Oracle | None = None
    ) -> None:
        self._bench = bench
        reader = reader or FrameReader(bench.profile)
        self._oracle = begun.copy(reader) if begun else Oracle(bench.profile, reader=reader)
        self._witness = Witness(reader)
        bench.before_write = self._witness.about_to_write
        bench.host.after_commit = self._witness.committed

    def load(self, master_key: Key) -> None:
        """Another master key was loaded since the last look."""
        self._oracle.load(master_key)

    def look(self) -> list[Finding]:
        """All rules that are broken now, and obligations that came too late until now."""
        bench = self._bench
        return self._witness.findings + self._oracle.look(
            bench.state, bench.ledger, bench.wire, screens=bench.all_screens, slips=bench.slips
        )

    def case(self) -> Case:
        """What the rules look at, now."""
        bench = self._bench
        return self._oracle.case(
            bench.state, bench.ledger, bench.wire, screens=bench.all_screens, slips=bench.slips
        )
