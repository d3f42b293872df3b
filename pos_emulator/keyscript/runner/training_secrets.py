"""The secrets of a scenario by name: throw-away ones that follow from the seed, or those as delivered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pos_emulator.cards import load_cards
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.passwords import Secret, factory_password, operator_secret
from pos_emulator.firmware.records import PasswordKept
from pos_emulator.firmware.state import State
from pos_emulator.keyscript.runner.seeds import derived
from pos_emulator.profile import Profile
from pos_emulator.security.masking import Secret as Typed
from pos_emulator.security.passwords import ScryptCost, hash_password

Secrets = Mapping[str, Typed]
"""What `Secret NAME` types."""

_OPERATOR_DIGITS = 4


def factory_secrets(profile: Profile) -> Secrets:
    """Every secret as delivered, and the PINs of the cards."""
    return _with_pins({name: factory_password(profile, name) for name, _ in _names(profile)}, profile)


def training_secrets(profile: Profile, seed: int) -> Secrets:
    """Every secret, drawn from the seed, and the PINs of the cards."""
    drawn = {
        name: Typed(f"{derived(seed, 'secret', name) % 10**digits:0{digits}d}")
        for name, digits in _names(profile)
    }
    return _with_pins(drawn, profile)


def keep_secrets(flash: MemoryFlash, profile: Profile, secrets: Secrets) -> None:
    """Write the records of the secrets into a blank flash, at the cost of training."""
    state = State(flash)
    for name, _ in _names(profile):
        record = hash_password(secrets[name], salt=f"training {name}".encode(), cost=ScryptCost.MINIMAL)
        state.passwords.put(name, PasswordKept(record))
    flash.commit()


def _names(profile: Profile) -> Iterator[tuple[str, int]]:
    for secret in Secret:
        yield secret.value, secret.digits
    for number in range(1, profile.operators + 1):
        yield operator_secret(f"{number:02d}"), _OPERATOR_DIGITS


def _with_pins(secrets: dict[str, Typed], profile: Profile) -> Secrets:
    if not profile.split_refund_password:
        secrets[Secret.REFUND.value] = secrets[Secret.SUPERVISOR.value]
    pins = {name: Typed(card.pin) for name, card in load_cards().items() if card.pin}
    return MappingProxyType(secrets | pins)
