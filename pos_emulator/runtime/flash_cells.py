"""What each cell of the terminal's flash may hold; a file whose cells hold something else is not used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pos_emulator.firmware.flash import Flash
from pos_emulator.firmware.records import (
    AuditEntry,
    Doubt,
    Failed,
    HostBook,
    Obligation,
    PasswordKept,
    Settled,
    Settling,
    SignedOn,
    SlipDue,
    Transaction,
    Tries,
    WorkingKeys,
)
from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.record_codec import Check, check_of

STAN, BATCH, TRIES, LOCKED = "next-stan", "batch-number", "tries", "locked-by"
GUARDED = frozenset({STAN, BATCH, TRIES, LOCKED})
"""Areas that an older copy may not turn back: numbers used, passwords tried, locks."""

_SIX_DIGITS = range(1, 1_000_000)
_TEXTS = tuple[str, ...]


def _checks(kinds: Mapping[str, Any]) -> Mapping[str, Check]:
    return MappingProxyType(
        {area: _within(kind) if isinstance(kind, range) else check_of(kind) for area, kind in kinds.items()}
    )


def _within(numbers: range) -> Check:
    return lambda value: type(value) is int and value in numbers


CELLS = _checks(
    {
        "initialised": str,
        "memory-story": range(4),
        STAN: _SIX_DIGITS,
        BATCH: _SIX_DIGITS,
        "signed-on": SignedOn,
        "needs-sign-on": bool,
        LOCKED: str,
        "master-key": bytes,
        "hello-due": bool,
        "working-keys": WorkingKeys,
        "host-book": HostBook,
        "owed": Obligation,
        "slip-due": SlipDue,
        "settling": Settling,
        "last-voucher": str,
        "last-settlement": _TEXTS,
        "settlement-slip-due": bool,
        "audit-count": int,
        "lang": str,
    }
)
"""The areas of one cell, which has no key."""

TABLES = _checks(
    {
        "batch": Transaction,
        "voids": str,
        "refunds": str,
        "failed": Failed,
        "doubts": Doubt,
        "by-hand": Obligation | Doubt,
        "fault-slips-due": bool,
        "closed-by-hand": _TEXTS,
        "settled": Settled,
        TRIES: Tries,
        "passwords": PasswordKept,
        "operators": str,
        "audit": AuditEntry,
    }
)
"""The areas of many cells, each with its key."""


def check_cells(flash: Flash, path: Path) -> None:
    """Whether everything that `State` reads is what it takes it for.

    Args:
        flash: What was read.
        path: From where.

    Raises:
        FlashError: a cell holds something else.
    """
    for checks, keyed in ((CELLS, False), (TABLES, True)):
        for area, check in checks.items():
            for key in flash.keys(area):
                if bool(key) is not keyed or not check(flash.get(area, key)):
                    raise FlashError(
                        path,
                        what=f"the cell {f'{area} {key}'.rstrip()!r} holds what does not belong there",
                        advice="restore a backup, or begin anew with `pos-emulator reset terminal`",
                    )
