"""The operator side of the acquirer that goes with a state folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pos_emulator.commands.options import state_path


def acquirer_folder(state: Path | None) -> Path:
    """Where the acquirer of a state folder keeps its own things."""
    return state_path(state) / "acquirer"


def ask_operator_side(state: Path | None, request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of the acquirer that runs with this state folder, without its ``ok``.

    Raises:
        ControlError: it refused the request.
        AcquirerError: none runs there, or it does not answer.
    """
    from pos_emulator.acquirer.host_files import control_socket_of
    from pos_emulator.runtime.control_client import ask_now

    answer = ask_now(control_socket_of(acquirer_folder(state)), request)
    return {key: value for key, value in answer.items() if key != "ok"}
