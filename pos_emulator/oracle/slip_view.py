"""The slips as a person reads them: what batch and what amount each names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pos_emulator.firmware.peripherals import Slip

_AMOUNT = re.compile(r"RMB -?(\d+)\.(\d\d)")
_BATCH = re.compile(r"(?:批次号\(BATCH NO\.\)|批次号): (\d{6})")


@dataclass(frozen=True, slots=True)
class Printed:
    """One slip.

    Attributes:
        at: How many writes had crossed the wire before it.
        batch: The batch number that it names; empty where it names none.
        amount: The first amount on it, fen.
    """

    at: int
    slip: Slip
    batch: str
    amount: int | None


class SlipView:
    """Reads the slips of one terminal, as many at a time as there are; none is read twice."""

    def __init__(self) -> None:
        self.printed: list[Printed] = []

    def copy(self) -> SlipView:
        """Another view that has read as much, and goes on by itself."""
        other = SlipView()
        other.printed = [*self.printed]
        return other

    def read(self, slips: Sequence[tuple[int, Slip]]) -> None:
        """Go on where the last reading stopped."""
        for at, slip in slips[len(self.printed) :]:
            self.printed.append(_read(at, slip))


def _read(at: int, slip: Slip) -> Printed:
    text = "\n".join(slip.lines)
    # Where a word stands first is found many times as fast as where a pattern does.
    batch = _BATCH.search(text, text.find("批次号")) if "批次号" in text else None
    amount = _AMOUNT.search(text, text.find("RMB")) if "RMB" in text else None
    return Printed(
        at,
        slip,
        "" if batch is None else batch[1],
        None if amount is None else int(amount[1]) * 100 + int(amount[2]),
    )
