"""What can be seen only as it happens.

G3: stands an obligation in flash before the first byte of its request leaves? G1: do the legs of
what a commit touched add to 0? By the next look a later commit may have put it right.
"""

from __future__ import annotations

from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.records import RequestId
from pos_emulator.acquirer.settings import DEMO_TMK
from pos_emulator.firmware.state import State
from pos_emulator.link.faults import Direction
from pos_emulator.link.framers.stx_frame import STX
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.host_view import label_of
from pos_emulator.oracle.wire_view import FINANCIAL, Told, WireView
from pos_emulator.profile import Profile
from pos_emulator.security.keys import Key


class Witness:
    """Stands beside the line and looks into the flash before each write, into the ledger after each commit.

    Give it every write and every commit.
    """

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
                self._find("G3", f"a {told.kind} leaves and nothing is on file", told.message.text(11))

    def committed(self, ledger: Ledger, ids: tuple[RequestId, ...]) -> None:
        """The host has committed; what it did to these ids must add to 0, and be theirs alone."""
        for id in ids:
            legs = ledger.legs_of(id)
            if sum(leg.amount for leg in legs):
                self._find("G1", "after a commit the legs of an id did not add to 0", label_of(id))
            if any(leg.id != id for leg in legs) or ledger.booking(id) is None:
                self._find("G1", "after a commit a leg stood under an id that is not its own", label_of(id))

    def _find(self, rule: str, text: str, about: str) -> None:
        self.findings.append(Finding(rule, text, (about,)))


def _is_on_file(told: Told, state: State) -> bool:
    stan = told.message.text(11)
    if told.kind == "refund":
        return state.doubts.get(stan) is not None
    owed = state.owed
    return owed is not None and (owed.voucher, owed.kind) == (stan, told.kind)
