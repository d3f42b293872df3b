"""The ledger as people and programs read it: masked, one entry a booking, and whole for the oracle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pos_emulator.acquirer import accounts
from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.records import Booking, Leg, RequestId, Sums, Why

SHOWN_TOKEN = 8
"""Characters of a card's token in an account name; enough to tell accounts apart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One booking as it stands now.

    Attributes:
        state: ``booked``, ``voided``, ``refunded`` (something of it) or ``reversed``.
        refunded: Fen given back of it so far.
    """

    id: RequestId
    kind: str
    amount: int
    masked_pan: str
    rrn: str
    approval: str
    code: str
    day: date
    time: str
    state: str
    refunded: int
    original: RequestId | None
    uploaded: bool
    legs: tuple[Leg, ...]
    why: Why | None


def standing_of(ledger: Ledger, booking: Booking) -> tuple[str, int]:
    """State and refunded amount of a booking, as in an `Entry`."""
    follow_ups = ledger.follow_ups(booking.id)
    refunded = accounts.refunded(follow_ups)
    if booking.reversed:
        return "reversed", refunded
    if accounts.voided(follow_ups):
        return "voided", refunded
    return "refunded" if refunded else "booked", refunded


def entry_of(ledger: Ledger, booking: Booking) -> Entry:
    """A booking with what has become of it."""
    outcome = ledger.outcome(booking.id)
    state, refunded = standing_of(ledger, booking)
    return Entry(
        id=booking.id,
        kind=booking.kind,
        amount=booking.amount,
        masked_pan=booking.masked_pan,
        rrn=booking.rrn,
        approval=booking.approval,
        code="00" if outcome is None else outcome.code,
        day=booking.day,
        time=booking.time,
        state=state,
        refunded=refunded,
        original=booking.original,
        uploaded=booking.uploaded,
        legs=ledger.legs_of(booking.id),
        why=ledger.why(booking.id.tid, booking.id.stan),
    )


def entries(ledger: Ledger, *, tid: str | None = None, last: int | None = None) -> tuple[Entry, ...]:
    """The bookings in the order they came: of one terminal, or the last so many."""
    found = [booking for booking in ledger.bookings() if tid is None or booking.id.tid == tid]
    kept = found if last is None else found[max(0, len(found) - last) :]
    return tuple(entry_of(ledger, booking) for booking in kept)


def out_of_balance(ledger: Ledger) -> int:
    """What all legs add up to; anything but 0 is a fault of the acquirer."""
    return sum(leg.amount for leg in ledger.legs())


def plain_entries(shown: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries as JSON has them."""
    return [
        {
            "id": plain_id(entry.id),
            "kind": entry.kind,
            "amount": entry.amount,
            "card": entry.masked_pan,
            "rrn": entry.rrn,
            "approval": entry.approval,
            "code": entry.code,
            "date": entry.day.isoformat(),
            "time": entry.time,
            "state": entry.state,
            "refunded": entry.refunded,
            "original": None if entry.original is None else plain_id(entry.original),
            "uploaded": entry.uploaded,
            "legs": [
                {"account": shown_account(leg.account), "amount": leg.amount, "because": leg.because}
                for leg in entry.legs
            ],
            "rule": "" if entry.why is None else entry.why.rule,
        }
        for entry in shown
    ]


def plain_batches(ledger: Ledger) -> list[dict[str, Any]]:
    """Every batch with its totals."""
    return [
        {
            "tid": batch.tid,
            "number": batch.number,
            "state": batch.state,
            "domestic": _plain_sums(batch.domestic),
            "foreign": _plain_sums(batch.foreign),
            "flags": batch.flags,
            "differences": batch.differences,
        }
        for batch in ledger.batches()
    ]


def plain_alarms(ledger: Ledger) -> list[dict[str, Any]]:
    """Every alarm that is remembered."""
    return [
        {
            "number": alarm.number,
            "date": alarm.day.isoformat(),
            "time": alarm.time,
            "name": alarm.name,
            "text": alarm.text,
            "tid": alarm.tid,
            "stan": alarm.stan,
        }
        for alarm in ledger.alarms()
    ]


def plain_export(ledger: Ledger) -> dict[str, Any]:
    """Everything the oracle holds against terminal and wire, as JSON has it."""
    return {
        "ledger_id": ledger.ledger_id,
        "bookings": [
            {
                "id": plain_id(booking.id),
                "kind": booking.kind,
                "amount": booking.amount,
                "token": booking.token,
                "card": booking.masked_pan,
                "foreign": booking.foreign,
                "rrn": booking.rrn,
                "approval": booking.approval,
                "date": booking.day.isoformat(),
                "time": booking.time,
                "original": None if booking.original is None else plain_id(booking.original),
                "reversed": booking.reversed,
                "uploaded": booking.uploaded,
            }
            for booking in ledger.bookings()
        ],
        "legs": [
            {"id": plain_id(leg.id), "account": leg.account, "amount": leg.amount, "because": leg.because}
            for leg in ledger.legs()
        ],
        "fences": [{"id": plain_id(fence.id), "because": fence.because} for fence in ledger.fences()],
        "outcomes": [
            {"id": plain_id(outcome.id), "kind": outcome.kind, "code": outcome.code, "rule": outcome.rule}
            for outcome in ledger.outcomes()
        ],
        "batches": plain_batches(ledger),
    }


def plain_status(acquirer: Acquirer) -> dict[str, Any]:
    """The host at a glance."""
    ledger = acquirer.ledger
    return {
        "ledger_id": ledger.ledger_id,
        "business_day": acquirer.business_day().isoformat(),
        "out_of_balance": out_of_balance(ledger),
        "alarms": len(ledger.alarms()),
        "funds": {mid: acquirer.funds(mid) for mid in _merchants(acquirer)},
        "terminals": [
            {
                "tid": account.tid,
                "mid": account.mid,
                "epoch": account.epoch,
                "batch": account.batch,
                "signed_on": account.confirmed > 0,
            }
            for account in ledger.terminals()
        ],
    }


def plain_id(id: RequestId) -> dict[str, str | int]:
    """An id as JSON has it."""
    return {"mid": id.mid, "tid": id.tid, "epoch": id.epoch, "batch": id.batch, "stan": id.stan}


def shown_account(account: str) -> str:
    """An account's name, a card's token cut short."""
    name, separator, rest = account.partition(":")
    return account if name != "cardholder" else f"{name}{separator}{rest[:SHOWN_TOKEN]}"


def _merchants(acquirer: Acquirer) -> list[str]:
    return sorted({terminal.mid for terminal in acquirer.settings.terminals})


def _plain_sums(sums: Sums) -> dict[str, int]:
    return {
        "debit_amount": sums.debit_amount,
        "debit_count": sums.debit_count,
        "credit_amount": sums.credit_amount,
        "credit_count": sums.credit_count,
    }
