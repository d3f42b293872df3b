"""Reading and writing a descriptor that never waits, whatever it belongs to."""

from __future__ import annotations

import os

from pos_emulator.link.errors import LineLost

READ_OCTETS = 65536


def read_now(descriptor: int, where: str) -> bytes:
    """What has arrived; the descriptor is one that says "nothing now" and "nothing ever" differently."""
    if descriptor < 0:
        raise LineLost(where, what="the line is closed")
    try:
        data = os.read(descriptor, READ_OCTETS)
    except BlockingIOError:
        return b""
    except OSError as error:
        raise LineLost(where) from error
    if not data:
        raise LineLost(where)
    return data


def write_now(descriptor: int, data: bytes, where: str) -> int:
    """How many bytes the line took."""
    if descriptor < 0:
        raise LineLost(where, what="the line is closed")
    try:
        return os.write(descriptor, data)
    except BlockingIOError:
        return 0
    except OSError as error:
        raise LineLost(where) from error
