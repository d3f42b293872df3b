"""What can be seen only as it happens.

G3: stands an obligation in flash before the first byte of its request leaves? G1: do the legs of
what a commit touched add to 0? By the next look a later commit may have put it right.
"""

from __future__ import annotations

from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.records import RequestId
from pos_emulator.firmware.state import State
from pos_emulator.link.faults import Direction
from pos_emulator.link.framers.stx_frame import STX
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.host_view import label_of
from pos_emulator.oracle.wire_view import FINANCIAL, FrameReader


class Witness:
    """Stands beside the line and looks into the flash before each write, into the ledger after each commit.

    Give it every write and every commit.

    Args:
        reader: Reads the messages; that of an oracle beside it may be used.
    """

    def __init__(self, reader: FrameReader) -> None:
        self.findings: list[Finding] = []
        self._reader = reader

    def about_to_write(self, direction: Direction, data: bytes, state: State) -> None:
        """The terminal is about to write; what may be owed must be on file already."""
        if direction is not Direction.TO_HOST or data[:1] != bytes((STX,)):
            return
        for message, _, kind in self._reader.read(data).messages:
            if kind in FINANCIAL and not _is_on_file(message.text(11), kind, state):
                self._find("G3", f"a {kind} leaves and nothing is on file", message.text(11))

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


def _is_on_file(stan: str, kind: str, state: State) -> bool:
    if kind == "refund":
        return state.doubts.get(stan) is not None
    owed = state.owed
    return owed is not None and (owed.voucher, owed.kind) == (stan, kind)
