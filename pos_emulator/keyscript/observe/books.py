"""Expectations of the host's ledger and of the terminal's records."""

from __future__ import annotations

from pos_emulator.acquirer.ledger_view import standing_of
from pos_emulator.firmware.batch import mark_of
from pos_emulator.firmware.records import Mark
from pos_emulator.firmware.state import State
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.kept import Kept
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.expect import (
    ExpectLedgerBalanced,
    ExpectLedgerFunds,
    ExpectLedgerState,
    ExpectRecord,
    LedgerState,
    RecordState,
)

BooksStep = ExpectLedgerBalanced | ExpectLedgerState | ExpectLedgerFunds | ExpectRecord

_MARKED = {
    Mark.APPROVED: RecordState.APPROVED,
    Mark.VOIDED: RecordState.VOIDED,
    Mark.VOID_PENDING: RecordState.IN_DOUBT,
    Mark.BY_HAND: RecordState.BY_HAND,
}


def expect_books(stage: Stage, step: BooksStep) -> None:
    """Hold an expectation against both books.

    Raises:
        ScenarioFailed: it does not hold.
    """
    bench = stage.bench
    evidence: tuple[str, ...] = ()
    match step:
        case ExpectLedgerBalanced():
            found = [str(finding) for finding in stage.findings()]
            holds = not found
            problem = f"the books do not balance: {found[0]}" if found else "the books balance"
            evidence = tuple(found)
        case ExpectLedgerState(name, state, amount):
            kept = stage.values.transaction(name, bench.state)
            actual, refunded = ledger_state(stage, kept)
            wanted = None if amount is None else stage.values.fen(amount, bench.state)
            holds = actual is state and wanted in (None, refunded)
            problem = f"${name} is {actual.value} in the ledger"
            if wanted is not None:
                problem += f", {_yuan(refunded)} of it refunded, not {_yuan(wanted)}"
        case ExpectLedgerFunds(amount):
            wanted = stage.values.fen(amount, bench.state)
            assert bench.desk is not None
            funds = bench.desk.funds()
            holds = funds == wanted
            problem = f"the merchant holds {_yuan(funds)}"
        case ExpectRecord(name, record):
            kept = stage.values.transaction(name, bench.state)
            stands = record_state(bench.state, kept)
            holds = stands is record
            problem = (
                f"the terminal has ${name} as {stands.value}" if stands else f"the terminal has no ${name}"
            )
    if holds is step.negated:
        raise ScenarioFailed(problem, evidence)


def ledger_state(stage: Stage, kept: Kept) -> tuple[LedgerState, int]:
    """How a transaction stands with the host, and how much of it was refunded, fen."""
    ledger = stage.bench.ledger
    assert ledger is not None
    bookings = ledger.bookings_of_voucher(stage.bench.profile.tid, kept.batch, kept.voucher)
    if not bookings:
        return LedgerState.ABSENT, 0
    standing, refunded = standing_of(ledger, bookings[0])
    return LedgerState(standing), refunded


def record_state(state: State, kept: Kept) -> RecordState | None:
    """How a transaction stands in the terminal; None where it has no record of it."""
    owed, record = state.owed, state.batch.get(kept.voucher)
    if state.by_hand.get(kept.batch + kept.voucher) is not None:
        return RecordState.BY_HAND
    if owed is not None and (owed.batch, owed.voucher) == (kept.batch, kept.voucher):
        return RecordState.OWED
    if state.doubts.get(kept.voucher) is not None:
        return RecordState.IN_DOUBT
    if record is not None and record.batch == kept.batch:
        return _MARKED[mark_of(state, record)]
    settled = state.settled.get(kept.voucher)
    if settled is not None and settled.batch == kept.batch:
        return RecordState.APPROVED
    return RecordState.FAILED if state.failed.get(kept.voucher) is not None else None


def _yuan(amount: int) -> str:
    return f"{amount // 100}.{amount % 100:02d}"
