"""The core as scripts play on it: everything in virtual time, all of it ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from pos_emulator.acquirer.records import Why
from pos_emulator.keyscript.observe.messages import TappedFaults
from pos_emulator.link.framers.by_name import serial_framer
from pos_emulator.oracle import Oracle
from pos_emulator.oracle.on_bench import BenchOracle
from pos_emulator.runtime.virtual import Bench, SavedStart
from pos_emulator.security.masking import Secret

if TYPE_CHECKING:
    from pos_emulator.keyscript.start_states import Prepared

_SECONDS_TO_NOTICE = 60
"""How often the idle terminal looks at its clock."""


class CoreBench(Bench):
    """A bench in virtual time, see `ScriptBench`.

    Args:
        start: The records it begins from.
        stream: What its own randomness follows from.
        begun: An oracle that has looked at those records, where there is one.
    """

    def __init__(self, start: SavedStart, stream: int, *, begun: Oracle | None = None) -> None:
        super().__init__(start=replace(start, asked=(stream, stream)))
        self._begun = begun
        framer = partial(serial_framer, self.profile.framing)
        self.tap = TappedFaults(stream, framer=framer, now=lambda: self.clock.at)
        self.faults = self.line_faults = self.tap
        self.desk = CoreDesk(self)
        self.hand = self

    @property
    def now(self) -> datetime:
        """The time on the terminal's clock."""
        return self.clock.at

    @property
    def powered(self) -> bool:
        """Whether the terminal is on."""
        return self.terminal is not None

    def plug(self, plugged: bool) -> None:
        """Put the plug of the line in, or pull it."""
        self.act(*(self.counter.plug() if plugged else self.counter.unplug()))

    def next_days(self, days: int) -> None:
        """Move both clocks on by days."""
        self.clock.at += timedelta(days=days)
        self.wait(_SECONDS_TO_NOTICE)

    def money_check(self) -> BenchOracle:
        """Who watches it from now on."""
        return BenchOracle(self, begun=self._begun)

    def ledger_text(self) -> str:
        """The host's books as one text."""
        return self.ledger.contents

    def close(self) -> None:
        """There is nothing to give back."""


def on_core(prepared: Prepared, stream: int) -> CoreBench:
    """A bench on the core that begins from a start state."""
    return CoreBench(prepared.start, stream, begun=prepared.oracle)


class CoreDesk:
    """The operator side of the host on a bench in virtual time."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def reply(self, code: str, mti: str | None) -> None:
        """See `HostDesk`."""
        self._bench.acquirer.rules.reply(code, mti)

    def silent(self, mti: str | None) -> None:
        """See `HostDesk`."""
        self._bench.acquirer.rules.silent(mti)

    def deaf(self, mti: str | None) -> None:
        """See `HostDesk`."""
        self._bench.acquirer.rules.deaf(mti)

    def late(self, seconds: float, mti: str | None) -> None:
        """See `HostDesk`."""
        self._bench.acquirer.rules.late(seconds, mti)

    def normal(self) -> None:
        """See `HostDesk`."""
        self._bench.acquirer.rules.normal()

    def switch(self, rule: str, on: bool) -> None:
        """See `HostDesk`."""
        self._bench.acquirer.rules.switch(rule, on)

    def set_funds(self, amount: int) -> None:
        """See `HostDesk`."""
        self._bench.acquirer.set_funds(self._bench.profile.mid, amount)

    def funds(self) -> int:
        """See `HostDesk`."""
        return self._bench.acquirer.funds(self._bench.profile.mid)

    def next_days(self, days: int) -> None:
        """See `HostDesk`."""
        self._bench.clock.host_days += days

    def unlock_code(self, number: str) -> Secret:
        """See `HostDesk`."""
        return self._bench.acquirer.unlock_code(self._bench.profile.tid, number)

    def why(self, stan: str) -> Why | None:
        """See `HostDesk`."""
        return self._bench.acquirer.why(self._bench.profile.tid, stan)
