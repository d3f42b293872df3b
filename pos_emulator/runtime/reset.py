"""Back to the state as delivered; what was owed is said before it is gone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pos_emulator.firmware.state import State
from pos_emulator.runtime.errors import FlashError, StateError
from pos_emulator.runtime.flash_reading import read_state
from pos_emulator.runtime.state_folder import StateFolder
from pos_emulator.side_file import ENDS


class Part(Enum):
    """What is made new; the value is its name on the command line."""

    TERMINAL = "terminal"
    ACQUIRER = "acquirer"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ResetReport:
    """What a reset removes, or has removed. ``owed`` are sentences for people; no card number is in them.

    ``apart`` says that terminal and acquirer will be on different days; empty where they will not.
    """

    part: Part
    paths: tuple[Path, ...]
    owed: tuple[str, ...]
    apart: str = ""


def look_before_reset(folder: StateFolder, part: Part) -> ResetReport:
    """What `reset` would remove, and what is owed there; nothing is changed."""
    paths = tuple(path for path in _paths(folder, part) if path.exists())
    owed = () if part is Part.ACQUIRER or not folder.terminal_db.exists() else _owed(folder)
    return ResetReport(part, paths, owed, _apart(folder, part))


def reset(folder: StateFolder, part: Part) -> ResetReport:
    """Remove the memory of the terminal, of the acquirer, or of both with the device key.

    Returns:
        What was removed and what was owed.
    """
    report = look_before_reset(folder, part)
    for path in report.paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return report


def _apart(folder: StateFolder, part: Part) -> str:
    if part is Part.ALL or not folder.acquirer.exists():
        return ""
    try:
        days = folder.days
    except StateError:
        return ""
    if not days:
        return ""
    ahead = f"{days} day{'s' if days > 1 else ''} ahead of this machine"
    if part is Part.TERMINAL:
        return (
            f"the acquirer keeps its business day, moved on with the terminal that was {ahead}; "
            f"`pos-emulator host day -- -{days}` takes it back, `pos-emulator reset all` clears both"
        )
    return (
        f"the terminal stays {ahead} and a new acquirer begins at today; "
        f"`pos-emulator host day +{days}` moves it on, `pos-emulator reset all` clears both"
    )


def _paths(folder: StateFolder, part: Part) -> tuple[Path, ...]:
    """What goes; the count of commits stays with the device, so that an old copy of its memory is known."""
    database = folder.terminal_db
    terminal = (
        database,
        *(database.with_name(database.name + end) for end in ENDS),
        folder.path / "days",
    )
    match part:
        case Part.TERMINAL:
            return terminal
        case Part.ACQUIRER:
            return folder.acquirer, folder.acquirer_log
    return *terminal, folder.flash_count, folder.device_key, folder.acquirer, folder.acquirer_log


def _owed(folder: StateFolder) -> tuple[str, ...]:
    if not folder.terminal_db.stat().st_size:
        return ()
    try:
        return tuple(owed_of(read_state(folder.terminal_db)))
    except FlashError as error:
        return (f"what was owed cannot be read: {error}",)


def owed_of(state: State) -> list[str]:
    """What a terminal still owes or does not know, a sentence each."""
    told: list[str] = []
    if (owed := state.owed) is not None:
        told.append(f"a reversal of {owed.kind} {owed.voucher}, {_yuan(owed.amount)}")
    told += [
        f"the outcome of refund {doubt.transaction.voucher}, {_yuan(doubt.transaction.amount)}"
        for doubt in state.doubts.values()
    ]
    if by_hand := state.by_hand.count():
        told.append(f"{by_hand} to be settled by hand")
    if (settling := state.settling) is not None:
        told.append(f"the settlement of batch {settling.batch}, at {settling.step}")
    elif count := state.batch.count():
        told.append(f"the settlement of batch {state.batch_number:06d}, {count} transactions")
    if (slip := state.slip_due) is not None:
        told.append(f"the slip of {slip.kind} {slip.voucher}")
    return told


def _yuan(amount: int) -> str:
    return f"{amount // 100:,}.{amount % 100:02d}"
