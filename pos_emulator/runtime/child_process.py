"""Processes that this one starts, and what there is to do when one of them, or this one, is killed."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

CLEARED_SECONDS = 10.0
"""How long the removal of a folder may take: as long as a process starts on a slow machine."""
_BETWEEN_LOOKS_SECONDS = 0.05


def clear(room: TemporaryDirectory[str]) -> None:
    """Remove a folder of other processes.

    An acquirer whose terminal was killed may still write there; it ends as soon as it notices.
    """
    latest = time.monotonic() + CLEARED_SECONDS
    room.cleanup()
    while Path(room.name).exists() and time.monotonic() < latest:
        time.sleep(_BETWEEN_LOOKS_SECONDS)
        room.cleanup()


def end_with_parent() -> None:
    """Let this process, one that `multiprocessing` started, be told to end by SIGTERM once its parent has ended.

    Nobody else would end it, and nobody hears its results, when the parent was killed.
    """
    threading.Thread(target=_await_end_of_parent, daemon=True).start()


def _await_end_of_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    # The main thread itself is to hear it, whatever it waits for.
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
