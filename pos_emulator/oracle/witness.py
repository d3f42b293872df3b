"""G3 as it happens: stands an obligation in flash before the first byte of its request leaves?"""

from __future__ import annotations

from pos_emulator.acquirer.settings import DEMO_TMK
from pos_emulator.firmware.state import State
from pos_emulator.link.faults import Direction
from pos_emulator.link.framers.stx_frame import STX
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.wire_view import FINANCIAL, Told, WireView
from pos_emulator.profile import Profile
from pos_emulator.security.keys import Key


class Witness:
    """Stands beside the line and looks into the flash before each write; give it every write."""

    def __init__(self, profile: Profile, *, master_key: Key = DEMO_TMK) -> None:
        self.findings: list[Finding] = []
        self._profile = profile
        self._master_key = master_key

    def about_to_write(self, direction: Direction, data: bytes, state: State) -> None:
        """The terminal is about to write; what may be owed must be on file already."""
        if direction is not Direction.TO_HOST or data[:1] != bytes((STX,)):
            return
        alone = WireView(self._profile, master_key=self._master_key)
        alone.read([(direction, data)])
        for told, _ in alone.messages:
            if told.kind in FINANCIAL and not _is_on_file(told, state):
                self.findings.append(
                    Finding("G3", f"a {told.kind} leaves and nothing is on file", (told.message.text(11),))
                )


def _is_on_file(told: Told, state: State) -> bool:
    stan = told.message.text(11)
    if told.kind == "refund":
        return state.doubts.get(stan) is not None
    owed = state.owed
    return owed is not None and (owed.voucher, owed.kind) == (stan, told.kind)
