from __future__ import annotations

import pytest

from pos_emulator.security.masking import Secret
from pos_emulator.security.passwords import PasswordHash, ScryptCost, hash_password, is_weak

SALT = b"0123456789abcdef"


def minimal(digits: str) -> PasswordHash:
    return hash_password(Secret(digits), salt=SALT, cost=ScryptCost.MINIMAL)


def test_digest_is_scrypt() -> None:
    # RFC 7914, section 12, third vector: its first 32 bytes. Its password is a word, ours would be digits.
    made = hash_password(Secret("pleaseletmein"), salt=b"SodiumChloride", cost=ScryptCost(16384, 8, 1))
    assert made.digest.hex() == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"


def test_costs() -> None:
    assert ScryptCost(16384, 8, 1) == ScryptCost.INTERACTIVE
    assert ScryptCost(2, 1, 1) == ScryptCost.MINIMAL


def test_matches_only_its_password() -> None:
    stored = minimal("135790")
    assert stored.matches(Secret("135790"))
    assert [other for other in ("135791", "13579", "1357900", "") if stored.matches(Secret(other))] == []


def test_a_hash_carries_the_cost_it_was_made_at() -> None:
    made = hash_password(Secret("135790"), salt=SALT, cost=ScryptCost(16, 2, 1))
    assert (made.n, made.r, made.p) == (16, 2, 1)
    assert PasswordHash(made.salt, made.digest, 16, 2, 1).matches(Secret("135790"))
    assert not PasswordHash(made.salt, made.digest, 32, 2, 1).matches(Secret("135790"))


def test_salt_counts() -> None:
    assert minimal("135790") != hash_password(Secret("135790"), salt=b"other", cost=ScryptCost.MINIMAL)


def test_repr_shows_the_cost_alone() -> None:
    assert repr(minimal("135790")) == "PasswordHash(n=2, r=1, p=1)"


DEFAULTS = (Secret("135246"), Secret("8642"))
PREVIOUS = tuple(map(minimal, ("100200", "300400", "500600", "700800", "900100")))


@pytest.mark.parametrize(
    "digits",
    [
        pytest.param("135246", id="default"),
        pytest.param("8642", id="another-default"),
        pytest.param("111111", id="equal"),
        pytest.param("345678", id="run-up"),
        pytest.param("876543", id="run-down"),
        pytest.param("678901", id="run-past-nine"),
        pytest.param("210987", id="run-past-zero"),
        pytest.param("900100", id="present"),
        pytest.param("300400", id="fourth-last"),
        pytest.param("", id="empty"),
        pytest.param("7", id="one-digit"),
    ],
)
def test_weak(digits: str) -> None:
    assert is_weak(Secret(digits), defaults=DEFAULTS, previous=PREVIOUS)


@pytest.mark.parametrize(
    "digits",
    [
        pytest.param("100200", id="fifth-last"),
        pytest.param("111112", id="nearly-equal"),
        pytest.param("123457", id="nearly-a-run"),
        pytest.param("135791", id="steps-of-two"),
        pytest.param("135247", id="near-a-default"),
    ],
)
def test_not_weak(digits: str) -> None:
    assert not is_weak(Secret(digits), defaults=DEFAULTS, previous=iter(PREVIOUS))
