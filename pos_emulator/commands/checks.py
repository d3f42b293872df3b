"""The checks of ``doctor``: each looks at one thing and says what it found."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pos_emulator.commands.cursor import column_after

Status = Literal["ok", "note", "FAIL"]

_SAMPLE = "训练便利店"
_ROOM_OCTETS = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, what was found, and what to do about it."""

    name: str
    status: Status
    found: str
    advice: str = ""


def all_checks(state: Path) -> Sequence[Check]:
    """Every check, in the order of what a start needs."""
    screen = sys.__stdout__.fileno() if sys.__stdout__ is not None and _has_number(sys.__stdout__) else -1
    return (
        python(),
        pty(),
        window(screen),
        encoding(sys.stdout.encoding, os.environ),
        wide_characters(screen),
        state_folder(state),
        crc(),
    )


def python() -> Check:
    """The interpreter and the system."""
    return Check("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")


def pty() -> Check:
    """Whether there can be a virtual serial line."""
    try:
        near, far = os.openpty()
    except (AttributeError, OSError) as error:
        return Check(
            "virtual line",
            "FAIL",
            f"no pseudo-terminal ({error})",
            "run `pos-emulator acquirer --line tcp://127.0.0.1:8583` and `pos-emulator --line tcp://127.0.0.1:8583`",
        )
    device = os.ttyname(far)
    os.close(near)
    os.close(far)
    return Check("virtual line", "ok", f"a pseudo-terminal can be had, such as {device}")


def window(screen: int) -> Check:
    """Whether the terminal window is there and large enough; ``screen`` is its descriptor, -1 for none."""
    from pos_emulator.tui.layout import LEAST

    least = f"{LEAST[0]}x{LEAST[1]}"
    try:
        columns, rows = os.get_terminal_size(screen)
    except (OSError, ValueError):
        return Check(
            "window", "note", "the output goes to no terminal window", "run it in one to have it measured"
        )
    if columns < LEAST[0] or rows < LEAST[1]:
        return Check(
            "window", "FAIL", f"{columns}x{rows}, needed are {least}", "enlarge it, or choose a smaller font"
        )
    return Check(
        "window", "ok", f"{columns}x{rows}; {least} is the least, 160x50 shows everything side by side"
    )


def encoding(of_output: str | None, environment: Mapping[str, str]) -> Check:
    """Whether Chinese can be written at all."""
    chosen = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or "not set"
    if (of_output or "").lower().replace("-", "") == "utf8":
        return Check("locale", "ok", f"{chosen}, written as UTF-8")
    return Check(
        "locale", "FAIL", f"{chosen}, written as {of_output}", "export LANG=C.UTF-8, or use --lang en"
    )


def wide_characters(screen: int) -> Check:
    """Whether the window gives a Chinese character the two columns it needs."""
    name = "Chinese characters"
    before, after = column_after("", screen), column_after(_SAMPLE, screen)
    if before is None or after is None:
        return Check(
            name,
            "note",
            "not measured: no window that tells its cursor",
            "look yourself: pos-emulator screens idle.signed-on",
        )
    columns = after - before
    if columns == 2 * len(_SAMPLE):
        return Check(name, "ok", "two columns each")
    return Check(
        name,
        "FAIL",
        f"{len(_SAMPLE)} of them took {columns} columns, expected {2 * len(_SAMPLE)}",
        "choose a font with Chinese characters and set ambiguous width to narrow, or use --lang en",
    )


def state_folder(path: Path) -> Check:
    """Whether state can be kept, and whether anybody is using it now."""
    from pos_emulator.runtime.errors import FlashError, StateError, StateLocked
    from pos_emulator.runtime.state_folder import open_state_folder

    name = "state folder"
    if not path.exists():
        place = next(parent for parent in path.parents if parent.exists())
        if os.access(place, os.W_OK | os.X_OK):
            return Check(name, "ok", f"{path}, made at the first start")
        return Check(
            name,
            "FAIL",
            f"{path} cannot be made in {place}",
            "choose another with --state DIR, or use --ephemeral",
        )
    room = shutil.disk_usage(path).free
    if room < _ROOM_OCTETS:
        return Check(name, "FAIL", f"{path}: {room // 1024} KiB left on the disk", "make room")
    try:
        with open_state_folder(path):
            pass
        _read(path / "terminal.db")
    except StateLocked as error:
        return Check(
            name, "note", f"{path}, in use by process {error.pid or '?'}", "a second start would be refused"
        )
    except (StateError, FlashError) as error:
        return Check(name, "FAIL", f"{error.where}: {error.what}", error.advice)
    return Check(name, "ok", str(path))


def _read(database: Path) -> None:
    # An empty file is made anew at the next start, as one that is not there.
    if database.exists() and database.stat().st_size:
        from pos_emulator.runtime.flash_reading import read_state

        read_state(database)


def crc() -> Check:
    """Whether crcmod runs its C extension."""
    from pos_emulator.link.checksums import uses_c_extension

    if uses_c_extension():
        return Check("crcmod", "ok", "runs its C extension")
    return Check(
        "crcmod",
        "note",
        "runs its slow pure form: right, but some 20 times slower",
        "with a C compiler: pip install --force-reinstall --no-binary crcmod crcmod",
    )


def _has_number(stream: object) -> bool:
    try:
        stream.fileno()  # type: ignore[attr-defined]
    except (OSError, ValueError, AttributeError):
        return False
    return True
