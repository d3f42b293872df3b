"""Reads a terminal's flash from its file, also while the terminal runs; nothing is written, no lock is taken."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.state import State
from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.flash_cells import check_cells
from pos_emulator.runtime.flash_sqlite import APPLICATION_ID, SCHEMA_VERSION
from pos_emulator.runtime.record_codec import CodecError, RecordCodec
from pos_emulator.side_file import ENDS, UNREADABLE, complaint, connect_to_read, is_blank, is_foreign

_ADVICE = "restore a backup, or begin anew with `pos-emulator reset terminal`"


def read_state(path: Path) -> State:
    """What the terminal remembered when its last step ended.

    Raises:
        FlashError: there is none, it is no such file, is damaged, or of another version.
    """
    if not path.exists():
        raise FlashError(
            path,
            what="no terminal was ever started here",
            advice="start pos-emulator, or name its --state DIR",
        )
    flash = MemoryFlash()
    try:
        for area, key, text in _cells(path):
            flash.put(area, _CODEC.decode(text), key)
    except CodecError as error:
        raise FlashError(path, what=f"a cell cannot be read ({error})", advice=_ADVICE) from error
    except UNREADABLE as error:
        raise FlashError(path, what=f"cannot be read ({complaint(error)})", advice=_ADVICE) from error
    flash.commit()
    check_cells(flash, path)
    return State(flash)


_CODEC = RecordCodec()


def _cells(path: Path) -> list[tuple[str, str, str]]:
    # As the terminal will read it when it starts. Where nothing lies beside it, reading leaves nothing there.
    alone = not path.with_name(path.name + ENDS[0]).exists() or is_foreign(path)
    with closing(connect_to_read(path, alone=alone)) as database:
        if is_blank(database):
            raise FlashError(
                path, what="nothing in it yet", advice="start pos-emulator, or name its --state DIR"
            )
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            raise FlashError(
                path, what="not the memory of a terminal", advice="name another folder with --state DIR"
            )
        if version != SCHEMA_VERSION:
            raise FlashError(
                path,
                what=f"written by another version (schema {version}, this one knows {SCHEMA_VERSION})",
                advice="use that version",
            )
        rows: list[tuple[str, str, str]] = database.execute(
            "SELECT area, key, value FROM cell ORDER BY number"
        ).fetchall()
        return rows
