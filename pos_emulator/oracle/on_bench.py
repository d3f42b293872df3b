"""The oracle beside a bench in virtual time."""

from __future__ import annotations

from pos_emulator.oracle import Finding, FrameReader, Oracle
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.witness import Witness
from pos_emulator.runtime.virtual import Bench
from pos_emulator.security.keys import Key


class BenchOracle:
    """Watches one bench from its start: looks when asked, before each write and after each commit.

    Args:
        bench: Whose terminal, wire and ledger are looked at.
        reader: One for many benches, where they begin from the same records.
    """

    def __init__(self, bench: Bench, *, reader: FrameReader | None = None) -> None:
        self._bench = bench
        self._oracle = Oracle(bench.profile, reader=reader)
        self._witness = Witness(bench.profile)
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
