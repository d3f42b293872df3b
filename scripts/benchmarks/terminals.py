"""Many terminals in one process, each signed on at one acquirer; prints the MiB that are resident."""

from __future__ import annotations

import sys
from collections import deque
from dataclasses import replace
from pathlib import Path

from benchmarks.till import HashedEntropy, StoppedClock, acquirer_over
from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.line_end import LineEnd
from pos_emulator.acquirer.settings import HostSettings, classic_terminals
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.peripherals import (
    BytesReceived,
    CheckPassword,
    Event,
    Key,
    KeyPressed,
    LineConnected,
    PasswordChecked,
    PoweredOn,
    WriteBytes,
)
from pos_emulator.firmware.terminal import Terminal
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.session import Session, Write
from pos_emulator.profile import load_profile
from pos_emulator.security.passwords import ScryptCost
from pos_emulator.security.vault import Vault

SIGN_ON = (Key.ENTER, Key("0"), Key("1"), Key.ENTER, *[Key("0")] * 4, Key.ENTER, Key.ENTER)


def signed_on(count: int) -> tuple[list[Terminal], list[LineEnd]]:
    """So many terminals at idle with an operator in charge, and the host's ends of their lines."""
    profile, vault, clock, entropy = (
        load_profile("cn-classic"),
        Vault(bytes(32)),
        StoppedClock(),
        HashedEntropy(),
    )
    registered = classic_terminals(count)
    acquirer = acquirer_over(MemoryLedger("00112233445566aa"), HostSettings(terminals=registered))
    terminals, ends = [], []
    for each in registered:
        terminal = Terminal(
            replace(profile, tid=each.tid),
            MemoryFlash(),
            vault=vault,
            clock=clock,
            entropy=entropy,
            password_cost=ScryptCost.MINIMAL,
        )
        end = line_end(acquirer)
        start: list[Event] = [PoweredOn(), LineConnected(), *map(KeyPressed, SIGN_ON)]
        for event in start:
            give(event, terminal, end)
        if terminal.state.signed_on is None or not terminal.screen.name.startswith("idle."):
            raise RuntimeError(f"terminal {each.tid} ended at {terminal.screen.name}")
        terminals.append(terminal)
        ends.append(end)
    return terminals, ends


def line_end(acquirer: Acquirer) -> LineEnd:
    """The host's end of one line."""
    return LineEnd(acquirer, Session(StxCrcFramer()))


def give(event: Event, terminal: Terminal, end: LineEnd) -> None:
    """One event, and all that follows from it by itself; nothing is ever late or lost here."""
    pending = deque([event])
    while pending:
        for effect in terminal.receive(pending.popleft()):
            match effect:
                case WriteBytes(data):
                    writes = [each.data for each in end.receive(data) if isinstance(each, Write)]
                    pending.extend(map(BytesReceived, writes))
                case CheckPassword(password, record):
                    pending.append(PasswordChecked(record.matches(password)))
                case _:
                    pass


def resident_mib() -> float:
    """MiB of this process."""
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    kept = signed_on(int(sys.argv[1]))
    print(resident_mib())
