"""The ledger as one picture; nothing in it is believed because the host's code says so."""

from __future__ import annotations

from collections import defaultdict

from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.records import Batch, Booking, Leg, RequestId


class HostView:
    """One look at a `Ledger`, and at the part of it that belongs to one terminal.

    Attributes:
        bookings: All of them, in the order they came; an id that stands there twice is there twice.
        legs: By the id that caused them.
        own: The bookings of this terminal by epoch, batch and STAN.
    """

    def __init__(self, ledger: Ledger, *, tid: str, mid: str) -> None:
        self.ledger = ledger
        self.ledger_id = ledger.ledger_id
        self.tid = tid
        self.mid = mid
        self.bookings: tuple[Booking, ...] = tuple(ledger.bookings())
        self.by_id: dict[RequestId, Booking] = {}
        self.own: dict[tuple[int, str, str], Booking] = {}
        self.follow_ups: defaultdict[RequestId, list[Booking]] = defaultdict(list)
        for booking in self.bookings:
            id = booking.id
            self.by_id[id] = booking
            if id.tid == tid and id.mid == mid:
                self.own[id.epoch, id.batch, id.stan] = booking
            if booking.original is not None:
                self.follow_ups[booking.original].append(booking)
        self.legs: defaultdict[RequestId, list[Leg]] = defaultdict(list)
        for leg in ledger.legs():
            self.legs[leg.id].append(leg)
        self.batches: dict[str, Batch] = {
            batch.number: batch for batch in ledger.batches() if batch.tid == tid
        }

    def effective(self, original: RequestId, *kinds: str) -> list[Booking]:
        """What was built upon a booking and stands."""
        return [each for each in self.follow_ups[original] if each.effective and each.kind in kinds]

    def moved(self, *ids: RequestId) -> dict[str, int]:
        """What these ids moved together, by account; accounts they left as they were are not there."""
        sums: dict[str, int] = {}
        for id in ids:
            for leg in self.legs.get(id, ()):
                sums[leg.account] = sums.get(leg.account, 0) + leg.amount
        return {account: amount for account, amount in sums.items() if amount}


def label_of(id: RequestId) -> str:
    """For people."""
    return f"{id.batch}/{id.stan}"
