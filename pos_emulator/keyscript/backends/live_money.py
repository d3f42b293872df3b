"""The money check beside a terminal in real time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.firmware.peripherals import Screen, Slip
from pos_emulator.firmware.state import State
from pos_emulator.link.faults import Direction
from pos_emulator.oracle import Finding, FrameReader, Oracle
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.witness import Witness
from pos_emulator.profile import Profile


class Watched(Protocol):
    """What is looked at; its wire is what the terminal wrote and what reached it."""

    profile: Profile
    wire: list[tuple[Direction, bytes]]
    all_screens: list[tuple[int, Screen]]
    slips: list[tuple[int, Slip]]
    before_write: Callable[[Direction, bytes, State], None] | None

    @property
    def state(self) -> State:
        """The terminal's records."""
        ...


class LiveMoney:
    """Looks when asked, and before each write of the terminal.

    Args:
        watched: The terminal.
        ledger: Gives the host's books as they are now; None where nobody can read them: then terminal,
            wire and paper are held against each other alone.
    """

    def __init__(self, watched: Watched, ledger: Callable[[], Ledger] | None) -> None:
        self._watched = watched
        self._ledger = ledger or _unread
        # The books of a host that cannot be read are to the oracle those of another host than the terminal's.
        profile = watched.profile if ledger else replace(watched.profile, host_extensions=True)
        reader = FrameReader(profile)
        self._oracle = Oracle(profile, reader=reader)
        self._witness = Witness(reader)
        watched.before_write = self._witness.about_to_write

    def look(self) -> list[Finding]:
        """All rules that are broken now, and obligations that came too late until now."""
        watched = self._watched
        return self._witness.findings + self._oracle.look(
            watched.state, self._ledger(), watched.wire, screens=watched.all_screens, slips=watched.slips
        )

    def case(self) -> Case:
        """What the rules look at, now."""
        watched = self._watched
        return self._oracle.case(
            watched.state, self._ledger(), watched.wire, screens=watched.all_screens, slips=watched.slips
        )


def _unread() -> Ledger:
    return MemoryLedger("not ours to read")
