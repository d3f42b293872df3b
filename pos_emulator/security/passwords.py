"""Passwords at rest, and which ones nobody should choose."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from pos_emulator.security.masking import Secret

REMEMBERED = 4
"""How many earlier passwords may not come back."""

_DIGEST_OCTETS = 32


@dataclass(frozen=True, slots=True)
class ScryptCost:
    """How much work one check of a password is: scrypt's N, r and p (RFC 7914)."""

    n: int
    r: int
    p: int

    INTERACTIVE: ClassVar[ScryptCost]
    """Some 50 ms and 16 MiB: for a terminal that people use."""

    MINIMAL: ClassVar[ScryptCost]
    """Nothing to speak of: for virtual time and training secrets only."""


ScryptCost.INTERACTIVE = ScryptCost(2**14, 8, 1)
ScryptCost.MINIMAL = ScryptCost(2, 1, 1)


@dataclass(frozen=True, slots=True, repr=False)
class PasswordHash:
    """A password as it rests in flash: salted scrypt, with the cost it was made at."""

    salt: bytes
    digest: bytes
    n: int
    r: int
    p: int

    def matches(self, password: Secret) -> bool:
        """Whether ``password`` is the one; takes as long whatever it is."""
        return hmac.compare_digest(
            _digest(password, self.salt, ScryptCost(self.n, self.r, self.p)), self.digest
        )

    def __repr__(self) -> str:
        return f"PasswordHash(n={self.n}, r={self.r}, p={self.p})"


def hash_password(password: Secret, *, salt: bytes, cost: ScryptCost) -> PasswordHash:
    """``password`` ready to be stored; ``salt`` comes from the device's entropy, 16 bytes are usual."""
    return PasswordHash(salt, _digest(password, salt, cost), cost.n, cost.r, cost.p)


def is_weak(password: Secret, *, defaults: Iterable[Secret], previous: Iterable[PasswordHash]) -> bool:
    """Whether ``password`` must be refused as a new one.

    It is a delivered default, all one digit, a run up or down (9 and 0 are neighbours), or
    one of the last four of ``previous``, which come oldest first and include the present one.
    """
    digits = password.reveal()
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(digits)}
    return (
        len(steps) == 0
        or steps in ({0}, {1}, {9})
        or any(password == default for default in defaults)
        or any(earlier.matches(password) for earlier in tuple(previous)[-REMEMBERED:])
    )


def _digest(password: Secret, salt: bytes, cost: ScryptCost) -> bytes:
    return hashlib.scrypt(
        password.reveal().encode(),
        salt=salt,
        n=cost.n,
        r=cost.r,
        p=cost.p,
        maxmem=256 * cost.n * cost.r + 1_048_576,
        dklen=_DIGEST_OCTETS,
    )
