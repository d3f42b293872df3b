"""Every expectation, and who looks."""

from __future__ import annotations

from datetime import datetime

from pos_emulator.keyscript.observe.books import expect_books
from pos_emulator.keyscript.observe.display import expect_display
from pos_emulator.keyscript.observe.snapshot import Snapshot, snapshot_text
from pos_emulator.keyscript.observe.traces import expect_trace
from pos_emulator.keyscript.observe.wire import expect_wire
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.expect import (
    ExpectBeep,
    ExpectElapsed,
    ExpectField,
    ExpectLamp,
    ExpectLedgerBalanced,
    ExpectLedgerFunds,
    ExpectLedgerState,
    ExpectLog,
    ExpectMasked,
    ExpectNothingSent,
    ExpectReceipt,
    ExpectReceived,
    ExpectRecord,
    ExpectRow,
    ExpectScreen,
    ExpectSent,
    ExpectShows,
    ExpectSnapshot,
    ExpectStep,
    ExpectWhy,
)


def expect(stage: Stage, step: ExpectStep, *, began: datetime) -> None:
    """Hold an expectation against the bench; a snapshot is only taken.

    Raises:
        ScenarioFailed: it does not hold.
    """
    match step:
        case (
            ExpectScreen()
            | ExpectShows()
            | ExpectRow()
            | ExpectField()
            | ExpectMasked()
            | ExpectBeep()
            | ExpectLamp()
        ):
            expect_display(stage, step)
        case ExpectSent() | ExpectReceived() | ExpectNothingSent():
            expect_wire(stage, step)
        case ExpectLedgerBalanced() | ExpectLedgerState() | ExpectLedgerFunds() | ExpectRecord():
            expect_books(stage, step)
        case ExpectReceipt() | ExpectWhy() | ExpectLog() | ExpectElapsed():
            expect_trace(stage, step, began=began)
        case ExpectSnapshot(name):
            _take(stage, step, name)


def _take(stage: Stage, step: ExpectSnapshot, name: str) -> None:
    bench = stage.bench
    slips = [slip for _, slip in bench.slips[stage.slips_taken :]]
    stage.slips_taken = len(bench.slips)
    text = snapshot_text(bench.screen, slips)
    stage.snapshots.append(Snapshot(name, step.place.line, step.place.text.strip(), text))
