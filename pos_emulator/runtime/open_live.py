"""Everything a live terminal needs, opened together: folder, key, flash, acquirer, line."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from pos_emulator.counter.counter import Counter
from pos_emulator.firmware.state import State
from pos_emulator.link.transports.line_address import LineAddress, VirtualLine
from pos_emulator.profile import Profile
from pos_emulator.runtime.acquirer_process import AcquirerProcess, acquirer_command
from pos_emulator.runtime.device_key import load_device_key
from pos_emulator.runtime.driver import LiveTerminal
from pos_emulator.runtime.flash_cells import check_cells
from pos_emulator.runtime.flash_count import FlashCount
from pos_emulator.runtime.flash_sqlite import SqliteFlash
from pos_emulator.runtime.put_back import put_back
from pos_emulator.runtime.state_folder import StateFolder, open_state_folder
from pos_emulator.runtime.world import SystemClock, SystemEntropy
from pos_emulator.security.passwords import ScryptCost
from pos_emulator.security.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOptions:
    """What can be chosen when a terminal is opened.

    Args:
        profile: The terminal's settings.
        state: The state folder; None is the user's own.
        ephemeral: A folder for this time only instead.
        line: Where the other end is.
        baud: Bits per second of a serial device.
        allow_remote: A line that leads out of this machine is meant.
        password_cost: What a new password costs to try.
        printing_seconds: How long a slip takes to come out.
        profile_source: The profile's name or file, for the acquirer; empty is its name.
        answer_seconds: How long an authorisation takes our own acquirer.
        allow_any_pan: Cards outside the list of test cards are taken.
        acquirer: The command of the acquirer on a virtual line; empty is the one of this package.
    """

    profile: Profile
    state: Path | None = None
    ephemeral: bool = False
    line: LineAddress = field(default_factory=VirtualLine)
    baud: int = 9600
    allow_remote: bool = False
    password_cost: ScryptCost = ScryptCost.INTERACTIVE
    printing_seconds: float = 0.0
    profile_source: str = ""
    answer_seconds: float = 0.0
    allow_any_pan: bool = False
    acquirer: tuple[str, ...] = ()


def open_live(options: LiveOptions, counter: Counter | None = None) -> LiveTerminal:
    """A live terminal, not yet started; its `stop` gives everything back.

    Raises:
        StateError: the folder or the device key cannot be used, or another process holds the folder.
        FlashError: the terminal's memory cannot be read.
    """
    with contextlib.ExitStack() as undo:
        folder = undo.enter_context(open_state_folder(options.state, ephemeral=options.ephemeral))
        key = load_device_key(
            folder.device_key, entropy=SystemEntropy(), device_exists=folder.terminal_db.exists()
        )
        flash = undo.enter_context(SqliteFlash(folder.terminal_db, FlashCount(folder.flash_count)))
        check_cells(flash, folder.terminal_db)
        restored = flash.restored and bool(State(flash).initialised)
        if restored:
            put_back(flash, flash.newer, entropy=SystemEntropy())
        live = LiveTerminal(
            profile=options.profile,
            flash=flash,
            vault=Vault(key.octets),
            counter=counter or Counter(),
            line=options.line,
            acquirer=_acquirer(options, folder),
            clock=SystemClock(folder.days),
            password_cost=options.password_cost,
            printing_seconds=options.printing_seconds,
            baud=options.baud,
            allow_remote=options.allow_remote,
            key_lost=key.key_lost,
            restored=restored,
        )
        live.folder = folder
        live.on_stop = undo.pop_all().close
    return live


def _acquirer(options: LiveOptions, folder: StateFolder) -> AcquirerProcess | None:
    if not isinstance(options.line, VirtualLine):
        return None
    folder.acquirer.mkdir(mode=0o700, exist_ok=True)
    command = options.acquirer or acquirer_command(
        folder.acquirer,
        profile=options.profile_source or options.profile.name,
        allow_any_pan=options.allow_any_pan,
        answer_seconds=options.answer_seconds,
    )
    return AcquirerProcess(command, log=folder.acquirer_log)
