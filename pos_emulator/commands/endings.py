"""SIGTERM and SIGHUP end a command in order, as Ctrl-C does; only the exit code says which it was."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import wraps
from types import FrameType
from typing import ParamSpec

P = ParamSpec("P")

TOLD_BY_SIGNAL = 128
"""What a shell adds to the number of the signal."""
_NUMBERS = (signal.SIGTERM, signal.SIGHUP)
_WRITTEN_TO = (1, 2)


class Ending:
    """Hears these signals within its block; those that are ignored there stay so.

    Attributes:
        code: The exit code; None while nobody has told it to end.
    """

    def __init__(self) -> None:
        self.code: int | None = None
        self._deaf = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        """A shell without job control starts what is to run beside it deaf to Ctrl-C."""
        self._windows = [each for each in _WRITTEN_TO if os.isatty(each)]
        self._before = {number: signal.getsignal(number) for number in _NUMBERS}

    def __enter__(self) -> Ending:
        for number, before in self._before.items():
            if before is not signal.SIG_IGN:
                signal.signal(number, self._told)
        return self

    def __exit__(self, *_raised: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _told(self, number: int, frame: FrameType | None) -> None:
        interrupt = signal.getsignal(signal.SIGINT)
        if not callable(interrupt) and not (self._deaf and self.code is None):
            # It is ending already, and a second word would take its report away.
            return
        self.code = TOLD_BY_SIGNAL + number
        for each in _NUMBERS:
            signal.signal(each, signal.SIG_IGN)
        self._leave_closed_windows()
        if not callable(interrupt):
            raise KeyboardInterrupt
        interrupt(signal.SIGINT, frame)

    def _leave_closed_windows(self) -> None:
        """Nothing can be said in a window that was closed; trying would end the report."""
        for descriptor in self._windows:
            if not os.isatty(descriptor):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, descriptor)
                os.close(nowhere)


def ends_in_order(command: Callable[P, int]) -> Callable[P, int]:
    """Let a command that ends well at a `KeyboardInterrupt` end so at these signals too."""

    @wraps(command)
    def heard(*args: P.args, **kwargs: P.kwargs) -> int:
        with Ending() as ending:
            try:
                code = command(*args, **kwargs)
            except KeyboardInterrupt:
                if ending.code is None:
                    raise
                return ending.code
            return code if ending.code is None else ending.code

    return heard
