from __future__ import annotations

import pytest

from pos_emulator.link.errors import (
    BadLineAddress,
    EnvelopeError,
    LineLost,
    LinkError,
    NoPty,
    NoSuchPort,
    PayloadTooLong,
    PortBusy,
    RemoteNotAllowed,
)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(NoSuchPort("/dev/x"), "/dev/x: no such port; check --line", id="no-such-port"),
        pytest.param(PortBusy("/dev/x"), "/dev/x: the port is in use; end the other program or ", id="busy"),
        pytest.param(LineLost("/dev/x"), "/dev/x: the other end is gone; start it again", id="lost"),
        pytest.param(
            RemoteNotAllowed("tcp://192.0.2.1:1"), "add --allow-remote if that is meant", id="remote"
        ),
        pytest.param(NoPty("no"), "no pseudo-terminal (no); use --line tcp://127.0.0.1:PORT", id="no-pty"),
        pytest.param(BadLineAddress("x", "pty"), "--line x: expected pty", id="address"),
        pytest.param(PayloadTooLong(9, 8), "a payload of 9 bytes; a frame carries 1 to 8", id="long"),
        pytest.param(EnvelopeError("TPDU", 0, "60"), "envelope: TPDU at byte 0: expected 60", id="envelope"),
    ],
)
def test_says_what_where_and_what_to_do(error: LinkError, said: str) -> None:
    assert said in str(error)
    assert isinstance(error, LinkError)
