"""Recorded scripts on disk: written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pos_emulator.keyscript.runner.sources import SUFFIX


def write_whole(path: Path, text: str) -> None:
    """Write a file in one move; what was there before stays until the new one is complete.

    Raises:
        OSError: it cannot be written.
    """
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def next_name(folder: Path) -> Path:
    """`recording-1.keys`, or the first number that is free.

    Raises:
        OSError: the folder cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (path := folder / f"recording-{number}{SUFFIX}").exists():
        number += 1
    return path
