"""Processes that this one starts, and what there is to do when one of them, or this one, is killed."""

from __future__ import annotations

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
