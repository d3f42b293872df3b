"""A blank flash becomes a terminal as delivered."""

from __future__ import annotations

from pos_emulator.firmware.pos import Pos

DEMONSTRATION_TMK = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
"""A published example key, KCV 08D7B4FB: what the two components of an emulated device add up to."""


def initialise(pos: Pos) -> None:
    """Fill a flash that was never used; one that was is left as it is."""
    state = pos.state
    if state.initialised:
        return
    state.initialised = f"{pos.clock.now():%Y-%m-%d %H:%M:%S} {pos.profile.name}"
    state.next_stan = int(pos.profile.stan)
    state.batch_number = int(pos.profile.batch)
    state.master_key = pos.vault.seal(DEMONSTRATION_TMK, purpose="master-key")
    for number in range(1, pos.profile.operators + 1):
        state.operators.put(f"{number:02d}", f"{number:02d}")
