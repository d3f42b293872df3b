"""An older copy of the flash was put back: what it may not undo, and what it must do before it sells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pos_emulator.firmware.flash import Address, Flash
from pos_emulator.firmware.passwords import Secret, lock_number, operator_secret
from pos_emulator.firmware.peripherals import Entropy
from pos_emulator.firmware.records import Tries
from pos_emulator.firmware.state import RESTORED, State
from pos_emulator.runtime.flash_cells import BATCH, CELLS, GUARDED, LOCKED, STAN, TABLES, TRIES

MOST_STAN = 999_999
FAR_AHEAD = 100_000
"""Trace numbers that a terminal hardly uses up between a copy and its return."""


def put_back(flash: Flash, newer: Mapping[Address, object] | None, *, entropy: Entropy) -> None:
    """Let a copy know what came after it, and have it sign on for a new epoch; committed as one.

    Trace and batch number go on where they were. A batch that was closed since is closed here too. Wrong
    passwords and locks are as they were. Where nobody knows, trace numbers go on far ahead, and each
    password is locked, as if the last try had been wrong: time, 99 or the acquirer's code opens it.

    What the copy owes it may have finished since: it waits for the sign-on, and goes by hand there. A slip
    that it has to print may be out already.

    Args:
        flash: The copy.
        newer: What the guarded cells had come to; None where nobody knows.
        entropy: For the numbers of locks.
    """
    state = State(flash)
    if newer is None or not _make_sense(newer, flash):
        state.next_stan = (state.next_stan - 1 + FAR_AHEAD) % MOST_STAN + 1
        lock_all(state, entropy)
    else:
        _go_on(state, newer)
    for name in state.fault_slips_due.names():
        state.fault_slips_due.put(name, True)
    state.memory_story = RESTORED
    state.needs_sign_on = True
    flash.commit()


def lock_all(state: State, entropy: Entropy) -> None:
    """Lock every password."""
    names = [secret.value for secret in Secret]
    names += [operator_secret(number) for number in state.operators.names()]
    for name in names:
        state.tries.put(name, Tries(locked=True, number=lock_number(entropy), waiting=True))


def _go_on(state: State, newer: Mapping[Address, object]) -> None:
    batch = cast(int, newer.get((BATCH, ""), state.batch_number))
    if batch != state.batch_number:
        state.close_batch()
        state.batch_number = batch
    state.next_stan = cast(int, newer.get((STAN, ""), state.next_stan))
    state.locked_by = cast(str, newer.get((LOCKED, ""), ""))
    state.tries.clear()
    for (area, name), tries in newer.items():
        if area == TRIES:
            state.tries.put(name, cast(Tries, tries))


def _make_sense(newer: Mapping[Address, object], copy: Flash) -> bool:
    checks = {**CELLS, **TABLES}
    # Once written they are never gone.
    complete = all((area, "") in newer for area in (STAN, BATCH) if copy.get(area) is not None)
    return complete and all(
        area in GUARDED and bool(key) is (area in TABLES) and checks[area](value)
        for (area, key), value in newer.items()
    )
