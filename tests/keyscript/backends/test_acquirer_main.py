from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pos_emulator.keyscript.backends.acquirer_main import command

MORNING = datetime(2026, 11, 21, 8, 55)


def test_what_it_is_told_stands_on_its_command_line() -> None:
    _, *words = command(
        Path("/tmp/host"), line="pty", profile="cn-classic", at=MORNING, began=12.5, seed=3, stream=4
    )
    assert words == [
        *("-m", "pos_emulator.keyscript.backends.acquirer_main"),
        *("/tmp/host", "pty", "cn-classic", "2026-11-21T08:55:00", "12.5", "3", "4"),
    ]
