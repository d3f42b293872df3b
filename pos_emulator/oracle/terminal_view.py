"""The terminal's records as one picture: what it holds approved, owes, doubts, or gave away."""

from __future__ import annotations

from dataclasses import dataclass

from pos_emulator.firmware.records import Doubt, Obligation, Settled, Transaction
from pos_emulator.firmware.state import State

Key = tuple[str, str]
"""Batch and STAN."""


@dataclass(frozen=True, slots=True)
class Held:
    """A transaction that the terminal holds approved; of a settled one less is known."""

    kind: str
    amount: int
    rrn: str
    date: str
    token: str
    record: Transaction | None = None


class TerminalView:
    """One look at a `State`."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.host_book = state.host_book
        self.open_batch = f"{state.batch_number:06d}"
        self.open = tuple(state.batch.values())
        self.settled: tuple[Settled, ...] = tuple(state.settled.values())
        self.owed: Obligation | None = state.owed
        self.doubts: tuple[Doubt, ...] = tuple(state.doubts.values())
        self.by_hand: tuple[Obligation | Doubt, ...] = tuple(state.by_hand.values())
        self.approved: dict[Key, Held] = {
            (each.batch, each.voucher): Held(each.kind, each.amount, each.rrn, each.date, each.token)
            for each in self.settled
        }
        for record in self.open:
            self.approved[record.batch, record.voucher] = Held(
                record.kind, record.amount, record.rrn, record.date, record.card.token, record
            )
        self.open_ends: dict[Key, int] = {}
        """Ids whose outcome is not known here, with what they may differ by."""
        if self.owed is not None:
            self.open_ends[self.owed.batch, self.owed.voucher] = self.owed.amount
        for doubt in self.doubts:
            self.open_ends[key_of(doubt)] = doubt.transaction.amount
        self.given_away: frozenset[Key] = frozenset(key_of(each) for each in self.by_hand)
        for each in self.by_hand:
            self.open_ends[key_of(each)] = (
                each.amount if isinstance(each, Obligation) else each.transaction.amount
            )


def key_of(left: Obligation | Doubt) -> Key:
    """Batch and STAN of what was left open."""
    if isinstance(left, Obligation):
        return left.batch, left.voucher
    return left.transaction.batch, left.transaction.voucher


def label(key: Key) -> str:
    """For people."""
    return f"{key[0]}/{key[1]}"
