"""The command without a subcommand: opens the terminal in this window."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pos_emulator.commands.errors import ExitCode, ForbiddenError
from pos_emulator.commands.operator_side import acquirer_folder
from pos_emulator.commands.options import state_path
from pos_emulator.link.transports.line_address import (
    LineAddress,
    SerialAddress,
    TcpAddress,
    VirtualLine,
    parse_line_address,
)

if TYPE_CHECKING:
    from pos_emulator.runtime.driver import LiveTerminal
    from pos_emulator.tui.app import PosApp


ANSWER_SECONDS, PRINTING_SECONDS = 1.5, 1.0
"""What people are used to, of a host and of a printer."""

_FROM_OUTSIDE = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PAUSES_SECONDS = (0.1, 0.2, 0.4, 0.8, 0.0)


def open_terminal(
    *,
    state: Path | None = None,
    ephemeral: bool = False,
    profile: str = "cn-classic",
    lang: str | None = None,
    line: str = "pty",
    baud: int = 9600,
    allow_remote: bool = False,
    allow_any_pan: bool = False,
    fast: bool = False,
) -> int:
    """Show the terminal until it is closed; the exit code is returned.

    Host and printer take as long as people are used to, so that what they show can be read, unless `fast`.

    Raises:
        ProfileError, LinkError, SurroundingsError, ForbiddenError: it cannot be opened.
    """
    from pos_emulator.profile import load_profile

    address = parse_line_address(line, allow_remote=allow_remote)
    settings = load_profile(profile)
    if lang is not None:
        settings = replace(settings, lang=lang)
    check_window()
    check_line(address, baud=baud, allow_remote=allow_remote)
    if not ephemeral:
        check_folder(state)
    if isinstance(address, VirtualLine) and not ephemeral:
        check_acquirer(acquirer_folder(state))

    with without_collection():
        from pos_emulator.tui.app import PosApp

    def opened() -> LiveTerminal:
        from pos_emulator.runtime.open_live import LiveOptions, open_live

        live = open_live(
            LiveOptions(
                profile=settings,
                profile_source=profile,
                state=state,
                ephemeral=ephemeral,
                line=address,
                baud=baud,
                allow_remote=allow_remote,
                allow_any_pan=allow_any_pan,
                answer_seconds=0.0 if fast else ANSWER_SECONDS,
                printing_seconds=0.0 if fast else PRINTING_SECONDS,
            )
        )
        if lang is not None and live.state.lang:
            # Kept with the first step, before anything is shown: what was chosen at the device gives way.
            live.state.lang = lang
        return live

    return run_window(PosApp(opened, lang=settings.lang))


def run_window(app: PosApp) -> int:
    """Show a window until it is closed; the exit code is returned.

    Raises:
        Exception: whatever went wrong in it.
    """
    # Textual's own report of an error would show the values of all locals.
    app._fatal_error = app._close_messages_no_wait  # type: ignore[method-assign]
    asyncio.run(_run(app))
    failure = app.failure or app._exception
    if failure is not None:
        raise failure
    return app.return_code or ExitCode.WELL


@contextmanager
def without_collection() -> Iterator[None]:
    """What is loaded meanwhile is never garbage: looking for some would be a tenth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


async def _run(app: PosApp) -> None:
    """Until it is closed, by its person or from outside: then too it ends in order."""
    loop = asyncio.get_running_loop()
    for number in _FROM_OUTSIDE:
        loop.add_signal_handler(number, lambda: app.exit(return_code=ExitCode.INTERRUPTED))
    await app.run_async()
    if app.return_code == ExitCode.INTERRUPTED:
        # Who presses Ctrl-C again while things are put away would lose them, and the exit code.
        for number in _FROM_OUTSIDE:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_IGN)


def check_folder(state: Path | None) -> None:
    """Whether no other terminal has the state folder; its acquirer would be found instead.

    Raises:
        StateError: one has, or the folder cannot be used.
    """
    from pos_emulator.runtime.state_folder import open_state_folder

    if (path := state_path(state)).exists():
        open_state_folder(path).close()


def check_acquirer(folder: Path) -> None:
    """Whether our own acquirer can have its folder; one that was just left alone is given time to end.

    Raises:
        StateLocked: an acquirer that runs alone holds it.
    """
    from pos_emulator.acquirer.errors import StateLocked
    from pos_emulator.acquirer.host_files import HostFolder

    if not folder.exists():
        return
    for pause in _PAUSES_SECONDS:
        try:
            HostFolder(folder).close()
        except StateLocked:
            if not pause:
                raise
            time.sleep(pause)
        else:
            return


def check_window(or_else: str = "or use a subcommand (pos-emulator --help)") -> None:
    """Whether there is a window, and one large enough.

    Args:
        or_else: What can be done where there is none.

    Raises:
        ForbiddenError: there is none, or it is too small.
    """
    from pos_emulator.tui.layout import LEAST

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ForbiddenError(
            f"no window: input or output is no terminal; run it in a terminal window, {or_else}"
        )
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    if columns < LEAST[0] or rows < LEAST[1]:
        raise ForbiddenError(
            f"the window is too small: {columns}x{rows}, needed are {LEAST[0]}x{LEAST[1]}; "
            "enlarge it, or choose a smaller font"
        )


def check_line(address: LineAddress, *, baud: int, allow_remote: bool) -> None:
    """Whether the other end is there, asked before the window opens: once.

    Raises:
        LinkError: there is no such port, nobody listens, or there is no pty.
    """
    match address:
        case VirtualLine():
            from pos_emulator.link.errors import NoPty

            try:
                near, far = os.openpty()
            except (AttributeError, OSError) as error:
                raise NoPty(str(error)) from error
            os.close(near)
            os.close(far)
        case SerialAddress(url):
            from pos_emulator.link.transports.serial_port import SerialPort

            SerialPort(url, baud=baud).close()
        case TcpAddress(host, port):
            from pos_emulator.link.transports.tcp import TcpLine

            TcpLine(host, port, allow_remote=allow_remote).close()
