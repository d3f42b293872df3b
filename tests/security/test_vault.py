from __future__ import annotations

import hashlib
import hmac

import pytest

from pos_emulator.security.masking import Pan
from pos_emulator.security.vault import Vault, VaultError

DEVICE_KEY = bytes(range(32))
VAULT = Vault(DEVICE_KEY)
CARD = Pan("6224242300000069")


def hkdf_sha256(key: bytes, info: bytes) -> bytes:
    """RFC 5869 with an empty salt, one block of output."""
    extracted = hmac.new(bytes(32), key, hashlib.sha256).digest()
    return hmac.new(extracted, info + b"\x01", hashlib.sha256).digest()


def test_token_is_a_keyed_digest_of_the_number() -> None:
    token_key = hkdf_sha256(DEVICE_KEY, b"pos-emulator vault: token")
    expected = hmac.new(token_key, CARD.digits.encode(), hashlib.sha256).hexdigest()[:32]
    assert VAULT.token(CARD) == expected


def test_tokens_differ_by_number_and_device() -> None:
    assert len({VAULT.token(CARD), VAULT.token(Pan("4111111111111111")), Vault(bytes(32)).token(CARD)}) == 3


@pytest.mark.parametrize(
    ("data", "purpose", "sealed"),
    [
        pytest.param(b"", "a", "bccb03fa09dfdfa345e86c7dd2fda195bb", id="nothing"),
        pytest.param(b"journal", "record", "deb9864baf40f850fef535297a58be9bc69a972c49c68fef", id="some"),
    ],
)
def test_what_an_earlier_version_sealed_opens_and_is_sealed_the_same(
    data: bytes, purpose: str, sealed: str
) -> None:
    assert VAULT.open(bytes.fromhex(sealed), purpose=purpose) == data
    assert VAULT.seal(data, purpose=purpose) == bytes.fromhex(sealed)


def test_every_change_is_found() -> None:
    sealed = VAULT.seal(CARD.digits.encode(), purpose="pan")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 0x80
        with pytest.raises(VaultError):
            VAULT.open(bytes(changed), purpose="pan")


@pytest.mark.parametrize("kept", [0, 1, 15, 16])
def test_what_is_cut_off_does_not_open(kept: int) -> None:
    with pytest.raises(VaultError, match="cannot open what was sealed as 'pan'"):
        VAULT.open(VAULT.seal(b"x", purpose="pan")[:kept], purpose="pan")


def test_another_purpose_or_device_does_not_open() -> None:
    sealed = VAULT.seal(b"6224", purpose="pan")
    with pytest.raises(VaultError):
        VAULT.open(sealed, purpose="key")
    with pytest.raises(VaultError):
        Vault(bytes(32)).open(sealed, purpose="pan")


def test_clear_data_is_not_in_what_is_sealed() -> None:
    assert b"journal of the day" not in VAULT.seal(b"journal of the day", purpose="record")


def test_a_device_key_has_32_bytes() -> None:
    with pytest.raises(VaultError, match="a device key has 32 bytes, found 16"):
        Vault(bytes(16))


def test_repr_shows_nothing() -> None:
    assert repr(VAULT) == "Vault(*)"
