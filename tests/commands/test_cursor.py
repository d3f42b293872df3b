from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from pos_emulator.commands.cursor import column_after
from tests.commands.window import Window


@pytest.mark.parametrize(("wide", "found"), [(2, 11), (1, 6)])
def test_measures_what_the_window_draws(wide: int, found: int) -> None:
    window = Window(wide=wide)
    window.program = ("-c", PROGRAM)
    assert window.run() == 0
    assert f"<1 {found}>" in window.text


PROGRAM = """
from pos_emulator.commands.cursor import column_after
left, right = column_after("", 1), column_after("训练便利店", 1)
print(f"<{left} {right}>")
"""


def test_the_window_is_as_it_was() -> None:
    window = Window()
    window.program = (
        "-c",
        "import termios\nbefore = termios.tcgetattr(1)\n" + PROGRAM + "print(termios.tcgetattr(1) == before)",
    )
    assert window.run() == 0
    assert "True" in window.text


def test_no_window() -> None:
    assert column_after("", -1) is None
    read, write = os.pipe()
    try:
        assert column_after("", write) is None
    finally:
        os.close(read)
        os.close(write)


def test_a_window_that_does_not_answer() -> None:
    near, far = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", "from pos_emulator.commands.cursor import column_after\nimport sys\n"
             "sys.exit(column_after('', 0) is not None)"],
            stdin=far,
            check=False,
        )  # fmt: skip
    finally:
        os.close(near)
        os.close(far)
    assert done.returncode == 0
