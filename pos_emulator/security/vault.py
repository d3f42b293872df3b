"""The vault: what may rest on disk only sealed, under the key of one device."""

from __future__ import annotations

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pos_emulator.security.masking import Pan

DEVICE_KEY_OCTETS = 32
_SIV_KEY_OCTETS = 64
_TOKEN_CHARACTERS = 32


class VaultError(ValueError):
    """What was to be opened is damaged, sealed for another purpose or under another device key."""


class Vault:
    """Seals and opens bytes, and makes tokens of card numbers, under one device key.

    Sealing needs no randomness: the same data for the same purpose gives the same bytes
    (AES-SIV, RFC 5297), so that a replayed run is the same to the last byte.

    Args:
        device_key: 32 bytes. Each purpose has a key of its own, derived by HKDF (RFC 5869).
    """

    __slots__ = ("_device_key", "_sealers", "_token_key")

    def __init__(self, device_key: bytes) -> None:
        if len(device_key) != DEVICE_KEY_OCTETS:
            raise VaultError(f"a device key has {DEVICE_KEY_OCTETS} bytes, found {len(device_key)}")
        self._device_key = device_key
        self._token_key = self._derived("token", 32)
        self._sealers: dict[str, AESSIV] = {}

    def token(self, pan: Pan) -> str:
        """32 hex characters that stand for a card number: equal for equal numbers, not to be reversed."""
        return hmac.digest(self._token_key, pan.digits.encode(), "sha256").hex()[:_TOKEN_CHARACTERS]

    def seal(self, data: bytes, *, purpose: str) -> bytes:
        """``data`` enciphered and authenticated; 17 bytes longer."""
        # The leading byte: the cipher takes no empty data.
        return self._sealer(purpose).encrypt(b"\x01" + data, [purpose.encode()])

    def open(self, sealed: bytes, *, purpose: str) -> bytes:
        """What was sealed for ``purpose``.

        Raises:
            VaultError: it was not, or not under this device key, or it was changed since.
        """
        try:
            return self._sealer(purpose).decrypt(sealed, [purpose.encode()])[1:]
        except (InvalidTag, ValueError):
            raise VaultError(f"cannot open what was sealed as {purpose!r}") from None

    def __repr__(self) -> str:
        return "Vault(*)"

    def _sealer(self, purpose: str) -> AESSIV:
        sealer = self._sealers.get(purpose)
        if sealer is None:
            sealer = self._sealers[purpose] = AESSIV(self._derived(f"seal {purpose}", _SIV_KEY_OCTETS))
        return sealer

    def _derived(self, use: str, octets: int) -> bytes:
        info = b"pos-emulator vault: " + use.encode()
        return HKDF(algorithm=SHA256(), length=octets, salt=None, info=info).derive(self._device_key)
