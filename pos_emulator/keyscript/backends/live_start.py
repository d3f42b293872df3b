"""A start state, made in virtual time, as the files that a terminal and an acquirer process begin from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pos_emulator.acquirer.ledger_file import open_ledger
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.runtime.flash_sqlite import SqliteFlash
from pos_emulator.runtime.virtual import SavedStart
from pos_emulator.runtime.virtual_time import SeededEntropy
from pos_emulator.security.vault import DEVICE_KEY_OCTETS

LEDGER, HOST_KEY, FLASH, LOG = "ledger.db", "host.key", "terminal.db", "acquirer.log"


@dataclass(frozen=True, slots=True)
class _LedgerId:
    """Gives the id of a ledger that is to be made again, where chance is asked for one."""

    octets_of_it: bytes

    def octets(self, count: int) -> bytes:
        """The id."""
        return self.octets_of_it[:count]


def write_host(folder: Path, start: SavedStart) -> None:
    """Put the host's books and key into its folder."""
    folder.mkdir(mode=0o700)
    ledger = open_ledger(folder / LEDGER, entropy=_LedgerId(bytes.fromhex(start.ledger.ledger_id)))
    try:
        start.ledger.copy_into(ledger)
    finally:
        ledger.close()
    descriptor = os.open(folder / HOST_KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(SeededEntropy(start.seed, "host key").octets(DEVICE_KEY_OCTETS))


def write_flash(path: Path, kept: MemoryFlash) -> SqliteFlash:
    """The terminal's records in a file, open."""
    flash = SqliteFlash(path)
    kept.copy_into(flash)
    flash.commit()
    return flash
