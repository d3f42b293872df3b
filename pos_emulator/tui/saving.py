"""Slips and frames as text files."""

from __future__ import annotations

from pathlib import Path

from pos_emulator.texts.layout import cells
from pos_emulator.tui.live import Live

_ROOM = 48
"""Columns that the status line can always give to a path."""


def folder_of(live: Live) -> Path:
    """The terminal's state folder; the current one where that will not outlive the window."""
    if live.folder is None or live.folder.ephemeral:
        return Path.cwd()
    return live.folder.path / "saved"


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


def in_short(path: Path) -> str:
    """The path as the status line has room for: its end always, its beginning where that fits."""
    home = Path.home()
    shown = f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
    parts = shown.split("/")
    while cells(shown) > _ROOM and len(parts) > 1:
        parts = parts[1:]
        shown = "/".join(("…", *parts))
    return shown
