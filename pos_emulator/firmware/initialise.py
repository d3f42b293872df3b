"""A blank flash becomes a terminal as delivered; one whose device key was lost starts anew, honestly."""

from __future__ import annotations

from pos_emulator.firmware.audit import note
from pos_emulator.firmware.batch import totals
from pos_emulator.firmware.by_hand import give_up
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.receipts import settlement_slip
from pos_emulator.security.vault import VaultError

DEMONSTRATION_TMK = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
"""A published example key, KCV 08D7B4FB: what the two components of an emulated device add up to."""

FLASH_LOST = 3
"""DF03: what the flash held can no longer be read."""


def initialise(pos: Pos) -> None:
    """Fill a flash that was never used; one that was, and can be read, is left as it is."""
    if not pos.state.initialised:
        as_delivered(pos)
    elif not is_readable(pos):
        start_anew(pos)


def as_delivered(pos: Pos) -> None:
    """The terminal as its profile describes it, with the demonstration master key."""
    state = pos.state
    state.initialised = f"{pos.clock.now():%Y-%m-%d %H:%M:%S} {pos.profile.name}"
    state.next_stan = int(pos.profile.stan)
    state.batch_number = int(pos.profile.batch)
    for number in range(1, pos.profile.operators + 1):
        state.operators.put(f"{number:02d}", f"{number:02d}")
    load_demonstration_key(pos)


def load_demonstration_key(pos: Pos) -> None:
    """The master key of an emulated device."""
    pos.state.master_key = pos.vault.seal(DEMONSTRATION_TMK, purpose="master-key")
    note(pos, "keys", "demonstration master key loaded")


def is_readable(pos: Pos) -> bool:
    """Whether the vault still opens what was sealed under the device key."""
    try:
        pos.vault.open(pos.state.master_key, purpose="master-key")
    except VaultError:
        return False
    return True


def start_anew(pos: Pos) -> None:
    """The device key is lost: no card number can be read, so nothing can be reversed, asked for or uploaded.

    All of it goes by hand, and the batch is closed here; the host makes a new epoch at the next sign-on.
    """
    state = pos.state
    owed = state.owed
    if owed is not None:
        state.owed = None
        give_up(state, owed)
    for doubt in list(state.doubts.values()):
        state.doubts.delete(doubt.transaction.voucher)
        give_up(state, doubt)
    if state.batch.count():
        slip = settlement_slip(pos, totals(state), balanced=False, by_hand=True)
        state.last_settlement = slip.lines
        state.settlement_slip_due = True
        state.closed_by_hand.put(f"{state.batch_number:06d}", slip.lines)
        state.close_batch()
    state.slip_due = None
    state.working_keys = None
    state.needs_sign_on = True
    state.memory_story = FLASH_LOST
    load_demonstration_key(pos)
    note(pos, "keys", "device key lost: what was open is by hand")
    pos.explain("device-key-lost", "what was owed or in doubt is by hand now; sign on again")
