from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from pos_emulator.commands.operator_side import acquirer_folder, ask_operator_side
from pos_emulator.runtime.errors import AcquirerError, ControlError


def test_asks_the_acquirer_of_the_state_folder(open_shop: Path) -> None:
    assert ask_operator_side(open_shop, {"do": "funds"}) == {"mid": "123456789012345", "funds": 100_000_000}


def test_a_refusal(open_shop: Path) -> None:
    with pytest.raises(ControlError, match="fault 'x', expected one of drop"):
        ask_operator_side(open_shop, {"do": "fault", "fault": "x", "scope": "next", "target": "ack"})


def test_none_runs_there(tmp_path: Path) -> None:
    with pytest.raises(AcquirerError, match="no acquirer is running here; start pos-emulator"):
        ask_operator_side(tmp_path, {"do": "status"})


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"[]\n", b""])
def test_an_acquirer_that_is_not_ours(answer: bytes, tmp_path: Path) -> None:
    folder = acquirer_folder(tmp_path)
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "control.sock"))
        listener.listen()

        def reply() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)

        other = threading.Thread(target=reply)
        other.start()
        with pytest.raises(AcquirerError):
            ask_operator_side(tmp_path, {"do": "status"})
        other.join()
