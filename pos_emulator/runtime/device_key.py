"""The device key: one file that stands for the secure element, the only clear key on disk."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from pos_emulator.firmware.peripherals import Entropy
from pos_emulator.runtime.errors import StateError
from pos_emulator.runtime.state_folder import write_whole
from pos_emulator.security.vault import DEVICE_KEY_OCTETS

_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """The key of a device; its repr does not show it."""

    octets: bytes = field(repr=False)
    created: bool = False
    """It was made just now."""
    key_lost: bool = False
    """It was made just now for a device that had another one: nothing sealed before can be opened."""


def load_device_key(path: Path, *, entropy: Entropy, device_exists: bool) -> DeviceKey:
    """Read the device key, or make one.

    Args:
        path: The file.
        entropy: Where a new key comes from.
        device_exists: Whether there is a flash, and with it things sealed under some key.

    Raises:
        StateError: the file has another size, others may read it, or it cannot be read or made.
    """
    try:
        mode = path.stat().st_mode
        octets = path.read_bytes()
    except FileNotFoundError:
        octets = entropy.octets(DEVICE_KEY_OCTETS)
        try:
            write_whole(path, octets)
        except OSError as error:
            raise _unusable(path, f"cannot be written ({error.strerror})") from error
        return DeviceKey(octets, created=True, key_lost=device_exists)
    except OSError as error:
        raise _unusable(path, f"cannot be read ({error.strerror})") from error
    if os.name == "posix" and mode & _OTHERS:
        raise StateError(path, what="others can read this key", advice=f"chmod 600 {path}")
    if len(octets) != DEVICE_KEY_OCTETS:
        raise StateError(
            path,
            what=f"{len(octets)} bytes, expected {DEVICE_KEY_OCTETS}",
            advice="restore it from a backup, or remove it: a new one is made, and what the old one sealed is lost",
        )
    return DeviceKey(octets)


def _unusable(path: Path, what: str) -> StateError:
    return StateError(path, what=what, advice="check the permissions of file and folder")
