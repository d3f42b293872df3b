"""The one-time code by which the acquirer unlocks a terminal over the telephone."""

from __future__ import annotations

from pos_emulator.security.keys import Key, encipher
from pos_emulator.security.masking import Secret

DIGITS = 6
NUMBER_DIGITS = 8
"""Of the number that a locked terminal shows."""


def unlock_code(tmk: Key, tid: str, number: str) -> Secret:
    """The code for the number on the terminal's screen.

    Both sides hold the master key: the CBC chain of TID and number under it gives a block, and the
    block modulo a million the digits.

    Args:
        tmk: The terminal's master key.
        tid: Terminal id, 8 characters.
        number: What the locked terminal shows, 8 digits.
    """
    data = (tid + number).encode("ascii")
    data += bytes(-len(data) % 8)
    chained = bytes(8)
    for at in range(0, len(data), 8):
        chained = encipher(tmk, bytes(a ^ b for a, b in zip(chained, data[at : at + 8], strict=True)))
    return Secret(f"{int.from_bytes(chained, 'big') % 10**DIGITS:0{DIGITS}d}")
