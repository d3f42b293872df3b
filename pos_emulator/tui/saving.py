"""Slips and frames as text files."""

from __future__ import annotations

from pathlib import Path


def save_text(folder: Path, name: str, text: str) -> Path:
    """Write `text` to a new file of that name in `folder`; a number is added rather than anything lost.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        path = folder / (f"{name}.txt" if number == 1 else f"{name}-{number}.txt")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            number += 1
        else:
            return path
