from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pos_emulator.runtime.child_process import clear


class Disturbed(TemporaryDirectory[str]):
    """A room in which somebody writes while it is removed."""

    times = 0

    def cleanup(self) -> None:
        super().cleanup()
        self.times += 1
        if self.times < 3:
            Path(self.name).mkdir()
            (Path(self.name) / "host.key").touch()


def test_a_room_goes_though_somebody_still_writes_there(tmp_path: Path) -> None:
    clear(Disturbed(dir=tmp_path, ignore_cleanup_errors=True))
    assert list(tmp_path.iterdir()) == []


def test_a_child_whose_parent_is_killed_puts_its_things_away() -> None:
    command = [sys.executable, "-m", "tests.runtime.outlived_parent"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        parent.kill()
        # It ends where the last writer has closed it.
        assert parent.stdout.read() == "put away\n"
