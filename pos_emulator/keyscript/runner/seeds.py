"""Numbers that follow from a seed and from names, the same on every machine and in every order."""

from __future__ import annotations

import hashlib

DEFAULT_SEED = 1
"""Where neither the script nor the command line names one."""


def derived(seed: int, *names: object) -> int:
    """A number of 63 bits that follows from the seed and all the names."""
    text = "\x1f".join((str(seed), *map(str, names)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1
