"""The audit log: who asked for what, and how it ended. Never a digit of a secret."""

from __future__ import annotations

from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.records import AuditEntry

MOST_ENTRIES = 1000
"""The oldest entries give way, so that a log cannot fill the flash."""


def note(pos: Pos, what: str, outcome: str, *, voucher: str = "") -> None:
    """Write one line of the audit log, kept with the step that caused it."""
    number = pos.state.audit_count + 1
    pos.state.audit_count = number
    operator = pos.state.signed_on.operator if pos.state.signed_on else "--"
    at = pos.clock.now().isoformat(" ", "seconds")[:19]  # What follows is the zone.
    pos.state.audit_log.put(f"{number:08d}", AuditEntry(at, operator, what, outcome, voucher))
    if number > MOST_ENTRIES:
        pos.state.audit_log.delete(f"{number - MOST_ENTRIES:08d}")
