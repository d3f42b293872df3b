from __future__ import annotations

import stat
from pathlib import Path

import pytest

from pos_emulator.runtime.device_key import load_device_key
from pos_emulator.runtime.errors import StateError

KEY = bytes(range(32))


class Fixed:
    """Entropy that gives one key."""

    def octets(self, count: int) -> bytes:
        return KEY[:count]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "device.key"


def test_a_new_device_gets_a_key_for_its_owner_alone(path: Path) -> None:
    key = load_device_key(path, entropy=Fixed(), device_exists=False)
    assert (key.octets, key.created, key.key_lost) == (KEY, True, False)
    assert path.read_bytes() == KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_stays_what_it_is(path: Path) -> None:
    path.write_bytes(KEY[::-1])
    path.chmod(0o600)
    key = load_device_key(path, entropy=Fixed(), device_exists=True)
    assert (key.octets, key.created, key.key_lost) == (KEY[::-1], False, False)


def test_a_lost_key_is_replaced_and_said_to_be_lost(path: Path) -> None:
    key = load_device_key(path, entropy=Fixed(), device_exists=True)
    assert (key.octets, key.created, key.key_lost) == (KEY, True, True)


@pytest.mark.parametrize("octets", [0, 31, 33])
def test_a_key_of_another_size_is_left_alone(path: Path, octets: int) -> None:
    path.write_bytes(bytes(octets))
    path.chmod(0o600)
    with pytest.raises(StateError, match=f"{octets} bytes, expected 32; restore it from a backup"):
        load_device_key(path, entropy=Fixed(), device_exists=True)
    assert path.read_bytes() == bytes(octets)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o622])
def test_a_key_that_others_can_reach_is_refused(path: Path, mode: int) -> None:
    path.write_bytes(KEY)
    path.chmod(mode)
    with pytest.raises(StateError, match="others can read this key; chmod 600 "):
        load_device_key(path, entropy=Fixed(), device_exists=True)


def test_a_place_that_takes_no_key_is_said_so(path: Path) -> None:
    with pytest.raises(StateError, match=r"cannot be written \(No such file or directory\); check"):
        load_device_key(path / "below", entropy=Fixed(), device_exists=False)
    path.mkdir(mode=0o700)
    with pytest.raises(StateError, match=r"cannot be read \(Is a directory\); check the permissions"):
        load_device_key(path, entropy=Fixed(), device_exists=False)


def test_does_not_show_itself(path: Path) -> None:
    key = load_device_key(path, entropy=Fixed(), device_exists=False)
    assert repr(key) == "DeviceKey(created=True, key_lost=False)"
