from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos_emulator.commands.endings import ends_in_order
from tests.commands.shell import SECONDS

HEARD = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in HEARD}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def told(number: int) -> Callable[[], int]:
    """A command that is told to end, and puts things away."""

    def command() -> int:
        try:
            signal.raise_signal(number)
        except KeyboardInterrupt:
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGHUP)
        else:
            pytest.fail("it went on")
        return 130

    return command


def once(number: int) -> Callable[[], int]:
    """A command that is told to end and has nothing to put away."""

    def command() -> int:
        signal.raise_signal(number)
        return 0

    return command


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_it_ends_as_at_control_c_with_a_code_of_its_own(number: int, code: int) -> None:
    assert ends_in_order(told(number))() == code
    assert signal.getsignal(number) is signal.SIG_DFL


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_also_where_control_c_is_not_heard(number: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    assert ends_in_order(told(number))() == 128 + number


def test_what_the_command_does_not_catch_is_the_code_too() -> None:
    assert ends_in_order(once(signal.SIGTERM))() == 143
    with pytest.raises(KeyboardInterrupt):
        ends_in_order(once(signal.SIGINT))()


def test_who_was_told_nothing_ends_by_itself() -> None:
    assert ends_in_order(lambda: 3)() == 3


def test_what_is_ending_already_is_left_to_it() -> None:
    def command() -> int:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.raise_signal(signal.SIGTERM)
        return 130

    assert ends_in_order(command)() == 130


def test_a_hang_up_that_is_not_to_be_heard_is_not() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    assert ends_in_order(once(signal.SIGHUP))() == 0


def test_what_runs_in_a_loop_is_cancelled() -> None:
    ways: list[str] = []

    async def work() -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ways.append("cancelled")
            raise

    def command() -> int:
        asyncio.run(work())
        return 0

    assert ends_in_order(command)() == 143
    assert ways == ["cancelled"]


IN_A_WINDOW = """\
import fcntl, sys, termios, threading
from pathlib import Path
from pos_emulator.commands.endings import ends_in_order
from tests.commands.shell import SECONDS

@ends_in_order
def command():
    fcntl.ioctl(1, termios.TIOCSCTTY, 0)
    try:
        print("ready", flush=True)
        threading.Event().wait()
    except KeyboardInterrupt:
        print("nobody sees this", flush=True)
        Path(sys.argv[1]).write_text("the report")
    return 130

sys.exit(command())
"""


def test_a_window_that_is_closed_takes_no_report_away(tmp_path: Path) -> None:
    near, far = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", IN_A_WINDOW, tmp_path / "report"],
        stdin=far, stdout=far, stderr=far, start_new_session=True,
    )  # fmt: skip
    os.close(far)
    assert os.read(near, 5) == b"ready"
    os.close(near)
    assert process.wait(SECONDS) == 129
    assert (tmp_path / "report").read_text() == "the report"
