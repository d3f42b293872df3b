from __future__ import annotations

import pytest

from pos_emulator.link.framers.by_name import serial_framer
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.framers.stx_lrc import StxLrcFramer
from pos_emulator.profile import load_profile, profile_names


@pytest.mark.parametrize(("framing", "kind"), [("crc", StxCrcFramer), ("lrc", StxLrcFramer)])
def test_a_name_and_its_framer(framing: str, kind: type[object]) -> None:
    first, second = serial_framer(framing), serial_framer(framing)
    assert type(first) is kind
    assert first is not second, "each direction has its own"


def test_every_profile_has_one() -> None:
    for name in profile_names():
        serial_framer(load_profile(name).framing)


def test_no_other_framing_is_taken_for_one() -> None:
    with pytest.raises(KeyError):
        serial_framer("crc32")
