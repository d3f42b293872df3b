from __future__ import annotations

from pos_emulator.link.frames import BadFrame, Control, Frame


def test_control_bytes() -> None:
    assert Control.ACK.octet == b"\x06"
    assert Control.NAK.octet == b"\x15"
    assert Control(0x06) is Control.ACK


def test_no_payload_in_a_repr() -> None:
    assert "4111" not in repr(Frame(b"4111111111111111"))
    assert repr(BadFrame("length")) == "BadFrame(reason='length')"


def test_frames_compare_by_payload() -> None:
    assert Frame(b"a") == Frame(b"a") != Frame(b"b")
