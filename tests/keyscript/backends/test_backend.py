from __future__ import annotations

import pytest

from pos_emulator.keyscript.backends.backend import CORE, BadBackendError, backend_of
from pos_emulator.keyscript.backends.core import CoreBench
from pos_emulator.keyscript.product import FEATURES
from pos_emulator.keyscript.start_states import Shop
from pos_emulator.link.errors import RemoteNotAllowed
from pos_emulator.link.transports.line_address import SerialAddress, TcpAddress


def test_the_core_can_do_everything() -> None:
    assert backend_of("core") is CORE
    assert CORE.features == FEATURES
    begins, open_bench = CORE.begin(Shop("cn-classic"), "signed-on")
    assert isinstance(open_bench(begins, 7), CoreBench)


@pytest.mark.parametrize("name", ["pty", "tcp"])
def test_on_a_line_of_our_own_only_time_is_not_ours(name: str) -> None:
    backend = backend_of(name)
    assert backend.address is None
    assert FEATURES - backend.features == {"clock", "rewind"}
    assert "yesterday-sale" in backend.states
    assert backend.acknowledges is (name == "pty")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("tcp://127.0.0.1:8583", TcpAddress("127.0.0.1", 8583)),
        ("serial:/dev/ttyUSB0", SerialAddress("/dev/ttyUSB0")),
        ("serial:loop://", SerialAddress("loop://")),
    ],
)
def test_the_host_of_somebody_else(typed: str, address: object) -> None:
    backend = backend_of(typed)
    assert backend.address == address
    assert backend.features == {"power"}
    assert "signed-on" in backend.states
    assert "batch-full" not in backend.states


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("pyt", "did you mean pty?"),
        ("modem", "expected core, pty, tcp, tcp://HOST:PORT or serial:DEVICE"),
        ("pty:1", "did you mean pty?"),
        ("tcp://127.0.0.1:99999", "expected tcp://HOST:PORT with a port from 1 to 65535"),
        ("serial:pty", "expected core, pty, tcp, tcp://HOST:PORT or serial:DEVICE"),
    ],
)
def test_no_such_place(typed: str, hint: str) -> None:
    with pytest.raises(BadBackendError) as raised:
        backend_of(typed)
    assert str(raised.value).endswith(hint)


def test_another_machine_must_be_meant() -> None:
    with pytest.raises(RemoteNotAllowed):
        backend_of("tcp://192.0.2.1:8583")
    backend = backend_of("tcp://192.0.2.1:8583", allow_remote=True)
    assert backend.far is not None
    assert backend.far.allow_remote
